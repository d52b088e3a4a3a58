/** Deals: what a row says about one becomes its description and dated facts (moves, value, owner); nothing is dated that the file does not date. */
import { ownership } from '../../../../shared/accounts/schema.ts';
import type { Day } from '../../../../shared/kernel/day.ts';
import type { Money } from '../../../../shared/kernel/money.ts';
import type { FieldOf } from '../../../../shared/imports/mapping.ts';
import { targetOf } from '../../../../shared/imports/problems.ts';
import { deal, dealValue, stageMove } from '../../../../shared/pipeline/schema.ts';
import { priceOn } from '../importState.ts';
import { apply, createKeys, lookUp, resolve, type ResolverFactory, type Run } from '../run.ts';
import type { RowView } from '../rowView.ts';
import { createStageFinder, type FoundStage } from '../stages.ts';
import type { FactGroup } from '../upsert.ts';
import { createAccount } from './accounts.ts';
import { createPerson } from './people.ts';
import { createProduct } from './products.ts';

type Field = FieldOf<'deals'>;
type Fact = NonNullable<FactGroup['facts']>[number];

/** A day on which something happened: one that is still to come is asked about. */
const pastDay = (run: Run, row: RowView, field: Field): Day | null => {
  const day = row.day(field);
  if (day === null || day <= run.today) return day;
  return row.raise('dayInFuture', field, row.text(field)) === 'keep' ? day : null;
};

const accountOf = (run: Run, row: RowView): string | null => {
  const text = row.text('account');
  if (text !== '')
    return resolve(run, row, { problem: 'unknownAccount', field: 'account', kind: 'accounts', text, create: createAccount(run, row) });
  // A file without such a column says nothing about companies.
  const target = row.has('account') ? targetOf(row.raise('accountMissing', 'account', '') ?? '') : null;
  return target === null ? null : lookUp(run, 'accounts', target);
};

type TitlePart = 'product' | 'account' | 'key';
const isTitlePart = (text: string): text is TitlePart => text === 'product' || text === 'account' || text === 'key';

/** A template such as `{product} · {account}`, taken apart once: texts and holes in turn. */
const titleParts = (template: string): readonly string[] => template.split(/\{(product|account|key)\}/);

/** The title of the file, or the one that the mapping composes; the first part that is empty is stood in for by the key. */
const titleOf = (own: string, template: readonly string[] | null, parts: Readonly<Record<TitlePart, string>>): string => {
  if (own !== '' || template === null) return own || parts.key;
  let isKeyUsed = false;
  let title = '';
  for (const [index, piece] of template.entries()) {
    const part = index % 2 === 1 && isTitlePart(piece) ? parts[piece] : piece;
    title += part !== '' || index % 2 === 0 || isKeyUsed ? part : parts.key;
    isKeyUsed ||= part === '' && index % 2 === 1;
  }
  return title.slice(0, 200).trim() || parts.key;
};

/** Days and moves: where the deal is now, and the one move before it that the file dates. */
const movesOf = (run: Run, row: RowView, stage: FoundStage | null, engaged: FoundStage | null) => {
  const created = row.has('createdDay') ? pastDay(run, row, 'createdDay') : null;
  const engagedDay = pastDay(run, row, 'engageDay') ?? created;
  if (stage === null) return { moves: [] as Fact[], day: engagedDay, closeDay: null, expected: row.day('closeDay') };
  if (stage.kind === 'open') {
    if (engagedDay === null && (row.has('engageDay') || row.has('createdDay')))
      row.raise('dayMissing', row.has('engageDay') ? 'engageDay' : 'createdDay', '');
    // On an open deal a closing day can only be the expected one.
    return { moves: [{ values: [stage.id], day: engagedDay }], day: engagedDay, closeDay: null, expected: row.day('closeDay') };
  }
  const closeDay = pastDay(run, row, 'closeDay');
  if (closeDay === null && row.text('closeDay') === '') row.raise('closeDayMissing', 'closeDay', '');
  if (closeDay !== null && engagedDay !== null && closeDay < engagedDay) row.raise('closedBeforeOpened', 'closeDay', row.text('closeDay'));
  const close: Fact = { values: [stage.id], day: closeDay };
  // A fact without a day comes first in every fold: beside a dated one, an undated closing would open the deal again.
  const isBefore = engaged !== null && engagedDay !== null && closeDay !== null && engagedDay <= closeDay;
  return { moves: isBefore ? [{ values: [engaged.id], day: engagedDay }, close] : [close], day: engagedDay, closeDay, expected: null };
};

