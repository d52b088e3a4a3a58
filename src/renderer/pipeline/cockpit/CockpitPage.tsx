/** The cockpit: one truth about the period as a sentence, four figures, two charts, and what changed last. */
import type { WorkspaceView } from '../../../shared/admin/contract.ts';
import { isoWeek } from '../../../shared/kernel/day.ts';
import type { OutputOf } from '../../../shared/kernel/contract.ts';
import type { MoneyByCurrency } from '../../../shared/kernel/money.ts';
import type { Kpi } from '../../../shared/pipeline/contract.ts';
import { baseRates } from '../../../shared/pipeline/cockpitContract.ts';
import { kpi, openByStage, wonByMonth } from '../../../shared/pipeline/contract.ts';
import { readingCurrency } from '../../../shared/pipeline/currencySums.ts';
import { kpiIn, monthIn, type Reading, stageIn } from '../../../shared/pipeline/reading.ts';
import { recentChanges } from '../../../shared/sync/contract.ts';
import { dataUntil } from '../../../shared/sync/seenContract.ts';
import { useQuery } from '../../app/calls.ts';
import {
  formatCompactMoney,
  formatCount,
  formatDay,
  formatDayRange,
  formatList,
  formatLongDay,
  formatPercent,
} from '../../../shared/i18n/format.ts';
import { useText } from '../../app/i18n.ts';
import { hrefOf, hrefWith } from '../../app/routes.ts';
import { Blank, ErrorBlank } from '../../ui/Blank.tsx';
import { ImportHint } from '../../ui/ImportHint.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { TracedText } from '../../ui/TracedText.tsx';
import { ChangeList } from './ChangeList.tsx';
import './cockpit.css';
import { currenciesOf, inCurrency, othersIn } from './cockpitView.ts';
import { FigurePanels } from './FigurePanels.tsx';
import { FigureSide } from './FigureSide.tsx';
import { isFigureId } from './figures.ts';
import type { HeadlineSentence } from './headline.ts';
import { headlineSentences } from './headline.ts';
import { QuietDeals } from './QuietDeals.tsx';
import { CoverageSentence } from './CoverageSentence.tsx';
import { MonthChart } from './MonthChart.tsx';
import { OutlookPanels } from './OutlookPanels.tsx';
import { isWhy, OutlookPeek } from './OutlookPeek.tsx';
import type { Period } from './period.ts';
import { periodBefore, periodOf } from './period.ts';
import { PeriodControls } from './PeriodControls.tsx';
import { isShort, useOutlook } from './useOutlook.ts';
import { StageChart } from './StageChart.tsx';

type CockpitPageProps = { readonly workspace: WorkspaceView; readonly params: URLSearchParams };

const recentShown = 8;

/** Where a figure is open over the whole period, or over one stage or month. */
const hrefOfFigure = (figure: string, part: { readonly stage?: string; readonly from?: string } = {}): string =>
  hrefWith({ figure, stage: part.stage, from: part.from, why: null });

export const CockpitPage = ({ workspace, params }: CockpitPageProps) => {
  const { t } = useText();
  const period = periodOf(params, workspace.today);
  const asOf = period.asOf === workspace.today ? null : period.asOf;
  const before = periodBefore(period);
  const figures = useQuery(kpi, { asOf, from: period.range?.from ?? null, to: period.range?.to ?? null });
  const earlier = useQuery(kpi, before === null ? null : { asOf: before.to, from: before.from, to: before.to }, false);
  const stages = useQuery(openByStage, { asOf });
  const months = useQuery(wonByMonth, { asOf });
  const recent = useQuery(recentChanges, { limit: recentShown });
  const rates = useQuery(baseRates, { asOf });
  const ahead = useOutlook(period);
  const failed = [figures, stages, months, recent, rates].find((query) => query.error !== null);
  if (failed?.error) return <ErrorBlank error={failed.error.error} onRetry={() => void failed.refetch()} />;
  if (!figures.data || !stages.data || !months.data || !recent.data || !rates.data) return <div className="page" aria-busy="true" />;

  const known = [figures.data.wonAmount, figures.data.openAmount, ...[...stages.data, ...months.data].map(({ amount }) => amount)];
  const reading = readingOf(known, rates.data);
  const { currency } = reading;
  const now = kpiIn(figures.data, reading);
  const byStage = stages.data.map((sum) => stageIn(sum, reading));
  const byMonth = months.data.map((sum) => monthIn(sum, reading));
  const currencies = currenciesOf(known, currency);
  const alone = currencies.length === 0 || (currencies.length === 1 && currencies[0] === currency);
  const others = currenciesOf([now.wonAmount, now.openAmount, ...[...byStage, ...byMonth].map(({ amount }) => amount)], currency).filter(
    (code) => code !== currency,
  );
  const wonBefore = before === null || !earlier.data ? null : inCurrency(kpiIn(earlier.data, reading).wonAmount, currency);
  const figure = params.get('figure');
  const why = params.get('why');
  const isOfPart = params.has('stage') || params.has('from');
  const opened = isOfPart ? null : figure;
  const sentences = headlineSentences({
    won: inCurrency(now.wonAmount, currency),
    wonBefore,
    wonCount: now.wonCount,
    lostCount: now.lostCount,
    openCount: now.openCount,
    withoutAmount: now.withoutAmount,
    isPeriod: period.range !== null,
    isWonMixed: othersIn(now.wonAmount, currency).length > 0,
    isOpenMixed: othersIn(now.openAmount, currency).length > 0,
  });
  const isEmpty = period.range === null && now.wonCount + now.lostCount + now.openCount === 0 && asOf === null;

  return (
    <>
      <div className={isFigureId(figure) || isWhy(why) ? 'page withPeek' : 'page'}>
        <PageHead
          lead
          context={<PeriodLine period={period} reading={reading} used={currencies} without={others} />}
          finding={
            <>
              {(isShort(ahead.data) ? sentences.filter(({ hot }, index) => index === 0 || hot !== undefined) : sentences).map(
                (sentence, index) => (
                  <span key={sentence.key}>
                    {index === 0 ? '' : ' '}
                    <Sentence sentence={sentence} figures={now} currency={currency} alone={alone} openFigure={opened} />
                  </span>
                ),
              )}
              <CoverageSentence period={period} isOpen={why === 'coverage'} />
            </>
          }
          controls={<PeriodControls period={period} today={workspace.today} />}
        />
        {isEmpty ? (
          <div className="sheet emptySheet">
            <Blank title={t('cockpit.emptyTitle')} ghost="figures">
              <ImportHint />
            </Blank>
          </div>
        ) : (
          <>
            <FigurePanels
              figures={now}
              wonBefore={wonBefore}
              months={byMonth}
              currency={currency}
              alone={alone}
              otherCurrencies={others}
              openFigure={opened}
              hrefOf={hrefOfFigure}
            />
            <OutlookPanels period={period} isNow={asOf === null} why={why} alone={alone} />
            <div className="sheet halves">
              <section className="panel">
                <StageChart
                  stages={byStage}
                  currency={currency}
                  alone={alone}
                  openMark={params.has('stage') ? `${figure ?? ''} ${params.get('stage') ?? ''}` : null}
                  hrefOf={(id, stage) => hrefOfFigure(id, { stage })}
                />
              </section>
              <section className="panel">
                <MonthChart
                  months={byMonth}
                  asOf={period.asOf}
                  currency={currency}
                  alone={alone}
                  openMonth={params.get('from')}
                  hrefOf={(month) => hrefOfFigure('wonAmount', { from: month.month })}
                />
              </section>
            </div>
            <div className="sheet halves lists">
              <QuietDeals />
              <ChangeList changes={recent.data} workspaceId={workspace.id} today={workspace.today} zone={workspace.zone} />
            </div>
          </>
        )}
      </div>
      {isWhy(why) && !isFigureId(figure) ? <OutlookPeek why={why} period={period} /> : null}
      {isFigureId(figure) ? (
        <FigureSide
          figure={figure}
          figures={now}
          period={period}
          isNow={asOf === null}
          params={params}
          reading={reading}
          alone={alone}
          stages={byStage}
          wonBefore={wonBefore}
        />
      ) : null}
    </>
  );
};

