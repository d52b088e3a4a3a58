/** The pipeline table: keyset windows over deals by any of its columns, with the count and sums of the whole filtered list. */
import type { Id } from '../../../shared/kernel/brand.ts';
import { type Day, dayOf, daysBetween, type Instant } from '../../../shared/kernel/day.ts';
import type { InputOf } from '../../../shared/kernel/contract.ts';
import { isCurrency, type Money } from '../../../shared/kernel/money.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { deals, DealLine, DealSort } from '../../../shared/pipeline/contract.ts';
import type { DealFilter } from '../../../shared/pipeline/dealFilter.ts';
import type { StageKind } from '../../../shared/pipeline/schema.ts';
import type { ReadTx } from '../../core/tx.ts';
import { readCursor, readWindow, type WindowSpec } from '../../core/window.ts';
import { type DealPart, dealParts, type Now } from './dealListFilter.ts';
import { type AmountGroup, amountOf, sumSql, weightedOf } from './sums.ts';

type Input = InputOf<typeof deals>;

const sortKeys: Readonly<Record<DealSort, { readonly keys: readonly string[]; readonly nullable: boolean }>> = {
  title: { keys: ['ds.title_key'], nullable: false },
  account: { keys: ['ds.account_key'], nullable: false },
  owner: { keys: ['ds.owner_key'], nullable: false },
  stage: { keys: ['ds.stage_key'], nullable: false },
  // Amounts of different currencies are never compared: they are listed currency by currency.
  amount: { keys: ['ds.currency', 'ds.amount_minor'], nullable: true },
  expectedClose: { keys: ['ds.expected_close'], nullable: true },
  lastActivity: { keys: ['ds.last_activity_at'], nullable: true },
  closed: { keys: ['ds.closed_day'], nullable: true },
};

const select = `ds.deal_id AS id, d.title, ds.status, ds.stage_id AS stageId, s.name AS stage, s.seed_key AS seedKey, s.probability_bp AS bp, ds.account_id AS accountId,
  a.name AS account, ds.owner_id AS ownerId, p.name AS owner, ds.amount_minor AS amount, ds.currency, ds.estimate, ds.expected_close AS expectedClose,
  ds.closed_day AS closedDay, d.next_step AS nextStep, ds.last_activity_at AS lastActivityAt`;

const from = `deal_state ds JOIN deal d ON d.id = ds.deal_id LEFT JOIN stage s ON s.id = ds.stage_id LEFT JOIN account a ON a.id = ds.account_id
  LEFT JOIN person p ON p.id = ds.owner_id`;

export type DealRow = {
  readonly id: Id<'Deal'>;
  readonly title: string;
  readonly status: StageKind;
  readonly stageId: Id<'Stage'> | null;
  readonly stage: string | null;
  readonly seedKey: string | null;
  readonly bp: number | null;
  readonly accountId: Id<'Account'> | null;
  readonly account: string | null;
  readonly ownerId: Id<'Person'> | null;
  readonly owner: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly estimate: number;
  readonly expectedClose: Day | null;
  readonly closedDay: Day | null;
  readonly nextStep: string | null;
  readonly lastActivityAt: Instant | null;
};

export const toMoney = (amount: number | null, code: string | null): Money | null =>
  amount === null || code === null || !isCurrency(code) ? null : { minor: BigInt(amount), currency: code };

export const named = <E extends string>(id: Id<E> | null, name: string | null) => (id === null || name === null ? null : { id, name });

export const toDealLine = (tx: ReadTx, row: DealRow): DealLine => ({
  id: row.id,
  title: row.title,
  status: row.status,
  stage:
    row.stageId === null || row.stage === null
      ? null
      : { id: row.stageId, name: row.stage, seedKey: row.seedKey, probabilityBp: row.bp ?? 0 },
  account: named(row.accountId, row.account),
  owner: named(row.ownerId, row.owner),
  amount: toMoney(row.amount, row.currency),
  estimate: row.estimate === 1,
  expectedClose: row.expectedClose,
  closedDay: row.closedDay,
  nextStep: row.nextStep,
  lastActivityAt: row.lastActivityAt,
  quietDays:
    row.status !== 'open' || row.lastActivityAt === null ? null : Math.max(0, daysBetween(dayOf(row.lastActivityAt, tx.zone), tx.today)),
});

/** The windows that make up a page: one a status, so that each is a walk along one index. */
export const dealWindows = (input: Input, now: Now): readonly WindowSpec[] => windowsOf(input, dealParts(input, now));

const windowsOf = (input: Input, parts: readonly DealPart[]): readonly WindowSpec[] =>
  parts.map(({ where, params }) => ({
    from,
    select,
    where,
    params,
    ...sortKeys[input.sort],
    id: 'ds.deal_id',
    descending: input.descending,
    limit: input.limit,
  }));

type Sums = AmountGroup & { readonly n: bigint; readonly without: bigint };

export const totalsSql = ({ where, needsDeal }: Pick<DealPart, 'where' | 'needsDeal'>): string =>
  `SELECT ds.currency, coalesce(s.probability_bp, 0) AS bp, count(*) AS n, sum(ds.amount_minor IS NULL) AS without, ${sumSql('ds.amount_minor')}
  FROM deal_state ds${needsDeal ? ' CROSS JOIN deal d ON d.id = ds.deal_id' : ''} LEFT JOIN stage s ON s.id = ds.stage_id WHERE ${where} GROUP BY 1, 2`;

export const dealList = (tx: ReadTx, input: Input) => {
  const cursor = readCursor(input.after, { ...sortKeys[input.sort], descending: input.descending });
  if (cursor === null) return err({ type: 'CursorInvalid' } as const);
  const parts = dealParts(input, tx);
  const { rows, next } = readWindow<DealRow>(tx, windowsOf(input, parts), cursor);
  const groups = parts.flatMap((part) => tx.allExact<Sums>(totalsSql(part), ...part.params));
  const total = (of: 'n' | 'without'): number => Number(groups.reduce((sum, group) => sum + group[of], 0n));
  return ok({
    rows: rows.map((row) => toDealLine(tx, row)),
    next,
    count: total('n'),
    amount: amountOf(groups),
    // Won deals are shown apart, unweighted (rule 1): only what is open is weighted.
    weighted: weightedOf(input.status === 'open' ? groups : []),
    withoutAmount: total('without'),
  });
};

/** Every deal that the filter leaves, in the order of the ids. */
export const filteredDeals = (tx: ReadTx, filter: DealFilter): readonly Id<'Deal'>[] =>
  dealParts(filter, tx)
    .flatMap(({ where, params, needsDeal }) =>
      tx.all<{ id: Id<'Deal'> }>(
        `SELECT ds.deal_id AS id FROM deal_state ds${needsDeal ? ' CROSS JOIN deal d ON d.id = ds.deal_id' : ''} WHERE ${where}`,
        ...params,
      ),
    )
    .map(({ id }) => id)
    .toSorted();

const dealSql = `SELECT ${select} FROM ${from} WHERE ds.deal_id = ?`;
export const findDealRow = (tx: ReadTx, id: string): DealRow | undefined => tx.get<DealRow>(dealSql, id);
