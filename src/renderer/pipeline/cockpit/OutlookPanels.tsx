/** Three panels of what lies ahead: coverage of the revenue target, velocity, and how many go further from each stage. */
import type { ReactNode } from 'react';
import type { Outlook } from '../../../shared/pipeline/cockpitContract.ts';
import { stageFlow } from '../../../shared/pipeline/cockpitContract.ts';
import {
  compactMoney,
  formatCompactMoney,
  formatCount,
  formatDayRange,
  formatPercent,
  formatTimes,
  noNumber,
} from '../../../shared/i18n/format.ts';
import type { ExactShare } from '../../../shared/pipeline/contract.ts';
import { roundHalfEven } from '../../../shared/kernel/money.ts';
import { useQuery } from '../../app/calls.ts';
import { useText } from '../../app/i18n.ts';
import { seededName } from '../../app/names.ts';
import { hrefOf, hrefWith } from '../../app/routes.ts';
import { periodText } from '../../admin/settings/periods.ts';
import { Bullet } from '../../ui/Bullet.tsx';
import { TeamTag } from '../../ui/TeamTag.tsx';
import { Trace } from '../../ui/Trace.tsx';
import './outlook.css';
import type { Period } from './period.ts';
import { basisNames, velocityReasons, useOutlook } from './useOutlook.ts';

type OutlookPanelsProps = { readonly period: Period; readonly isNow: boolean; readonly why: string | null; readonly alone: boolean };

export const OutlookPanels = ({ period, isNow, why, alone }: OutlookPanelsProps) => {
  const ahead = useOutlook(period);
  return (
    <div className="sheet outlookRow">
      {ahead.data === undefined ? (
        <>
          <section className="panel figurePanel" aria-busy="true" />
          <section className="panel figurePanel" aria-busy="true" />
        </>
      ) : (
        <>
          <CoveragePanel outlook={ahead.data} isOpen={why === 'coverage'} alone={alone} />
          <VelocityPanel outlook={ahead.data} isOpen={why === 'velocity'} alone={alone} />
        </>
      )}
      <FlowPanel asOf={isNow ? null : period.asOf} />
    </div>
  );
};

type PanelProps = {
  readonly title: string;
  readonly isHot?: boolean;
  readonly value: ReactNode;
  readonly bar?: ReactNode;
  readonly note: ReactNode;
};

const Panel = ({ title, isHot = false, value, bar, note }: PanelProps) => (
  <section className={isHot ? 'panel figurePanel hot' : 'panel figurePanel'} aria-label={title}>
    <div className="row">
      <TeamTag team="sales" />
      <h2 className="medium ellipsis grow panelTitle">{title}</h2>
    </div>
    <div className="value">{value}</div>
    {bar}
    <div className="meta note">{note}</div>
  </section>
);

type PartProps = { readonly outlook: Outlook; readonly isOpen: boolean; readonly alone: boolean };

const whyHref = (why: 'coverage' | 'velocity'): string => hrefWith({ why, figure: null, stage: null, from: null });

/** A share of a drawing's width, 0 to 1. */
const share = (part: bigint, whole: bigint): number =>
  whole <= 0n ? 0 : Math.min(1, Math.max(0, Number((part * 10_000n) / whole) / 10_000));

