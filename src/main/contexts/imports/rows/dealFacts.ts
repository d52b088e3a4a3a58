/** What a row says about a deal's way and worth, as dated facts: its moves with the reason it was closed for, and what it is worth in its parts. */
import { nameKey, saysYes } from '../../../../shared/imports/cells.ts';
import type { FieldOf } from '../../../../shared/imports/kinds.ts';
import { readStageHistory } from '../../../../shared/pipeline/stageHistory.ts';
import type { Day } from '../../../../shared/kernel/day.ts';
import type { Money } from '../../../../shared/kernel/money.ts';
import { fits, oneOffOf } from '../../../../shared/pipeline/dealAmount.ts';
import { closeReason, dealValue } from '../../../../shared/pipeline/schema.ts';
import { apply, type Run } from '../run.ts';
import type { RowView } from '../rowView.ts';
import { type FoundStage, seededNames } from '../stages.ts';
import type { FactGroup } from '../upsert.ts';

type Fact = NonNullable<FactGroup['facts']>[number];
type Field = FieldOf<'deals'>;

/** A day on which something happened: one that is still to come is asked about. */
const pastDay = (run: Run, row: RowView, field: Field): Day | null => {
  const day = row.day(field);
  if (day === null || day <= run.today) return day;
  return row.raise('dayInFuture', field, row.text(field)) === 'keep' ? day : null;
};

/** Days and moves: where the deal is now, and the one move before it that the file dates. */
export const movesOf = (
  run: Run,
  row: RowView,
  stage: FoundStage | null,
  engaged: FoundStage | null,
  stageNamed: (name: string) => FoundStage,
) => {
  const told = movesOfColumns(run, row, stage, engaged);
  if (stage === null || !row.has('stageHistory')) return told;
  const history = readStageHistory(row.text('stageHistory')).map(({ day, stage: name }): Fact => ({ values: [stageNamed(name).id], day }));
  return { ...told, moves: withHistory(history, told.moves, stage, told.closeDay) };
};

/** The whole way where it ends as the columns say; where they say something newer, that is its next step; where they say something older, they alone count. */
const withHistory = (history: readonly Fact[], moves: readonly Fact[], stage: FoundStage, closeDay: Day | null): readonly Fact[] => {
  const last = history.at(-1);
  const own = moves.at(-1);
  if (last === undefined || own === undefined) return moves;
  if (last.values[0] === stage.id && (stage.kind === 'open' || last.day === closeDay)) return history;
  return own.day !== null && own.day >= (last.day ?? '') ? [...history, own] : moves;
};

const movesOfColumns = (run: Run, row: RowView, stage: FoundStage | null, engaged: FoundStage | null) => {
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

/** The reason of that name for closing a deal so; one that nobody knows is made. */
const reasonOf = (run: Run, row: RowView, kind: 'won' | 'lost', text: string): string => {
  const wanted = nameKey(text);
  const known = run.state.closeReasons.find(
    (reason) =>
      reason.kind === kind &&
      (nameKey(reason.name) === wanted ||
        (reason.seedKey !== null && seededNames(reason.seedKey).some((name) => nameKey(name) === wanted))),
  );
  if (known !== undefined) return known.id;
  const id = apply(run, row, {
    kind: 'closeReasons',
    bucket: 'closeReasons',
    key: `${kind} ${text}`,
    table: closeReason,
    fields: { name: text },
    defaults: { kind, notALoss: saysYes(row.text('notALoss')) },
    groups: [],
    existing: null,
  });
  run.state.closeReasons.push({ id, kind, name: text, seedKey: null });
  return id;
};

/** The moves with why the last of them closed the deal, where the file has a column for it. */
export const movesWithReason = (
  run: Run,
  row: RowView,
  stage: FoundStage | null,
  moves: readonly Fact[],
): Pick<FactGroup, 'columns' | 'facts'> => {
  if (!row.has('closeReason')) return { columns: ['toStageId'], facts: moves };
  const text = row.text('closeReason', closeReason.columns.name.max);
  const reason = text === '' || stage === null || stage.kind === 'open' ? null : reasonOf(run, row, stage.kind, text);
  return {
    columns: ['toStageId', 'closeReasonId'],
    facts: moves.map(({ values, day }, at) => ({ values: [...values, at === moves.length - 1 ? reason : null], day })),
  };
};

type Told = { readonly money: Money | null; readonly expectedClose: Day | null; readonly estimate: boolean; readonly day: Day | null };

/** What the deal is worth; with its recurring part where the file has a column for it. */
export const valueOf = (row: RowView, { money, expectedClose, estimate, day }: Told): Pick<FactGroup, 'columns' | 'facts'> => {
  const columns = ['amountMinor', 'currency', 'expectedClose', 'estimate'];
  const isEstimate = row.has('estimate') ? money !== null && saysYes(row.text('estimate')) : estimate;
  const values = [money?.minor ?? null, money?.currency ?? null, expectedClose, isEstimate];
  const hasValue = money !== null || expectedClose !== null;
  if (!row.has('monthly')) return { columns, facts: hasValue ? [{ values, day }] : [] };
  const { monthly, termMonths } = recurring(row, money);
  return {
    columns: [...columns, 'monthlyMinor', 'termMonths'],
    facts: hasValue ? [{ values: [...values, monthly, termMonths], day }] : [],
  };
};

const nothingRecurs = { monthly: null, termMonths: null };

const recurring = (row: RowView, money: Money | null): { readonly monthly: bigint | null; readonly termMonths: number | null } => {
  const monthly = money === null ? null : row.money('monthly');
  if (money === null || monthly === null || monthly.minor === 0n || monthly.currency !== money.currency) return nothingRecurs;
  const termMonths = row.has('termMonths') ? row.integer('termMonths', 1, dealValue.columns.termMonths.max ?? 0) : null;
  const terms = { oneOff: oneOffOf(money.minor, monthly.minor, termMonths), monthly: monthly.minor, termMonths };
  if (fits(terms)) return { monthly: monthly.minor, termMonths };
  row.raise('amountOutOfRange', 'monthly', row.text('monthly'));
  return nothingRecurs;
};
