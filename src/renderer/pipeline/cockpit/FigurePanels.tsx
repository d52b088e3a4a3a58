/** The four figures of the cockpit: won, open, win rate, and what is not known. */
import { IconAlertTriangle, IconCheck, IconTriangleFilled, IconTriangleInvertedFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Fraction } from '../../../shared/kernel/money.ts';
import { compactMoney, formatCompactMoney, formatCount, formatPercent, noNumber } from '../../../shared/i18n/format.ts';
import { useText } from '../../app/i18n.ts';
import { Bullet } from '../../ui/Bullet.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { TeamTag } from '../../ui/TeamTag.tsx';
import type { TagTeam } from '../../ui/TeamTag.tsx';
import { Trace } from '../../ui/Trace.tsx';
import { TracedText } from '../../ui/TracedText.tsx';
import type { Kpi, MonthSum, ExactShare } from '../../../shared/pipeline/contract.ts';
import { inCurrency } from './cockpitView.ts';
import type { FigureId } from './figures.ts';
import { isComparable } from './headline.ts';
import { reasonText } from './reasons.ts';

type Opening = { readonly openFigure: string | null; readonly hrefOf: (figure: string) => string };

type PanelProps = {
  readonly team: TagTeam;
  readonly title: string;
  readonly status?: ReactNode;
  readonly isHot?: boolean;
  readonly value: ReactNode;
  readonly bar: ReactNode;
  readonly note: ReactNode;
};

const Panel = ({ team, title, status, isHot = false, value, bar, note }: PanelProps) => (
  <section className={isHot ? 'panel figurePanel hot' : 'panel figurePanel'} aria-label={title}>
    <div className="row">
      <TeamTag team={team} />
      <h2 className="medium ellipsis grow panelTitle">{title}</h2>
      {status}
    </div>
    <div className="value">{value}</div>
    {bar}
    <div className="meta note">{note}</div>
  </section>
);

/** Lengths of bars only: a share as a drawing needs it, between 0 and 1. */
const share = (part: bigint, whole: bigint): number =>
  whole <= 0n ? 0 : Math.min(1, Math.max(0, Number((part * 10_000n) / whole) / 10_000));

const winRateShare = (winRate: ExactShare): number => (winRate.known ? share(winRate.n, winRate.d) : 0);

type FigurePanelsProps = Opening & {
  readonly figures: Kpi;
  readonly wonBefore: bigint | null;
  /** For the line that hints how winning went. */
  readonly months: readonly MonthSum[];
  readonly currency: string;
  /** No other currency is known at all: the code can be left out. */
  readonly alone: boolean;
  /** Currencies that no rate brings into this one: named, never added. */
  readonly otherCurrencies: readonly string[];
};

