/** Answers for the board: the sums of each column, and the cards of one, window by window along one index. */
import type { Id } from '../../../shared/kernel/brand.ts';
import type { InputOf } from '../../../shared/kernel/contract.ts';
import type { SqlValue } from '../../../shared/kernel/column.ts';
import { type Day, dayOf, daysBetween, type Instant } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/pipeline/boardContract.ts';
import type { BoardCard, BoardColumn, CardTeam } from '../../../shared/pipeline/boardContract.ts';
import { weightedSums } from '../../../shared/pipeline/boardSums.ts';
import type { StageView } from '../../../shared/pipeline/contract.ts';
import type { StageKind } from '../../../shared/pipeline/schema.ts';
import { unmetCriteria } from '../../../shared/pipeline/stages.ts';
import type { ReadTx } from '../../core/tx.ts';
import { readCursor, readWindow, type WindowSpec } from '../../core/window.ts';
import { baseCurrencyOf, ratesInto } from '../admin/rates.ts';
import type { HandlersOf } from '../handlers.ts';
import { named, toMoney } from './dealList.ts';
import { stagesNow } from './queries.ts';
import { type AmountGroup, amountOf, sumSql } from './sums.ts';

type Handlers = Pick<HandlersOf<typeof contract>, 'board' | 'boardColumn'>;
type BoardFilter = Pick<InputOf<typeof contract.boardColumn>, 'ownerId' | 'closedFrom' | 'closedTo'>;
type Condition = { readonly sql: string; readonly params: readonly SqlValue[] };

/** Which deals of a status the board holds: an owner's or everybody's, and of closed ones those of the period. */
const matching = (kind: StageKind, { ownerId, closedFrom, closedTo }: BoardFilter): Condition => {
  const parts: readonly (readonly [string, SqlValue])[] = [
    ['ds.owner_id = ?', ownerId],
    ['ds.closed_day >= ?', kind === 'open' ? null : closedFrom],
    ['ds.closed_day <= ?', kind === 'open' ? null : closedTo],
  ];
  const used = parts.filter(([, value]) => value !== null);
  return { sql: ['ds.status = ?', ...used.map(([sql]) => sql)].join(' AND '), params: [kind, ...used.map(([, value]) => value)] };
};

type Group = AmountGroup & {
  readonly stageId: Id<'Stage'> | null;
  readonly n: bigint;
  readonly without: bigint;
  readonly stepless: bigint;
};

const groupsOf = (tx: ReadTx, kind: StageKind, filter: BoardFilter): readonly Group[] => {
  const { sql, params } = matching(kind, filter);
  return tx.allExact<Group>(
    `SELECT ds.stage_id AS stageId, ds.currency, 0 AS bp, count(*) AS n, sum(ds.amount_minor IS NULL) AS without,
       sum(trim(coalesce(d.next_step, '')) = '') AS stepless, ${sumSql('ds.amount_minor')}
     FROM deal_state ds JOIN deal d ON d.id = ds.deal_id WHERE ${sql} GROUP BY 1, 2`,
    ...params,
  );
};

const total = (groups: readonly Group[], of: 'n' | 'without' | 'stepless'): number =>
  Number(groups.reduce((sum, group) => sum + group[of], 0n));

const columnOf = (stage: StageView, groups: readonly Group[]): BoardColumn => {
  const amount = amountOf(groups);
  return {
    stage,
    count: total(groups, 'n'),
    withoutAmount: total(groups, 'without'),
    amount,
    weighted: stage.kind === 'open' ? weightedSums(amount, stage.probabilityBp) : {},
  };
};

const board: Handlers['board'] = (tx, filter) => {
  if (filter.closedFrom !== null && filter.closedTo !== null && filter.closedFrom > filter.closedTo)
    return err({ type: 'PeriodBackwards' });
  const { stages } = stagesNow(tx);
  const open = groupsOf(tx, 'open', filter);
  const groups = { open, won: groupsOf(tx, 'won', filter), lost: groupsOf(tx, 'lost', filter) };
  const baseCurrency = baseCurrencyOf(tx);
  const shown = new Set<string | null>(stages.filter(({ kind }) => kind === 'open').map(({ id }) => id));
  return ok({
    columns: stages.map((stage) =>
      columnOf(
        stage,
        groups[stage.kind].filter(({ stageId }) => stageId === stage.id),
      ),
    ),
    baseCurrency,
    rates: ratesInto(tx, baseCurrency, tx.today),
    outside: total(
      open.filter(({ stageId }) => !shown.has(stageId)),
      'n',
    ),
    withoutNextStep: total(
      open.filter(({ stageId }) => shown.has(stageId)),
      'stepless',
    ),
  });
};

