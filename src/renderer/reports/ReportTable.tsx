/** Every deal of the report as one table: its head on each page, no row cut in two, its total under the last one. */
import type { ReactNode } from 'react';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { formatBasisPoints, formatDay, formatMoney } from '../../shared/i18n/format.ts';
import { inBase } from '../../shared/pipeline/currencySums.ts';
import type { PipelineReport, ReportRow } from '../../shared/reports/pipelineContract.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';

/** What the table of the report is called for each choice of deals. */
export const tableTitles: Readonly<Record<'open' | 'won' | 'lost' | 'all', TextKey>> = {
  open: 'definitions.openCountName',
  won: 'reports.tableWon',
  lost: 'reports.tableLost',
  all: 'reports.tableAll',
};

type ReportProps = { readonly report: PipelineReport };
type Cell = {
  readonly key: string;
  readonly head: string;
  readonly isNumber?: boolean;
  readonly className?: string;
  readonly cell: (row: ReportRow) => ReactNode;
};

const useCells = ({ status }: PipelineReport): readonly Cell[] => {
  const { t, language } = useText();
  const missing = (text: string) => <span className="muted">{text}</span>;
  const dayHead =
    status === null
      ? `${t('pipeline.expectedClose')} / ${t('pipeline.closedDay')}`
      : t(status === 'open' ? 'pipeline.expectedClose' : 'pipeline.closedDay');
  const statusNames = { open: t('common.notKnown'), won: t('pipeline.statusWon'), lost: t('pipeline.statusLost') };
  return [
    { key: 'id', head: t('reports.id'), className: 'paperId', cell: ({ id }) => id },
    { key: 'title', head: t('common.deal'), className: 'medium', cell: ({ title }) => title },
    { key: 'account', head: t('common.company'), cell: ({ account }) => account ?? missing(t('pipeline.noAccount')) },
    {
      key: 'stage',
      head: t('common.stage'),
      cell: ({ stage, status: of }) => (stage === null ? missing(statusNames[of]) : seededName(t, stage)),
    },
    { key: 'owner', head: t('common.owner'), cell: ({ owner }) => owner ?? missing(t('pipeline.noOwner')) },
    {
      key: 'amount',
      head: t('common.amount'),
      isNumber: true,
      cell: ({ amount, estimate }) =>
        amount === null ? missing(t('pipeline.noAmount')) : `${estimate ? '≈\u00a0' : ''}${formatMoney(language, amount)}`,
    },
    ...(status === 'open' || status === null
      ? [
          {
            key: 'weight',
            head: t('common.weight'),
            isNumber: true,
            cell: (row: ReportRow) => (row.status === 'open' && row.stage !== null ? formatBasisPoints(language, row.probabilityBp) : ''),
          },
        ]
      : []),
    {
      key: 'day',
      head: dayHead,
      isNumber: true,
      cell: ({ status: of, expectedClose, closedDay }) => {
        const day = of === 'open' ? expectedClose : closedDay;
        return day === null ? missing(t('pipeline.noDay')) : formatDay(language, day);
      },
    },
  ];
};

export const ReportTable = ({ report }: ReportProps) => {
  const { t } = useText();
  const cells = useCells(report);
  const { rows, dayUnknown, openWithoutDate } = report;
  return (
    <section className="paperDeals">
      <h2 className="hSection">{t(tableTitles[report.status ?? 'all'])}</h2>
      {dayUnknown === 0 ? null : <p className="small muted">{t('reports.undated', { count: dayUnknown })}</p>}
      {openWithoutDate === 0 ? null : <p className="small muted">{t('reports.dateless', { count: openWithoutDate })}</p>}
      {rows.some(({ estimate }) => estimate) ? <p className="small muted">{t('reports.estimates')}</p> : null}
      {rows.length === 0 ? (
        <p>{t('reports.noRows')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {cells.map(({ key, head, isNumber = false }) => (
                <th key={key} scope="col" className={isNumber ? 'num' : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                {cells.map(({ key, isNumber = false, className = '', cell }) => (
                  <td key={key} className={isNumber ? `num ${className}` : className}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <Totals report={report} columns={cells.length} after={cells.length - 1 - cells.findIndex(({ key }) => key === 'amount')} />
        </table>
      )}
    </section>
  );
};

type TotalsProps = ReportProps & { readonly columns: number; /** Columns to the right of the amounts. */ readonly after: number };

const Totals = ({ report, columns, after }: TotalsProps) => {
  const { t, language } = useText();
  const { total, rates, currency } = report;
  const codes = Object.keys(total.amount);
  const lines = codes.map((code) => ({
    name: t('reports.totalIn', { currency: code }),
    sum: formatMoney(language, { minor: total.amount[code] ?? 0n, currency: code }),
    weighted: total.weighted[code] === undefined ? '' : formatMoney(language, { minor: total.weighted[code], currency: code }),
  }));
  if (codes.length > 1 && rates.length > 0) {
    const [sum, weighted] = [inBase(total.amount, rates, currency), inBase(total.weighted, rates, currency)];
    lines.push({
      name: t('reports.totalBase', { currency }),
      sum: formatMoney(language, sum),
      weighted: formatMoney(language, weighted),
    });
  }
  if (lines.length === 0) lines.push({ name: t('common.total'), sum: '', weighted: '' });
  const counted = [
    t('common.dealCount', { count: total.count }),
    ...(total.withoutAmount === 0 ? [] : [t('common.withoutAmount', { count: total.withoutAmount })]),
  ].join(' · ');
  return (
    <tfoot>
      {lines.map(({ name, sum, weighted }, at) => (
        <tr key={name}>
          <th scope="row" colSpan={2}>
            {name}
          </th>
          <td colSpan={columns - 3 - after}>{at === 0 ? counted : ''}</td>
          <td className="num">{sum}</td>
          <td className="num" colSpan={after}>
            {weighted === '' ? '' : t('reports.weightedTotal', { sum: weighted })}
          </td>
        </tr>
      ))}
    </tfoot>
  );
};
