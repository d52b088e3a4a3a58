/** Deals: what a row says about one becomes its description and dated facts (moves, value, owner); nothing is dated that the file does not date. */
import { cut } from '../../../../shared/kernel/column.ts';
import { ownership } from '../../../../shared/accounts/schema.ts';
import type { Day } from '../../../../shared/kernel/day.ts';
import type { Money } from '../../../../shared/kernel/money.ts';
import type { FieldOf } from '../../../../shared/imports/kinds.ts';
import { meantBy } from '../../../../shared/imports/problems.ts';
import { deal, dealValue, stageMove } from '../../../../shared/pipeline/schema.ts';
import { declaredFields } from '../declaredFields.ts';
import { priceOn } from '../importState.ts';
import { accountByKey, apply, contactOf, createKeys, lookUp, resolve, type ResolverFactory, type Run } from '../run.ts';
import type { RowView } from '../rowView.ts';
import { createStageFinder } from '../stages.ts';
import { createAccount } from './accounts.ts';
import { movesOf, movesWithReason, valueOf } from './dealFacts.ts';
import { createPerson } from './people.ts';
import { createProduct } from './products.ts';

type Field = FieldOf<'deals'>;

const dealFields = declaredFields(deal, ['title', 'accountId', 'productId', 'contactId', 'nextStep']);

const accountOf = (run: Run, row: RowView): string | null => {
  const byKey = accountByKey(run, row);
  if (byKey !== null) return byKey;
  const text = row.text('account');
  if (text !== '')
    return resolve(run, row, { problem: 'unknownAccount', field: 'account', kind: 'accounts', text, create: createAccount(run, row) });
  // A file without such a column says nothing about companies.
  const meant = row.has('account') ? meantBy(row.raise('accountMissing', 'account', '') ?? '') : null;
  return meant === null ? null : lookUp(run, 'accounts', meant);
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
  return cut(deal.columns.title, title).trim() || parts.key;
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
      const contactId = contactOf(run, row, accountId);

      const stageText = row.text('stage') || (meantBy(row.has('stage') ? (row.raise('stageMissing', 'stage', '') ?? '') : '') ?? '');
      const stage = stageText === '' ? null : stages.find(row, stageText);
      const engaged =
        mapping.engagedStage === undefined || stage === null || stage.kind === 'open' ? null : stages.find(row, mapping.engagedStage);
      const { moves, day, closeDay, expected } = movesOf(run, row, stage, engaged, (name) => stages.find(row, name));
      const expectedClose = (row.has('expectedClose') ? row.day('expectedClose') : null) ?? expected;
      const { money, estimate } = amountOf(row, productId, day);
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
        ...dealFields.read(row, {
          title: titleOf(row.text('title', deal.columns.title.max), template, parts),
          accountId: row.has('account') || row.has('accountKey') ? accountId : undefined,
          productId: row.has('product') ? productId : undefined,
          contactId: row.has('contact') ? contactId : undefined,
          // A field more than older files told: their fingerprints have no place for it.
          nextStepDay: row.has('nextStepDay') ? row.day('nextStepDay') : undefined,
        }),
        groups: [
          { table: stageMove, owner: 'dealId', ...movesWithReason(run, row, stage, moves) },
          { table: dealValue, owner: 'dealId', ...valueOf(row, { money, expectedClose, estimate, day: valueDay }) },
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
