/** What can be asked and done about accounts, contacts, the shared timeline and products. */
import { z } from 'zod';
import type { PersonNotFound } from '../admin/contract.ts';
import type { Id } from '../kernel/brand.ts';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import type { Day, Instant } from '../kernel/day.ts';
import { fieldInputs, type FieldValues } from '../kernel/fields.ts';
import {
  aCursor,
  aDay,
  aLimit,
  anId,
  aTextFor,
  type CursorInvalid,
  type DayInFuture,
  happenedOn,
  someMoney,
  type Window,
} from '../kernel/inputs.ts';
import type { MoneyByCurrency } from '../kernel/money.ts';
import type { NotYourEntry, RecordNotFound } from '../sync/contract.ts';
import {
  account as accountTable,
  activity as activityTable,
  type ActivityKind,
  contact as contactTable,
  product as productTable,
} from './schema.ts';

export type AccountNotFound = { readonly type: 'AccountNotFound' };
export type ParentLoop = { readonly type: 'ParentLoop' };
export type ContactNotFound = { readonly type: 'ContactNotFound' };
export type ActivityNotFound = { readonly type: 'ActivityNotFound' };
export type ProductNotFound = { readonly type: 'ProductNotFound' };

const accountFields = z.strictObject(fieldInputs(accountTable)).partial();

export const createAccount = command('accounts.create', {
  input: accountFields.extend({ name: accountTable.columns.name.schema }),
  output: output<{ readonly id: Id<'Account'> }>(),
  errors: errors<AccountNotFound>(),
  allow: can('account.edit'),
});
/** Somebody changed a field while it was being edited; nothing was written. */
export type ChangedMeanwhile = { readonly type: 'ChangedMeanwhile'; readonly field: string };
export const editAccount = command('accounts.edit', {
  edits: accountTable,
  input: accountFields.extend({
    id: anId<'Account'>(),
    /** The fields as they were when editing began; the edit is refused where one of them has another value by now. */
    was: accountFields.optional(),
  }),
  output: output<null>(),
  errors: errors<AccountNotFound | ParentLoop | ChangedMeanwhile>(),
  allow: can('account.edit'),
});
export const removeAccount = command('accounts.remove', {
  input: z.strictObject({ id: anId<'Account'>() }),
  output: output<null>(),
  errors: errors<AccountNotFound>(),
  allow: can('account.edit'),
});
/** From this day on that person answers for the account; null ends the ownership. */
export const setAccountOwner = command('accounts.setOwner', {
  setsOwnerOf: accountTable,
  input: z.strictObject({ id: anId<'Account'>(), personId: anId<'Person'>().nullable(), from: happenedOn }),
  output: output<null>(),
  errors: errors<AccountNotFound | PersonNotFound | DayInFuture>(),
  allow: can('account.edit'),
});

export type AccountLine = {
  readonly id: Id<'Account'>;
  readonly name: string;
  readonly sector: string | null;
  readonly location: string | null;
  readonly keyAccount: boolean;
  readonly openDeals: number;
  readonly owner: { readonly id: Id<'Person'>; readonly name: string } | null;
};
export const accountSorts = ['name', 'openDeals', 'owner', 'sector', 'location'] as const;
export type AccountSort = (typeof accountSorts)[number];
/** All accounts that are not merged into another; names in the alphabet of the data's region. */
export const accounts = query('accounts.list', {
  input: z.strictObject({
    sort: z.enum(accountSorts).default('name'),
    descending: z.boolean().default(false),
    after: aCursor,
    limit: aLimit,
  }),
  output: output<Window<AccountLine>>(),
  errors: errors<CursorInvalid>(),
  allow: can('account.read'),
  reads: ['account_state', 'account', 'person'],
});

export type AccountView = FieldValues<typeof accountTable> & {
  readonly id: Id<'Account'>;
  readonly parent: { readonly id: Id<'Account'>; readonly name: string } | null;
  readonly subsidiaries: readonly { readonly id: Id<'Account'>; readonly name: string }[];
  readonly owners: readonly { readonly personId: Id<'Person'> | null; readonly name: string | null; readonly from: Day | null }[];
  readonly contacts: readonly (FieldValues<typeof contactTable> & { readonly id: Id<'Contact'> })[];
  readonly deals: { readonly open: number; readonly won: number; readonly lost: number; readonly wonAmount: MoneyByCurrency };
  /** Other accounts with the same organisation number, however it is written there (rule A7). */
  readonly duplicates: readonly { readonly id: Id<'Account'>; readonly name: string }[];
  /** The account that this one was merged into; null: it stands for itself. */
  readonly mergedInto: { readonly id: Id<'Account'>; readonly name: string } | null;
  /** Accounts merged into this one, each with the change that did it, so that it can be undone. */
  readonly absorbed: readonly { readonly id: Id<'Account'>; readonly name: string; readonly seq: number | null }[];
};
export const account = query('accounts.get', {
  input: z.strictObject({ id: anId<'Account'>() }),
  output: output<AccountView>(),
  errors: errors<AccountNotFound>(),
  allow: can('account.read'),
  reads: ['account', 'contact', 'ownership', 'person', 'deal_state', 'workspace', 'change_set'],
});

