/** Changes to accounts, contacts, the timeline and products. */
import type * as contract from '../../../shared/accounts/contract.ts';
import { type Account, account, activity, contact, ownership, product, productPrice } from '../../../shared/accounts/schema.ts';
import { person } from '../../../shared/admin/schema.ts';
import { logTeamOf } from '../../../shared/admin/setupRoles.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { dayOf, instant } from '../../../shared/kernel/day.ts';
import { toCells } from '../../../shared/kernel/fields.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { afterThoseOf, happenedAt } from '../happened.ts';
import { changedField } from '../patch.ts';
import { seesRecord } from '../rowRights.ts';

type Handlers = Pick<
  HandlersOf<typeof contract>,
  | 'createAccount'
  | 'editAccount'
  | 'removeAccount'
  | 'setAccountOwner'
  | 'createContact'
  | 'editContact'
  | 'removeContact'
  | 'logActivity'
  | 'editActivity'
  | 'removeActivity'
  | 'createProduct'
  | 'setPrice'
>;

/** Whether making `parentId` the parent of `id` would close a circle of companies that own each other. */
const closesLoop = (tx: ReadTx, id: Id<'Account'>, parentId: Id<'Account'>): boolean => {
  const seen = new Set<string>();
  for (let at: Id<'Account'> | null = parentId; at !== null && !seen.has(at); at = tx.find(account, at)?.parentId ?? null) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
};

/** An account that was merged into another is there to be read, not to be worked on. */
export const accountToWorkOn = (tx: ReadTx, id: Id<'Account'>): Account | undefined => {
  const found = tx.find(account, id);
  return found?.mergedInto === null ? found : undefined;
};

export const accountCommands: Handlers = {
  createAccount: (tx, { name, ...fields }) => {
    if (typeof fields.parentId === 'string' && accountToWorkOn(tx, fields.parentId) === undefined) return err({ type: 'AccountNotFound' });
    const id = tx.newId<'Account'>();
    tx.insert(account, { id, name, keyAccount: false, ...toCells(account, fields) });
    return ok({ id });
  },
  editAccount: (tx, { id, was, ...fields }) => {
    const row = accountToWorkOn(tx, id);
    if (row === undefined) return err({ type: 'AccountNotFound' });
    const changed = changedField(account, row, was);
    if (changed !== null) return err({ type: 'ChangedMeanwhile', field: changed });
    if (typeof fields.parentId === 'string') {
      if (accountToWorkOn(tx, fields.parentId) === undefined) return err({ type: 'AccountNotFound' });
      if (closesLoop(tx, id, fields.parentId)) return err({ type: 'ParentLoop' });
    }
    tx.update(account, id, toCells(account, fields));
    return ok(null);
  },
  removeAccount: (tx, { id }) => {
    if (tx.find(account, id) === undefined) return err({ type: 'AccountNotFound' });
    tx.remove(account, id);
    return ok(null);
  },
  setAccountOwner: (tx, { id, personId, from }) => {
    if (tx.find(account, id) === undefined) return err({ type: 'AccountNotFound' });
    if (personId !== null && tx.find(person, personId) === undefined) return err({ type: 'PersonNotFound' });
    const happened = happenedAt(tx, from);
    if (!happened.ok) return happened;
    const since = afterThoseOf(tx, ownership, 'recordId', id, happened.value);
    tx.record(ownership, { id: tx.newId<'Ownership'>(), recordId: id as string as Id<'Owned'>, role: 'owner', personId }, since);
    return ok(null);
  },
  createContact: (tx, { accountId, name, ...fields }) => {
    if (accountToWorkOn(tx, accountId) === undefined) return err({ type: 'AccountNotFound' });
    const id = tx.newId<'Contact'>();
    tx.insert(contact, { id, accountId, name, ...toCells(contact, fields) });
    return ok({ id });
  },
  editContact: (tx, { id, was, ...fields }) => {
    const row = tx.find(contact, id);
    if (row === undefined) return err({ type: 'ContactNotFound' });
    const changed = changedField(contact, row, was);
    if (changed !== null) return err({ type: 'ChangedMeanwhile', field: changed });
    tx.update(contact, id, toCells(contact, fields));
    return ok(null);
  },
  removeContact: (tx, { id }) => {
    if (tx.find(contact, id) === undefined) return err({ type: 'ContactNotFound' });
    tx.remove(contact, id);
    return ok(null);
  },
  logActivity: (tx, input, { actor }) => {
    if (accountToWorkOn(tx, input.accountId) === undefined) return err({ type: 'AccountNotFound' });
    if (input.contactId !== null && tx.find(contact, input.contactId) === undefined) return err({ type: 'ContactNotFound' });
    // Whoever sees a deal may add to its timeline.
    if (input.dealId !== null && !seesRecord(tx, actor, 'deal', input.dealId)) return err({ type: 'RecordNotFound' });
    const at = input.happenedAt === null ? tx.now : instant(input.happenedAt);
    if (dayOf(at, tx.zone) > tx.today) return err({ type: 'DayInFuture' });
    const id = tx.newId<'Activity'>();
    tx.insert(activity, {
      id,
      accountId: input.accountId,
      dealId: input.dealId,
      contactId: input.contactId,
      kind: input.kind,
      team: input.team ?? logTeamOf(actor.roles.map((role) => role.function)),
      authorId: actor.personId as Id<'Person'>,
      body: input.body,
      happenedAt: at,
    });
    return ok({ id });
  },
  editActivity: (tx, { id, body }, { may }) => {
    const found = tx.find(activity, id);
    if (found === undefined) return err({ type: 'ActivityNotFound' });
    if (!may('activity.edit', found.authorId)) return err({ type: 'NotYourEntry' });
    tx.update(activity, id, { body });
    return ok(null);
  },
  removeActivity: (tx, { id }, { may }) => {
    const found = tx.find(activity, id);
    if (found === undefined) return err({ type: 'ActivityNotFound' });
    if (!may('activity.edit', found.authorId)) return err({ type: 'NotYourEntry' });
    tx.remove(activity, id);
    return ok(null);
  },
  createProduct: (tx, { name, price, ...fields }) => {
    const id = tx.newId<'Product'>();
    tx.insert(product, { id, name, ...toCells(product, fields) });
    if (price !== null) {
      tx.record(
        productPrice,
        { id: tx.newId<'ProductPrice'>(), productId: id, amountMinor: price.minor, currency: price.currency },
        { day: tx.today, at: tx.now },
      );
    }
    return ok({ id });
  },
  // A price may be agreed for a day to come; unlike other facts it is not about what has happened.
  setPrice: (tx, { productId, price, from }) => {
    if (tx.find(product, productId) === undefined) return err({ type: 'ProductNotFound' });
    const happened = from === null || from === tx.today ? { day: tx.today, at: tx.now } : { day: from };
    tx.record(productPrice, { id: tx.newId<'ProductPrice'>(), productId, amountMinor: price.minor, currency: price.currency }, happened);
    return ok(null);
  },
};
