/** The report "Pipeline" on paper: what it is about, what the numbers say, two charts, every deal, and how it is all calculated. */
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { compactMoney, formatCount, formatDay, formatDayRange, formatPercent, noNumber, rateText } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import type { MoneyByCurrency } from '../../shared/kernel/money.ts';
import type { DealSums, PipelineReport } from '../../shared/reports/pipelineContract.ts';
import type { Finding } from '../../shared/reports/findings.ts';
import type { DataUntil } from '../../shared/sync/seenContract.ts';
import type { Translate } from '../app/i18n.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { reasonText } from '../pipeline/cockpit/reasons.ts';
import { Mark } from '../ui/Mark.tsx';
import { dataUntilText } from './dataUntilText.ts';
import { MonthColumns } from './MonthColumns.tsx';
import { StageBars } from './StageBars.tsx';
import { readSums, sumsText } from './sums.ts';
import { ReportTable, tableTitles } from './ReportTable.tsx';

type SheetProps = { readonly report: PipelineReport };

type PipelineSheetProps = SheetProps & { readonly until: DataUntil };

export const PipelineSheet = ({ report, until }: PipelineSheetProps) => {
  const { t } = useText();
  return (
    <main className="paper">
      <SheetHead report={report} until={until} />
      <section className="findings">
        <h2 className="hSection">{t('reports.inShort')}</h2>
        <ul>
          {report.findings.map((finding) => (
            <FindingLine key={finding.type} finding={finding} report={report} />
          ))}
        </ul>
      </section>
      <Figures report={report} />
      <div className="paperCharts">
        <StageBars report={report} />
        <MonthColumns report={report} />
      </div>
      <ReportTable report={report} />
      <HowCalculated />
    </main>
  );
};

const periodText = (t: Translate, language: Language, { from, to, asOf }: PipelineReport): string => {
  if (from !== null && to !== null) return formatDayRange(language, from, to);
  if (from !== null) return t('common.fromDay', { day: formatDay(language, from) });
  if (to !== null) return t('reports.periodTo', { day: formatDay(language, to) });
  return t('cockpit.contextAll', { day: formatDay(language, asOf) });
};

const SheetHead = ({ report, until }: PipelineSheetProps) => {
  const { t, language } = useText();
  const { owner, rates, currency } = report;
  const facts: readonly (readonly [string, string])[] = [
    [t('reports.dataAsOf'), t('reports.asOfHere', { day: formatDay(language, report.asOf) })],
    [t('common.period'), periodText(t, language, report)],
    [t('common.deals'), owner === null ? t('reports.scopeAll') : t('reports.scopeOwner', { owner: owner.name })],
    [t('common.table'), t(tableTitles[report.status ?? 'all'])],
    [
      t('common.rates'),
      rates.length === 0
        ? t('reports.ratesNone')
        : rates
            .map(({ currency: code, rate, perUnits, source, day }) =>
              t('reports.rateLine', {
                units: formatCount(language, perUnits),
                currency: code,
                rate: rateText(language, rate),
                base: currency,
                source,
                day: day === null ? t('common.notKnown') : formatDay(language, day),
              }),
            )
            .join('; '),
    ],
  ];
  return (
    <header className="paperHead">
      <div className="row meta">
        <Mark />
        <span>{report.workspace}</span>
      </div>
      <h1>{t('reports.title')}</h1>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="small">{dataUntilText(t, language, until)}</p>
      <p className="meta">{t('reports.confidential', { workspace: report.workspace })}</p>
    </header>
  );
};