const from = `deal_state ds JOIN deal d ON d.id = ds.deal_id LEFT JOIN account a ON a.id = ds.account_id LEFT JOIN person p ON p.id = ds.owner_id`;
const select = `ds.deal_id AS id, d.title, a.name AS account, ds.owner_id AS ownerId, p.name AS owner, d.next_step AS nextStep, d.next_step_day AS nextStepDay,
  ds.last_activity_at AS lastActivityAt, ds.amount_minor AS amount, ds.currency, ds.estimate, ds.closed_day AS closedDay, ds.expected_close AS expectedClose,
  ds.account_id AS accountId, d.contact_id AS contactId`;

type CardRow = {
  readonly id: Id<'Deal'>;
  readonly title: string;
  readonly account: string | null;
  readonly ownerId: Id<'Person'> | null;
  readonly owner: string | null;
  readonly nextStep: string | null;
  readonly nextStepDay: Day | null;
  readonly lastActivityAt: Instant | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly estimate: number;
  readonly closedDay: Day | null;
  readonly expectedClose: Day | null;
  readonly accountId: string | null;
  readonly contactId: string | null;
};

/** The window of a column; exported so that its query plan can be asserted. */
export const columnWindow = (stage: Pick<StageView, 'id' | 'kind'>, filter: BoardFilter, limit: number): WindowSpec => {
  const condition = matching(stage.kind, filter);
  const isOpen = stage.kind === 'open';
  return {
    from,
    select,
    where: `ds.stage_id = ? AND ${condition.sql}`,
    params: [stage.id, ...condition.params],
    keys: [isOpen ? 'ds.rank_key' : 'ds.closed_day'],
    id: 'ds.deal_id',
    nullable: !isOpen,
    descending: !isOpen,
    limit,
  };
};

/** The side of the house that each person belongs to today. */
const teamsNow = (tx: ReadTx): ReadonlyMap<string, CardTeam> => {
  const rows = tx.all<{ personId: string; function: string }>(
    `SELECT person_id AS personId, function FROM membership WHERE deleted = 0 AND coalesce(from_day, '') <= ? AND coalesce(to_day, '9999') >= ?
     ORDER BY person_id, id`,
    tx.today,
    tx.today,
  );
  const teams = new Map<string, CardTeam>();
  for (const { personId, function: of } of rows) {
    const team = of === 'sales' || of === 'marketing' ? of : 'shared';
    const known = teams.get(personId);
    teams.set(personId, known === undefined || known === team ? team : 'shared');
  }
  return teams;
};

const boardColumn: Handlers['boardColumn'] = (tx, input) => {
  const stage = stagesNow(tx).stages.find(({ id }) => id === input.stageId);
  if (stage === undefined) return err({ type: 'StageNotFound' });
  const spec = columnWindow(stage, input, input.limit);
  const cursor = readCursor(input.after, spec);
  if (cursor === null) return err({ type: 'CursorInvalid' });
  const { rows, next } = readWindow<CardRow>(tx, [spec], cursor);
  const teams = teamsNow(tx);
  return ok({ rows: rows.map((row) => toCard(tx, stage, teams, row)), next });
};

const toCard = (tx: ReadTx, stage: StageView, teams: ReadonlyMap<string, CardTeam>, row: CardRow): BoardCard => {
  const hasNextStep = row.nextStep !== null && row.nextStep.trim() !== '';
  const facts = {
    hasAmount: row.amount !== null,
    hasExpectedClose: row.expectedClose !== null,
    hasContact: row.contactId !== null,
    hasNextStep,
    hasAccount: row.accountId !== null,
  };
  return {
    id: row.id,
    title: row.title,
    status: stage.kind,
    stageId: stage.id,
    account: row.account,
    owner: named(row.ownerId, row.owner),
    team: row.ownerId === null ? 'shared' : (teams.get(row.ownerId) ?? 'shared'),
    nextStep: hasNextStep ? row.nextStep : null,
    nextStepDay: row.nextStepDay,
    quietDays:
      stage.kind !== 'open' || row.lastActivityAt === null ? null : Math.max(0, daysBetween(dayOf(row.lastActivityAt, tx.zone), tx.today)),
    amount: toMoney(row.amount, row.currency),
    estimate: row.estimate === 1,
    closedDay: row.closedDay,
    unmet: stage.kind === 'open' ? (unmetCriteria({ criteria: stage.criteria, met: [], facts }) as readonly Id<'StageCriterion'>[]) : [],
  };
};

export const boardQueries: Handlers = { board, boardColumn };
