/** The open figure with its data: which rows are behind it in this period, stage or month, and what they add up to. */
import { useCallback } from 'react';
import type { Kpi, ExactShare, StageSum } from '../../../shared/pipeline/contract.ts';
import { behind } from '../../../shared/pipeline/contract.ts';
import { readLines, type Reading, sumsIn } from '../../../shared/pipeline/reading.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { addDays, addMonths, parseDay } from '../../../shared/kernel/day.ts';
import { useWindows } from '../../app/calls.ts';
import {
  compactMoney,
  formatCount,
  formatDay,
  formatDayRange,
  formatFigure,
  formatMoney,
  formatMonth,
  formatPercent,
  noNumber,
} from '../../../shared/i18n/format.ts';
import { useText } from '../../app/i18n.ts';
import { seededName } from '../../app/names.ts';
import { idOf, setParams } from '../../app/routes.ts';
import { inCurrency } from './cockpitView.ts';
import { FigurePeek } from './FigurePeek.tsx';
import type { FigureId } from './figures.ts';
import { figureKind, isAboutOpen, measureBehind } from './figures.ts';
import type { Period } from './period.ts';
import { periodBefore } from './period.ts';
import { reasonText } from './reasons.ts';

type FigureSideProps = {
  readonly figure: FigureId;
  readonly figures: Kpi;
  readonly period: Period;
  readonly isNow: boolean;
  readonly params: URLSearchParams;
  readonly reading: Reading;
  readonly alone: boolean;
  readonly stages: readonly StageSum[];
  readonly wonBefore: bigint | null;
};

const windowRows = 50;

export const FigureSide = ({ figure, figures, period, isNow, params, reading, alone, stages, wonBefore }: FigureSideProps) => {
  const { t, language } = useText();
  const { currency } = reading;
  const stageId = idOf<'Stage'>(params.get('stage'));
  const stage = stages.find((each) => each.stage.id === stageId)?.stage;
  const month = parseDay(params.get('from') ?? '');
  // A stage of the chart holds all open deals, a month its own days; everything else the period.
  const range: { readonly from: Day; readonly to: Day } | null = params.has('stage')
    ? null
    : month !== null
      ? { from: month, to: addDays(addMonths(month, 1), -1) }
      : figure === 'dayUnknown'
        ? null
        : period.range;
  const asOf = isNow ? null : period.asOf;
  const from = range?.from ?? null;
  const to = range?.to ?? null;
  const measure = measureBehind(figure);
  const inputAfter = useCallback(
    (after: string | null) => ({ measure, stageId, asOf, from, to, after, limit: windowRows }),
    [measure, stageId, asOf, from, to],
  );
  const rows = useWindows(behind, inputAfter, ({ next }) => next, false);
  const first = rows.data?.pages[0];
  const kind = figureKind(figure);
  const winRate: ExactShare | null =
    figure === 'winRateByCount' ? figures.winRateByCount : figure === 'winRateByValue' ? figures.winRateByValue : null;
  const own = first === undefined ? null : figure === 'weightedAmount' ? first.weighted : first.amount;
  const sums = own === null ? null : sumsIn(own, reading);
  const isUnknown = figure !== 'wonAmount' && first !== undefined && first.count > 0 && Object.keys(first.amount).length === 0;
  const exact =
    sums === null || (kind === 'money' && isUnknown) ? noNumber : formatFigure(language, { minor: inCurrency(sums, currency), currency });
  const unit = kind === 'money' && first !== undefined && !isUnknown ? compactMoney(language, { minor: 0n, currency }, alone).unit : '';
  const value =
    kind === 'money'
      ? exact
      : winRate !== null
        ? winRate.known
          ? formatPercent(language, winRate, 2)
          : noNumber
        : first === undefined
          ? noNumber
          : formatCount(language, first.count);
  const part = [
    stage === undefined ? null : seededName(t, stage),
    month !== null
      ? formatMonth(language, month, true)
      : range === null
        ? t('cockpit.periodAll')
        : formatDayRange(language, range.from, range.to),
  ];
  const reason = winRate === null ? (kind === 'money' && isUnknown ? 'cockpit.reasonNoAmounts' : null) : reasonText(winRate);
  const earlier = periodBefore(period);
  const before =
    figure !== 'wonAmount' || month !== null || earlier === null || wonBefore === null
      ? null
      : t('cockpit.beforeLine', {
          range: formatDayRange(language, earlier.from, earlier.to),
          before: formatMoney(language, { minor: wonBefore, currency }),
        });
  const isByValue = figure === 'winRateByValue';
  const sideOf = (count: number, money: Kpi['wonAmount']): string =>
    isByValue
      ? `${currency}\u00a0${formatFigure(language, { minor: inCurrency(money, currency), currency })}`
      : formatCount(language, count);
  return (
    <FigurePeek
      figure={figure}
      part={part.filter(Boolean).join(' · ')}
      value={value}
      unit={unit}
      currency={currency}
      won={sideOf(figures.wonCount, figures.wonAmount)}
      lost={sideOf(figures.lostCount, figures.lostAmount)}
      reason={reason === null ? null : t(reason)}
      basis={t('common.asOf', { day: formatDay(language, period.asOf) })}
      hint={range !== null && month === null && isAboutOpen(figure) ? t('definitions.inPeriod') : null}
      before={before}
      error={rows.error?.error ?? null}
      onRetry={() => void rows.refetch()}
      behind={
        first === undefined
          ? null
          : {
              rows: rows.data?.pages.flatMap((page) => page.rows) ?? [],
              count: first.count,
              lines: kind === 'money' && own !== null ? readLines(own, reading) : null,
              more: rows.hasNextPage ? () => void rows.fetchNextPage() : null,
            }
      }
      onClose={() => {
        setParams({ figure: null, stage: null, from: null });
      }}
    />
  );
};