const CoveragePanel = ({ outlook, isOpen, alone }: PartProps) => {
  const { t, language } = useText();
  const { coverage, target, baseCurrency: currency } = outlook;
  const period = periodText(t, language, outlook.from, outlook.to);
  const title = t('cockpit.coverage', { period });
  const money = (minor: bigint): string => formatCompactMoney(language, { minor, currency }, alone);
  if (coverage === null)
    return (
      <Panel
        title={title}
        value={<span className="figure">{noNumber}</span>}
        note={
          target === null ? (
            <>
              {t('cockpit.noTarget', { period })}
              {' · '}
              <a className="link" href={hrefOf('settings')}>
                {t('cockpit.setTarget')}
              </a>
            </>
          ) : (
            t('cockpit.noTargetRate', { currency: target.currency })
          )
        }
      />
    );
  const { basis, covered, required, requiredTimes, gap } = coverage;
  const rate = basis.known ? { rate: formatPercent(language, basis.rate, 0), basis: t(basisNames[basis.by]) } : { rate: '', basis: '' };
  const note = (): string => {
    if (covered === null) return t('cockpit.metNote', { won: money(outlook.won), target: money(outlook.won + coverage.remaining) });
    if (!basis.known) return t(basis.reason === 'noWin' ? 'cockpit.noWin' : 'cockpit.tooFew');
    if (gap === null || required === null) return '';
    return gap > 0n
      ? t('cockpit.gapNote', { gap: money(gap), required: money(required), ...rate })
      : t('cockpit.surplusNote', { gap: money(-gap), required: money(required), ...rate });
  };
  const times = covered === null ? t('cockpit.met') : formatTimes(language, covered);
  const most = required !== null && required > outlook.open ? required : outlook.open;
  return (
    <Panel
      title={title}
      isHot={gap !== null && gap > 0n}
      value={
        <>
          <Trace href={whyHref('coverage')} isOpen={isOpen} label={t('cockpit.figureIs', { name: title, value: times })}>
            <span className="figure">{times}</span>
          </Trace>
          {requiredTimes === null ? null : <span>{t('cockpit.required', { times: formatTimes(language, requiredTimes) })}</span>}
        </>
      }
      bar={
        required === null ? undefined : (
          <Bullet part={share(outlook.open, most)} whole={0} tick={share(required, most)} color="var(--sales)" />
        )
      }
      note={note()}
    />
  );
};

const VelocityPanel = ({ outlook, isOpen, alone }: PartProps) => {
  const { t, language } = useText();
  const { velocity } = outlook;
  const title = t('cockpit.velocity');
  if (!velocity.known)
    return <Panel title={title} value={<span className="figure">{noNumber}</span>} note={t(velocityReasons[velocity.reason])} />;
  const { perDay, averageValue, winRate, cycleDays } = velocity;
  const text = compactMoney(language, perDay, alone);
  return (
    <Panel
      title={title}
      value={
        <>
          <Trace
            href={whyHref('velocity')}
            isOpen={isOpen}
            label={t('cockpit.figureIs', { name: title, value: `${formatCompactMoney(language, perDay, alone)} ${t('cockpit.perDay')}` })}
          >
            <span className="figure">{text.value}</span>
          </Trace>
          <span>{`${text.unit} ${t('cockpit.perDay')}`}</span>
        </>
      }
      note={t('cockpit.velocityNote', {
        deals: formatCount(language, velocity.deals),
        value: formatCompactMoney(language, { minor: roundHalfEven(averageValue.n, averageValue.d), currency: perDay.currency }, alone),
        rate: formatPercent(language, winRate, 0),
        days: formatCount(language, roundHalfEven(cycleDays.n, cycleDays.d)),
      })}
    />
  );
};

const FlowPanel = ({ asOf }: { readonly asOf: Period['asOf'] | null }) => {
  const { t, language } = useText();
  const flow = useQuery(stageFlow, { asOf });
  const shareText = (share: ExactShare): string => (share.known ? formatPercent(language, share, 0) : noNumber);
  return (
    <section className="panel flowPanel" aria-labelledby="flowTitle">
      <div className="row">
        <h2 id="flowTitle" className="medium panelTitle">
          {t('cockpit.flow')}
        </h2>
        <span className="meta ellipsis">
          {flow.data === undefined ? '' : t('cockpit.flowWindow', { range: formatDayRange(language, flow.data.from, flow.data.to) })}
        </span>
      </div>
      <table className="flowTable">
        <thead>
          <tr className="meta">
            <th scope="col">{t('common.stage')}</th>
            <th scope="col" className="num">
              {t('cockpit.entered')}
            </th>
            <th scope="col" className="num">
              {t('cockpit.further')}
            </th>
            <th scope="col" className="num">
              {t('cockpit.lostThere')}
            </th>
            <th scope="col" className="num">
              {t('cockpit.share')}
            </th>
            <th scope="col" className="num" title={t('cockpit.atMostMeaning')}>
              {t('cockpit.atMost')}
            </th>
          </tr>
        </thead>
        <tbody>
          {(flow.data?.stages ?? []).map(({ stage, entered, further, lost, rate, atMost }) => (
            <tr key={stage.id}>
              <th scope="row">{seededName(t, stage)}</th>
              <td className="num">{formatCount(language, entered)}</td>
              <td className="num">{formatCount(language, further)}</td>
              <td className="num">{formatCount(language, lost)}</td>
              <td className="num strong">{shareText(rate)}</td>
              <td className="num muted">{shareText(atMost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