export const deals: ResolverFactory = (run, mapping) => {
  const keys = createKeys(run);
  const stages = createStageFinder(run, mapping);
  const hasKeys = mapping.columns['key'] !== undefined;
  const contentFields = Object.keys(mapping.columns) as Field[];
  const template = mapping.title === undefined ? null : titleParts(mapping.title);

  const keyOf = (row: RowView): string | null => {
    const text = row.text('key');
    if (text !== '') return keys.take(row, 'key', text);
    if (hasKeys) row.raise('keyMissing', 'key', '');
    return keys.ofContent(contentFields.map((field) => row.text(field)).join('\u001F'));
  };

  const amountOf = (
    row: RowView,
    productId: string | null,
    day: Day | null,
  ): { readonly money: Money | null; readonly estimate: boolean } => {
    const money = row.money('amount');
    if (money !== null || row.text('amount') !== '') return { money, estimate: false };
    if (row.raise('amountMissing', 'amount', '') !== 'listPrice' || productId === null) return { money: null, estimate: false };
    const price = priceOn(run.state, productId, day);
    return price === null
      ? { money: null, estimate: false }
      : { money: { minor: price.minor, currency: price.currency as Money['currency'] }, estimate: true };
  };

  return {
    row: (row) => {
      const key = keyOf(row);
      if (key === null) return 'done';
      const accountId = accountOf(run, row);
      const productText = row.text('product');
      const productId =
        productText === ''
          ? null
          : resolve(run, row, {
              problem: 'unknownProduct',
              field: 'product',
              kind: 'products',
              text: productText,
              create: createProduct(run, row),
            });
      const ownerText = row.text('owner');
      const ownerId =
        ownerText === ''
          ? null
          : resolve(run, row, {
              problem: 'unknownPerson',
              field: 'owner',
              kind: 'people',
              text: ownerText,
              create: createPerson(run, row),
            });
      const contactText = row.text('contact');
      const contactId =
        contactText === '' ? null : resolve(run, row, { problem: 'unknownContact', field: 'contact', kind: 'contacts', text: contactText });

      const stageText = row.text('stage') || (targetOf(row.has('stage') ? (row.raise('stageMissing', 'stage', '') ?? '') : '') ?? '');
      const stage = stageText === '' ? null : stages.find(row, stageText);
      const engaged =
        mapping.engagedStage === undefined || stage === null || stage.kind === 'open' ? null : stages.find(row, mapping.engagedStage);
      const { moves, day, closeDay, expected } = movesOf(run, row, stage, engaged);
      const expectedClose = (row.has('expectedClose') ? row.day('expectedClose') : null) ?? expected;
      const { money, estimate } = amountOf(row, productId, day);
      const hasValue = money !== null || expectedClose !== null;
      const valueDay = closeDay ?? day;
      const team = ownerId === null ? null : (run.teamOf.get(ownerId) ?? null);

      const labels = run.state.labels;
      const parts = {
        product: (productId === null ? undefined : labels.products.get(productId)) ?? productText,
        account: (accountId === null ? undefined : labels.accounts.get(accountId)) ?? row.text('account'),
        key,
      };
      const id = apply(run, row, {
        kind: 'deals',
        bucket: 'deals',
        key,
        table: deal,
        fields: {
          title: titleOf(row.text('title', 200), template, parts),
          accountId: row.has('account') ? accountId : undefined,
          productId: row.has('product') ? productId : undefined,
          contactId: row.has('contact') ? contactId : undefined,
          nextStep: row.has('nextStep') ? row.text('nextStep', 300) || null : undefined,
        },
        groups: [
          { table: stageMove, owner: 'dealId', columns: ['toStageId'], facts: moves },
          {
            table: dealValue,
            owner: 'dealId',
            columns: ['amountMinor', 'currency', 'expectedClose', 'estimate'],
            facts: hasValue ? [{ values: [money?.minor ?? null, money?.currency ?? null, expectedClose, estimate], day: valueDay }] : [],
          },
          {
            table: ownership,
            owner: 'recordId',
            columns: ['personId'],
            constants: { role: 'owner' },
            // The team is where the person is today; when that changes here, the source has not changed.
            extras: { teamId: team },
            facts: row.has('owner') ? (ownerId === null ? [] : [{ values: [ownerId], day }]) : undefined,
          },
        ],
        existing: null,
      });
      row.settle(id);
      return 'done';
    },
  };
};