const contactFields = z.strictObject(fieldInputs(contactTable)).partial();
export const createContact = command('accounts.createContact', {
  input: contactFields.extend({ accountId: anId<'Account'>(), name: contactTable.columns.name.schema }),
  output: output<{ readonly id: Id<'Contact'> }>(),
  errors: errors<AccountNotFound>(),
  allow: can('account.edit'),
});
export const editContact = command('accounts.editContact', {
  edits: contactTable,
  input: contactFields.extend({ id: anId<'Contact'>(), was: contactFields.optional() }),
  output: output<null>(),
  errors: errors<ContactNotFound | ChangedMeanwhile>(),
  allow: can('account.edit'),
});
export const removeContact = command('accounts.removeContact', {
  input: z.strictObject({ id: anId<'Contact'>() }),
  output: output<null>(),
  errors: errors<ContactNotFound>(),
  allow: can('account.edit'),
});

/** One entry of the timeline: what was done or learned, by either team. Without a time it happened now. */
export const logActivity = command('accounts.logActivity', {
  input: z.strictObject({
    accountId: anId<'Account'>(),
    dealId: anId<'Deal'>().nullable().default(null),
    contactId: anId<'Contact'>().nullable().default(null),
    kind: activityTable.columns.kind.schema,
    /** Left out: the team of whoever logs it. */
    team: activityTable.columns.team.schema.nullable().default(null),
    body: aTextFor(activityTable.columns.body),
    happenedAt: activityTable.columns.happenedAt.schema.nullable().default(null),
  }),
  output: output<{ readonly id: Id<'Activity'> }>(),
  errors: errors<AccountNotFound | ContactNotFound | RecordNotFound | DayInFuture>(),
  allow: can('activity.edit'),
});
export const editActivity = command('accounts.editActivity', {
  edits: activityTable,
  input: z.strictObject({ id: anId<'Activity'>(), body: aTextFor(activityTable.columns.body) }),
  output: output<null>(),
  errors: errors<ActivityNotFound | NotYourEntry>(),
  allow: can('activity.edit'),
});
export const removeActivity = command('accounts.removeActivity', {
  input: z.strictObject({ id: anId<'Activity'>() }),
  output: output<null>(),
  errors: errors<ActivityNotFound | NotYourEntry>(),
  allow: can('activity.edit'),
});

export type TimelineEntry = {
  readonly id: Id<'Activity'>;
  readonly kind: ActivityKind;
  readonly team: 'sales' | 'marketing' | 'service';
  readonly author: string | null;
  readonly authorId: Id<'Person'>;
  readonly body: string;
  readonly happenedAt: Instant;
  readonly deal: { readonly id: Id<'Deal'>; readonly title: string } | null;
};
/** Both teams' entries on an account, newest first: the same list whoever asks (A1). */
export const timeline = query('accounts.timeline', {
  input: z.strictObject({
    accountId: anId<'Account'>(),
    /** Only what is about this deal. */
    dealId: anId<'Deal'>().nullable().default(null),
    after: aCursor,
    limit: aLimit,
  }),
  output: output<Window<TimelineEntry>>(),
  errors: errors<AccountNotFound | CursorInvalid>(),
  allow: can('account.read'),
  reads: ['activity', 'account', 'person', 'deal'],
});

export type ProductLine = FieldValues<typeof productTable> & {
  readonly id: Id<'Product'>;
  /** List price today; null where none is known. */
  readonly price: { readonly minor: bigint; readonly currency: string } | null;
};
export const products = query('accounts.products', {
  input: z.strictObject({ on: aDay.nullable().default(null) }),
  output: output<readonly ProductLine[]>(),
  allow: can('workspace.read'),
  reads: ['product', 'product_price', 'workspace'],
});
export const createProduct = command('accounts.createProduct', {
  input: z
    .strictObject(fieldInputs(productTable))
    .partial()
    .extend({ name: productTable.columns.name.schema, price: someMoney.nullable().default(null) }),
  output: output<{ readonly id: Id<'Product'> }>(),
  allow: can('product.edit'),
});
/** A new list price from a day on; earlier days keep the price they had. */
export const setPrice = command('accounts.setPrice', {
  input: z.strictObject({ productId: anId<'Product'>(), price: someMoney, from: happenedOn }),
  output: output<null>(),
  errors: errors<ProductNotFound>(),
  allow: can('product.edit'),
});