/** The base currency, unless no rate leads there from anything: then the one that most is in, as the board reads it. */
const readingOf = (sums: readonly MoneyByCurrency[], { baseCurrency, rates }: OutputOf<typeof baseRates>): Reading => {
  const currency = readingCurrency(sums, rates, baseCurrency);
  return { currency, rates: currency === baseCurrency ? rates : [] };
};

type PeriodLineProps = {
  readonly period: Period;
  readonly reading: Reading;
  /** Currencies of the sums below, and those among them that no rate brings into the reading's. */
  readonly used: readonly string[];
  readonly without: readonly string[];
};

const PeriodLine = ({ period, reading, used, without }: PeriodLineProps) => {
  const { t, language } = useText();
  const until = useQuery(dataUntil, {}).data;
  const isPart = until !== undefined && until.type !== 'alone' && !until.whole;
  const text =
    period.range === null
      ? t('cockpit.contextAll', { day: formatLongDay(language, period.asOf) })
      : t('cockpit.contextPeriod', {
          range: formatDayRange(language, period.range.from, period.range.to),
          week: isoWeek(period.asOf).week,
          day: formatLongDay(language, period.asOf),
        });
  const rateDay = reading.rates
    .filter(({ currency, day }) => day !== null && used.includes(currency))
    .reduce((latest, { day }) => (day !== null && day > latest ? day : latest), '');
  return (
    <>
      {text}
      {isPart ? ` · ${t('others.coversPart')}` : null}
      {rateDay === '' ? null : ` · ${t('board.contextRates', { currency: reading.currency, day: formatDay(language, rateDay) })}`}
      {without.length === 0 ? null : (
        <>
          {' · '}
          <a className="warn" href={hrefOf('settings')}>
            {t('cockpit.contextNoRate', { codes: formatList(language, without), currency: reading.currency })}
          </a>
        </>
      )}
    </>
  );
};

type SentenceProps = {
  readonly sentence: HeadlineSentence;
  readonly figures: Kpi;
  readonly currency: string;
  readonly alone: boolean;
  readonly openFigure: string | null;
};

const Sentence = ({ sentence, figures, currency, alone, openFigure: opened }: SentenceProps) => {
  const { t, language } = useText();
  const money = (sums: Readonly<Record<string, bigint>>): string =>
    formatCompactMoney(language, { minor: inCurrency(sums, currency), currency }, alone);
  const text = t(sentence.key, {
    count: figures.wonCount,
    won: money(figures.wonAmount),
    raw: money(figures.openAmount),
    weighted: money(figures.weightedAmount),
    missing: formatCount(language, figures.withoutAmount),
    open: formatCount(language, figures.openCount),
    codes: formatList(language, othersIn(sentence.key === 'cockpit.headlineWonMixed' ? figures.wonAmount : figures.openAmount, currency)),
    change: sentence.change ? formatPercent(language, sentence.change, 0) : '',
  });
  return <TracedText text={text} openFigure={opened} hrefOf={hrefOfFigure} hot={sentence.hot ?? []} />;
};
