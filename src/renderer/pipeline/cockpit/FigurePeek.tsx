/** A figure opened: what it means, how it is calculated with its numbers put in, and the deals behind it with their sum. */
import type { ReactNode } from 'react';
import type { BehindLine } from '../../../shared/pipeline/contract.ts';
import type { ReadLine } from '../../../shared/pipeline/reading.ts';
import type { ClientError } from '../../app/callResult.ts';
import { formatBasisPoints, formatCount, formatDay, formatList, formatMoney } from '../../../shared/i18n/format.ts';
import { useText } from '../../app/i18n.ts';
import { hrefOf } from '../../app/routes.ts';
import { ErrorBlank } from '../../ui/Blank.tsx';
import { Peek } from '../../ui/Peek.tsx';
import type { FigureId } from './figures.ts';
import { figureTexts } from './figures.ts';
import { ReadSums } from './ReadSums.tsx';

export type RowsBehind = {
  readonly rows: readonly BehindLine[];
  readonly count: number;
  /** One line a currency; null where the figure counts deals and has no sum. */
  readonly lines: readonly ReadLine[] | null;
  readonly more: (() => void) | null;
};

type FigurePeekProps = {
  readonly figure: FigureId;
  readonly part: string;
  readonly value: string;
  readonly unit: string;
  /** Of every sum in it. */
  readonly currency: string;
  readonly won: string;
  readonly lost: string;
  /** Why there is no number. */
  readonly reason: string | null;
  readonly basis: string;
  readonly hint: string | null;
  /** What the figure was in the period before, where that compares. */
  readonly before: string | null;
  readonly behind: RowsBehind | null;
  readonly error: ClientError | null;
  readonly onRetry: () => void;
  readonly onClose: () => void;
};

export const FigurePeek = ({
  figure,
  part,
  value,
  unit,
  currency,
  won,
  lost,
  reason,
  basis,
  hint,
  before,
  behind,
  error,
  onRetry,
  onClose,
}: FigurePeekProps) => {
  const { t, language } = useText();
  const texts = figureTexts(figure);
  const lines = behind?.lines ?? [];
  // What no rate brings into the currency of the sum is named beside it, never added.
  const result = formatList(language, [
    unit === '' ? value : `${value}\u00a0${unit}`,
    ...lines.filter(({ read }) => read === null).map((line) => formatMoney(language, line)),
  ]);
  return (
    <Peek subject={`${figure} ${part}`} kicker={`${part} · ${basis}`} title={t(texts.name)} onClose={onClose}>
      <section>
        <div className="figure">
          {value}
          {unit === '' ? null : <small> {unit}</small>}
        </div>
        {reason === null ? null : <p className="small warn">{reason}</p>}
      </section>
      <section>
        <h3>{t('cockpit.meaning')}</h3>
        <p>
          {t(texts.meaning)}
          {hint === null ? '' : ` ${hint}`}
        </p>
      </section>
      {behind === null ? null : (
        <section>
          <h3>{t('cockpit.formula')}</h3>
          <p className="formula">{t(texts.formula, { n: formatCount(language, behind.count), won, lost, result })}</p>
        </section>
      )}
      {lines.some(({ rate, read }) => rate !== null || read === null) ? (
        <ReadSums lines={lines} currency={currency} value={value} unit={unit} />
      ) : null}
      {before === null ? null : (
        <section>
          <h3>{t('cockpit.before')}</h3>
          <p>{before}</p>
        </section>
      )}
      <section className="flush">
        <h3>{t('cockpit.rows')}</h3>
        {error === null ? (
          <Rows behind={behind} isWeighted={figure === 'weightedAmount'} />
        ) : (
          <ErrorBlank error={error} onRetry={onRetry} />
        )}
      </section>
    </Peek>
  );
};

const Note = ({ children }: { readonly children: ReactNode }) => <p className="note small muted">{children}</p>;

const Rows = ({ behind, isWeighted }: { readonly behind: RowsBehind | null; readonly isWeighted: boolean }) => {
  const { t } = useText();
  if (behind === null) return <Note>{t('common.loading')}</Note>;
  return behind.count === 0 ? <Note>{t('cockpit.noRows')}</Note> : <RowTable behind={behind} isWeighted={isWeighted} />;
};

const RowTable = ({ behind, isWeighted }: { readonly behind: RowsBehind; readonly isWeighted: boolean }) => {
  const { t, language } = useText();
  const { rows, count, lines: totals, more } = behind;
  const dayText = (day: string | null): string => (day === null ? t('pipeline.noDay') : formatDay(language, day));
  const totalName = isWeighted ? t('common.weighted') : t('common.dealCount', { count });
  return (
    <>
      <table className="ledger rowsBehind">
        <thead>
          <tr>
            <th scope="col">{t('common.deal')}</th>
            <th scope="col" className="num dayColumn">
              {isWeighted ? t('common.weight') : t('common.day')}
            </th>
            <th scope="col" className="num amountColumn">
              {t('common.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <a href={hrefOf('pipeline', { deal: row.id, status: row.status })} className="medium">
                  {row.account ?? row.title}
                </a>
                {row.account === null ? null : <div className="meta ellipsis">{row.title}</div>}
              </td>
              <td className="num muted">{isWeighted ? formatBasisPoints(language, row.probabilityBp) : dayText(row.day)}</td>
              <td className="num">
                {row.amount === null ? <span className="muted">{t('pipeline.noAmount')}</span> : formatMoney(language, row.amount)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {totals === null || totals.length === 0 ? (
            <tr>
              <td colSpan={2}>{t('common.total')}</td>
              <td className="num">{formatCount(language, count)}</td>
            </tr>
          ) : (
            totals.map((total, index) => (
              <tr key={total.currency}>
                <td colSpan={2}>{index === 0 ? totalName : ''}</td>
                <td className="num">{formatMoney(language, total)}</td>
              </tr>
            ))
          )}
        </tfoot>
      </table>
      <div className="row moreRows">
        <span className="meta grow">
          {t('common.rowsShown', { shown: formatCount(language, rows.length), all: formatCount(language, count) })}
        </span>
        {more === null ? null : (
          <button type="button" className="button small" onClick={more}>
            {t('common.showMore')}
          </button>
        )}
      </div>
    </>
  );
};
