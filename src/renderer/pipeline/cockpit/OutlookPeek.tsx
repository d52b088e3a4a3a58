/** Coverage or velocity opened: every number that it is made of, the rule that chose its win rate, and the rates used. */
import type { Outlook } from '../../../shared/pipeline/cockpitContract.ts';
import { formatCount, formatDay, formatDayRange, formatMoney, formatPercent, formatTimes, noNumber } from '../../../shared/i18n/format.ts';
import { roundHalfEven } from '../../../shared/kernel/money.ts';
import { useText } from '../../app/i18n.ts';
import { hrefOf, setParams } from '../../app/routes.ts';
import { periodText } from '../../admin/settings/periods.ts';
import { Peek } from '../../ui/Peek.tsx';
import type { Period } from './period.ts';
import { basisNames, velocityReasons, useOutlook } from './useOutlook.ts';

export type Why = 'coverage' | 'velocity';
export const isWhy = (text: string | null): text is Why => text === 'coverage' || text === 'velocity';

type OutlookPeekProps = { readonly why: Why; readonly period: Period };

export const OutlookPeek = ({ why, period }: OutlookPeekProps) => {
  const { t, language } = useText();
  const { data } = useOutlook(period);
  if (data === undefined) return null;
  return (
    <Peek
      subject={why}
      kicker={t('common.asOf', { day: formatDay(language, data.asOf) })}
      title={why === 'velocity' ? t('cockpit.velocity') : t('cockpit.coverage', { period: periodText(t, language, data.from, data.to) })}
      onClose={() => {
        setParams({ why: null });
      }}
    >
      {why === 'coverage' ? <CoverageLines outlook={data} period={period} /> : <VelocityLines outlook={data} />}
      {data.rates.length === 0 ? null : (
        <section>
          <h3>{t('cockpit.ratesUsed')}</h3>
          {data.rates.map(({ currency, rate, perUnits, day, source }) => (
            <p key={currency} className="small">
              {t('cockpit.rateLine', {
                rate: language === 'en' ? rate : rate.replace('.', ','),
                base: data.baseCurrency,
                units: perUnits,
                currency,
                day: day === null ? noNumber : formatDay(language, day),
                source,
              })}
            </p>
          ))}
        </section>
      )}
    </Peek>
  );
};

const CoverageLines = ({ outlook, period }: { readonly outlook: Outlook; readonly period: Period }) => {
  const { t, language } = useText();
  const { coverage, target, closed, baseCurrency: currency } = outlook;
  const money = (minor: bigint): string => formatMoney(language, { minor, currency });
  // For all time the coverage is that of the quarter: its figures are opened there.
  const kind = period.kind === 'all' ? 'quarter' : period.kind;
  const asOf = new URLSearchParams(location.hash.split('?')[1] ?? '').get('asOf');
  const figure = (id: string): string => hrefOf('cockpit', { figure: id, period: kind, asOf });
  const apart = Object.entries(outlook.apart);
  return (
    <>
      <section>
        <dl>
          <dt>{t('common.revenueTarget')}</dt>
          <dd className="num">{target === null ? noNumber : formatMoney(language, target)}</dd>
          <dt>{t('cockpit.lineWon')}</dt>
          <dd className="num">
            <a className="trace" href={figure('wonAmount')}>
              {money(outlook.won)}
            </a>
          </dd>
          <dt>{t('cockpit.lineRemaining')}</dt>
          <dd className="num strong">{coverage === null ? noNumber : money(coverage.remaining)}</dd>
          <dt>{t('cockpit.lineOpen')}</dt>
          <dd className="num">
            <a className="trace" href={figure('openAmount')}>
              {money(outlook.open)}
            </a>
          </dd>
          <dt>{t('cockpit.lineCoverage')}</dt>
          <dd className="num strong">
            {coverage === null || coverage.covered === null ? noNumber : formatTimes(language, coverage.covered)}
          </dd>
          {coverage?.basis.known === true ? (
            <>
              <dt>{t('cockpit.lineRate', { basis: t(basisNames[coverage.basis.by]) })}</dt>
              <dd className="num">{formatPercent(language, coverage.basis.rate, 2)}</dd>
            </>
          ) : null}
          {coverage?.required === null || coverage?.required === undefined || coverage.gap === null ? null : (
            <>
              <dt>{t('cockpit.lineRequired')}</dt>
              <dd className="num">{money(coverage.required)}</dd>
              <dt>{t(coverage.gap > 0n ? 'cockpit.lineGap' : 'cockpit.lineSurplus')}</dt>
              <dd className={coverage.gap > 0n ? 'num strong bad' : 'num strong good'}>
                {money(coverage.gap > 0n ? coverage.gap : -coverage.gap)}
              </dd>
            </>
          )}
          {apart.map(([code, minor]) => (
            <div key={code} className="fact">
              <dt>{t('cockpit.lineApart')}</dt>
              <dd className="num warn">{formatMoney(language, { minor, currency: code })}</dd>
            </div>
          ))}
          {outlook.withoutAmount === 0 ? null : (
            <>
              <dt>{t('cockpit.lineWithout')}</dt>
              <dd className="num">
                <a className="trace" href={figure('withoutAmount')}>
                  {formatCount(language, outlook.withoutAmount)}
                </a>
              </dd>
            </>
          )}
        </dl>
      </section>
      <section>
        <p className="small">
          {t('cockpit.closedOver', {
            range: formatDayRange(language, outlook.closedFrom, outlook.closedTo),
            won: formatCount(language, closed.wonCount),
            lost: formatCount(language, closed.lostCount),
            missing: formatCount(language, closed.withoutAmount),
          })}
        </p>
        {coverage?.basis.known === false ? (
          <p className="small warn">{t(coverage.basis.reason === 'noWin' ? 'cockpit.noWin' : 'cockpit.tooFew')}</p>
        ) : null}
        <p className="meta">{t('cockpit.basisRule')}</p>
      </section>
    </>
  );
};

const VelocityLines = ({ outlook }: { readonly outlook: Outlook }) => {
  const { t, language } = useText();
  const { velocity } = outlook;
  const over = t('cockpit.velocityOver', { range: formatDayRange(language, outlook.velocityFrom, outlook.velocityTo) });
  if (!velocity.known)
    return (
      <section>
        <p className="small warn">{t(velocityReasons[velocity.reason])}</p>
        <p className="meta">{over}</p>
      </section>
    );
  const { perDay, deals, averageValue, winRate, cycleDays } = velocity;
  const average = { minor: roundHalfEven(averageValue.n, averageValue.d), currency: perDay.currency };
  return (
    <section>
      <dl>
        <dt>{t('definitions.openCountName')}</dt>
        <dd className="num">
          <a className="trace" href={hrefOf('cockpit', { figure: 'openCount' })}>
            {formatCount(language, deals)}
          </a>
        </dd>
        <dt>{t('cockpit.lineValue')}</dt>
        <dd className="num">{formatMoney(language, average)}</dd>
        <dt>{t('definitions.winRateByCountName')}</dt>
        <dd className="num">{formatPercent(language, winRate, 2)}</dd>
        <dt>{t('cockpit.lineCycle')}</dt>
        <dd className="num">{formatCount(language, roundHalfEven(cycleDays.n, cycleDays.d))}</dd>
        <dt>{t('cockpit.velocity')}</dt>
        <dd className="num strong">{`${formatMoney(language, perDay)} ${t('cockpit.perDay')}`}</dd>
      </dl>
      <p className="meta">{over}</p>
    </section>
  );
};