export const FigurePanels = ({ figures, wonBefore, months, currency, alone, otherCurrencies, openFigure, hrefOf }: FigurePanelsProps) => {
  const { t, language } = useText();
  const opening = { openFigure, hrefOf };
  const won = inCurrency(figures.wonAmount, currency);
  const open = inCurrency(figures.openAmount, currency);
  const weighted = inCurrency(figures.weightedAmount, currency);
  const wonText = compactMoney(language, { minor: won, currency }, alone);
  // Open deals that all lack an amount are worth an unknown sum, not nought (rule A6).
  const isOpenKnown = figures.openCount === 0 || figures.withoutAmount < figures.openCount;
  const openText = isOpenKnown ? compactMoney(language, { minor: open, currency }, alone) : { value: noNumber, unit: '' };
  const weightedText = isOpenKnown ? formatCompactMoney(language, { minor: weighted, currency }, alone) : noNumber;
  const big = (figure: FigureId, value: string): ReactNode => (
    <Trace
      href={hrefOf(figure)}
      isOpen={openFigure === figure}
      label={t('cockpit.figureIs', { name: t(`definitions.${figure}Name`), value })}
    >
      <span className="figure">{value}</span>
    </Trace>
  );
  const others = (sums: Readonly<Record<string, bigint>>): string => {
    const codes = otherCurrencies.filter((code) => inCurrency(sums, code) !== 0n);
    return codes.length === 0 ? '' : t('cockpit.alsoIn', { codes: codes.join(', ') });
  };
  const winRateText = (winRate: ExactShare): string => (winRate.known ? formatPercent(language, winRate, 2) : noNumber);
  const reasons = [...new Set([figures.winRateByCount, figures.winRateByValue].map(reasonText))].flatMap((key) =>
    key === null ? [] : [t(key)],
  );
  const isPeriod = figures.from !== null;
  const most = wonBefore === null || wonBefore < won ? won : wonBefore;
  const missing: Fraction = { n: BigInt(figures.withoutAmount), d: BigInt(figures.openCount) };
  const isMissingMany = figures.openCount > 0 && figures.withoutAmount * 10 > figures.openCount;
  return (
    <div className="sheet figureRow">
      <Panel
        team="shared"
        title={t('definitions.wonAmountName')}
        status={<Movement won={won} before={wonBefore} {...opening} />}
        value={
          <>
            {big('wonAmount', wonText.value)}
            <span>{wonText.unit}</span>
            <Sparkline sizes={months.map(({ amount }) => Number(inCurrency(amount, currency)))} color="var(--shared)" />
          </>
        }
        bar={
          wonBefore === null || wonBefore <= 0n ? null : (
            <Bullet part={share(won, most)} whole={0} tick={share(wonBefore, most)} color="var(--shared-fill)" />
          )
        }
        note={
          <WithOthers
            text={<TracedText text={t('cockpit.wonNote', { count: figures.wonCount })} {...opening} />}
            others={others(figures.wonAmount)}
          />
        }
      />
      <Panel
        team="sales"
        title={t(isPeriod ? 'cockpit.openInPeriodTitle' : 'cockpit.openTitle')}
        value={
          <>
            {big('openAmount', openText.value)}
            <span>{openText.unit}</span>
            <span className="small grow num">
              <TracedText text={t('cockpit.openWeighted', { weighted: weightedText })} {...opening} />
            </span>
          </>
        }
        bar={<Bullet part={share(weighted, open)} whole={open > 0n ? 1 : 0} color="var(--sales)" />}
        note={
          <WithOthers
            text={<TracedText text={t('cockpit.openNote', { count: figures.openCount })} {...opening} />}
            others={isOpenKnown ? others(figures.openAmount) : t('cockpit.reasonNoAmounts')}
          />
        }
      />
      <Panel
        team="sales"
        title={t('cockpit.winRateTitle')}
        value={
          <>
            {big('winRateByCount', winRateText(figures.winRateByCount))}
            <span className="small">{t('cockpit.byCount')}</span>
            <span className="small grow num">
              <TracedText
                text={t('cockpit.byValue', {
                  rate: winRateText(figures.winRateByValue),
                })}
                {...opening}
              />
            </span>
          </>
        }
        bar={<Bullet part={winRateShare(figures.winRateByCount)} whole={0} color="var(--sales)" />}
        note={
          <WithOthers
            text={
              <TracedText
                text={t('cockpit.winRateNote', {
                  won: formatCount(language, figures.wonCount),
                  lost: formatCount(language, figures.lostCount),
                })}
                {...opening}
              />
            }
            others={reasons.join('; ')}
          />
        }
      />
      <Panel
        team="shared"
        title={t('common.notKnown')}
        isHot={isMissingMany}
        status={
          figures.withoutAmount === 0 && figures.dayUnknown === 0 ? (
            <span className="status good">
              <IconCheck className="icon small" stroke={1.75} aria-hidden="true" />
              {t('cockpit.allKnown')}
            </span>
          ) : isMissingMany ? (
            <span className="status bad">
              <IconAlertTriangle className="icon small" stroke={1.75} aria-hidden="true" />
              <Trace href={hrefOf('withoutAmount')} isOpen={openFigure === 'withoutAmount'}>
                {t('cockpit.shareMissing', { share: formatPercent(language, missing, 0) })}
              </Trace>
            </span>
          ) : null
        }
        value={
          <>
            {big('withoutAmount', formatCount(language, figures.withoutAmount))}
            <span>{t('cockpit.unknownAmount')}</span>
          </>
        }
        bar={<Bullet part={share(missing.n, missing.d)} whole={0} color="var(--bad)" />}
        note={
          <WithOthers
            text={<TracedText text={t('cockpit.unknownNote', { days: formatCount(language, figures.dayUnknown) })} {...opening} />}
            others={<TracedText text={t('cockpit.ofOpen', { open: formatCount(language, figures.openCount) })} {...opening} />}
          />
        }
      />
    </div>
  );
};

const WithOthers = ({ text, others }: { readonly text: ReactNode; readonly others: ReactNode }) => (
  <>
    {text}
    {others === '' ? null : ' · '}
    {others}
  </>
);

type MovementProps = Opening & { readonly won: bigint; readonly before: bigint | null };

/** How the won sum moved against as much of the period before; nothing where there is no base. */
const Movement = ({ won, before, openFigure, hrefOf }: MovementProps) => {
  const { t, language } = useText();
  if (before === null || !isComparable(won, before)) return null;
  const isUp = won > before;
  const change = formatPercent(language, { n: isUp ? won - before : before - won, d: before }, 0);
  return (
    <span className={isUp ? 'status good' : 'status warn'}>
      {isUp ? <IconTriangleFilled size={8} aria-hidden="true" /> : <IconTriangleInvertedFilled size={8} aria-hidden="true" />}
      <Trace href={hrefOf('wonAmount')} isOpen={openFigure === 'wonAmount'}>
        {t('cockpit.moreThanBefore', { change: `${isUp ? '+' : '\u2212'}${change}` })}
      </Trace>
    </span>
  );
};
