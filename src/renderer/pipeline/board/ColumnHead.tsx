/** The head of a column: how many, what they add up to, and during a drag what both would become. */
import { IconArrowRight } from '@tabler/icons-react';
import type { PublishedRate } from '../../../shared/admin/rates.ts';
import { minorDigits, type MoneyByCurrency } from '../../../shared/kernel/money.ts';
import { formatBasisPoints, formatCount, formatFigure, noNumber } from '../../../shared/i18n/format.ts';
import type { BoardColumn } from '../../../shared/pipeline/boardContract.ts';
import { type ColumnSums, weightedSums, withDeal } from '../../../shared/pipeline/boardSums.ts';
import { inBase } from '../../../shared/pipeline/currencySums.ts';
import { useText } from '../../app/i18n.ts';
import { seededName } from '../../app/names.ts';
import { useBoardState } from './boardState.ts';

/** How sums are read on this board: one currency for all columns, the rates into it, and the codes that stay apart. */
export type Reading = { readonly currency: string; readonly rates: readonly PublishedRate[]; readonly apart: readonly string[] };

type ColumnHeadProps = { readonly column: BoardColumn; readonly reading: Reading; readonly closedIn: string };

/** What the card in the hand would change here: it leaves, it comes, or nothing. */
const useDragSign = (stageId: string): 1 | -1 | 0 =>
  useBoardState(({ drag }) => {
    if (drag === null || drag.over === null || drag.over.stage.id === drag.card.stageId) return 0;
    return drag.over.stage.id === stageId ? 1 : drag.card.stageId === stageId ? -1 : 0;
  });

export const ColumnHead = ({ column, reading, closedIn }: ColumnHeadProps) => {
  const { t, language } = useText();
  const sign = useDragSign(column.stage.id);
  const dragged = useBoardState(({ drag }) => (sign === 0 ? null : drag));
  const { stage } = column;
  const isOpen = stage.kind === 'open';
  const after: ColumnSums = sign === 0 || dragged === null ? column : withDeal(column, dragged.card.amount, sign);
  // Whole units, cut: a head must hold two sums beside each other while a card is in the hand.
  const whole = (minor: bigint, currency: string): string => {
    const unit = 10n ** BigInt(minorDigits(currency));
    return formatFigure(language, { minor: (minor / unit) * unit, currency });
  };
  // Deals of which no amount is known add up to nothing that could be called nought (rule A6).
  const main = (amount: MoneyByCurrency, { count }: ColumnSums): string =>
    count > 0 && Object.keys(amount).length === 0
      ? noNumber
      : whole(inBase(amount, reading.rates, reading.currency).minor, reading.currency);
  const weighted = (sums: ColumnSums): string => main(weightedSums(sums.amount, stage.probabilityBp), sums);
  return (
    <header className={sign === 1 ? 'over' : undefined}>
      <div className="row">
        <h2 className="hSection ellipsis">{seededName(t, stage)}</h2>
        <span className="muted">
          <Change now={formatCount(language, column.count)} then={formatCount(language, after.count)} />
        </span>
        <span className="grow" />
        <span className="meta">{isOpen ? t('board.weight', { weight: formatBasisPoints(language, stage.probabilityBp) }) : closedIn}</span>
      </div>
      <dl className="columnSums">
        <Sum label={t('board.sum', { currency: reading.currency })} now={main(column.amount, column)} then={main(after.amount, after)} />
        {isOpen ? <Sum label={t('common.weighted')} now={weighted(column)} then={weighted(after)} /> : null}
        {reading.apart
          .filter((code) => isOpen || (column.amount[code] ?? 0n) !== 0n || (after.amount[code] ?? 0n) !== 0n)
          .map((code) => (
            <Sum
              key={code}
              label={t('board.noRate', { currency: code })}
              now={whole(column.amount[code] ?? 0n, code)}
              then={whole(after.amount[code] ?? 0n, code)}
            />
          ))}
      </dl>
    </header>
  );
};

type ChangeProps = { readonly now: string; readonly then: string };

const Sum = ({ label, now, then }: ChangeProps & { readonly label: string }) => (
  <div>
    <dt className="meta ellipsis">{label}</dt>
    <dd>
      <Change now={now} then={then} />
    </dd>
  </div>
);

/** `old → new`, or the one figure where nothing changes. */
const Change = ({ now, then }: ChangeProps) =>
  now === then ? (
    <b>{now}</b>
  ) : (
    <span className="change">
      <span className="muted">{now}</span>
      <IconArrowRight size={12} stroke={1.75} aria-hidden="true" />
      <b>{then}</b>
    </span>
  );