/** A sentence and the rule that made it one. */
const findingTexts = (t: Translate, language: Language, finding: Finding, report: PipelineReport): readonly [string, string] => {
  const money = (sums: MoneyByCurrency): string => sumsText(language, sums, report);
  switch (finding.type) {
    case 'empty':
      return [t('reports.findingEmpty'), t('reports.findingEmptyWhy')];
    case 'nothingOpen':
      return [t('cockpit.headlineNoOpen'), t('reports.findingNothingOpenWhy')];
    case 'open':
      return [
        t('reports.findingOpen', { count: finding.count, raw: money(finding.amount), weighted: money(finding.weighted) }),
        t('reports.findingOpenWhy'),
      ];
    case 'unvalued':
      return [t('reports.findingUnvalued', { count: finding.count }), t('reports.findingUnvaluedWhy')];
    case 'stage':
      return [
        t('reports.findingStage', {
          currency: report.currency,
          stage: seededName(t, finding.stage),
          share: formatPercent(language, finding.share, 0),
        }),
        t('reports.findingStageWhy'),
      ];
    case 'overdue':
      return [
        t('reports.findingOverdue', {
          count: finding.count,
          of: formatCount(language, finding.of),
          day: formatDay(language, finding.day),
        }),
        t('reports.findingOverdueWhy'),
      ];
    case 'withoutAmount':
      return [
        t('reports.findingWithoutAmount', { count: finding.count, of: formatCount(language, finding.of) }),
        t('reports.findingWithoutAmountWhy'),
      ];
    case 'won':
      return [
        t('reports.findingWon', { count: finding.count, won: money(finding.amount) }),
        finding.rate === null ? '' : t('reports.findingWonWhy', { rate: formatPercent(language, finding.rate, 2) }),
      ];
    case 'nothingWon':
      return [t('reports.findingNothingWon', { count: finding.lost }), t('reports.findingNothingWonWhy')];
  }
};

const FindingLine = ({ finding, report }: { readonly finding: Finding } & SheetProps) => {
  const { t, language } = useText();
  const [sentence, why] = findingTexts(t, language, finding, report);
  return (
    <li>
      <span className="medium">{sentence}</span> <span className="small muted">{why}</span>
    </li>
  );
};

const Figures = ({ report }: SheetProps) => {
  const { t, language } = useText();
  const { open, won, lost, winRateByCount, winRateByValue } = report;
  const money = ({ amount, count }: DealSums, sums: MoneyByCurrency) => {
    // Nought would be a sum; there is none where nothing has an amount.
    if (count > 0 && Object.keys(amount).length === 0) return { value: noNumber, unit: '', rest: t('reports.noneHasAmount') };
    const { main, others } = readSums(language, sums, report);
    return { ...compactMoney(language, main, false), rest: others.length === 0 ? '' : t('reports.andIn', { sums: others.join(', ') }) };
  };
  const [openSum, weighted, wonSum] = [money(open, open.amount), money(open, open.weighted), money(won, won.amount)];
  const reason = reasonText(winRateByValue);
  const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');
  const panels = [
    { name: t('definitions.openAmountName'), ...openSum, note: join(t('reports.countOpen', { count: open.count }), openSum.rest) },
    {
      name: t('definitions.weightedAmountName'),
      ...weighted,
      note: join(
        open.withoutAmount === 0 ? t('reports.noneMissing') : t('common.withoutAmount', { count: open.withoutAmount }),
        weighted.rest,
      ),
    },
    { name: t('definitions.wonAmountName'), ...wonSum, note: join(t('common.dealCount', { count: won.count }), wonSum.rest) },
    {
      name: t('definitions.winRateByCountName'),
      value: winRateByCount.known ? formatPercent(language, winRateByCount, 2) : noNumber,
      unit: '',
      note: join(
        t('reports.wonAndLost', { won: formatCount(language, won.count), lost: formatCount(language, lost.count) }),
        winRateByValue.known
          ? t('reports.byValue', { rate: formatPercent(language, winRateByValue, 2) })
          : reason === null
            ? ''
            : t('reports.noByValue', { reason: t(reason) }),
      ),
    },
  ];
  return (
    <div className="paperFigures">
      {panels.map(({ name, value, unit, note }) => (
        <div key={name}>
          <div className="small medium">{name}</div>
          <div className="figure">
            {value} <small>{unit}</small>
          </div>
          <div className="meta">{note}</div>
        </div>
      ))}
    </div>
  );
};

const explained: readonly (readonly [TextKey, TextKey])[] = [
  ['definitions.openAmountName', 'definitions.openAmountMeaning'],
  ['definitions.weightedAmountName', 'definitions.weightedAmountMeaning'],
  ['definitions.wonAmountName', 'definitions.wonAmountMeaning'],
  ['definitions.winRateByCountName', 'definitions.winRateByCountMeaning'],
  ['definitions.winRateByValueName', 'definitions.winRateByValueMeaning'],
];

const HowCalculated = () => {
  const { t } = useText();
  return (
    <section className="paperHow">
      <h2 className="hSection">{t('reports.how')}</h2>
      {explained.map(([name, meaning]) => (
        <div key={name}>
          <h3 className="small medium">{t(name)}</h3>
          <p className="small muted">{t(meaning)}</p>
        </div>
      ))}
      <p className="small muted">{t('definitions.inPeriod')}</p>
    </section>
  );
};
