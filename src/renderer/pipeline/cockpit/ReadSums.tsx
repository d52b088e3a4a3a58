/** How sums of several currencies became one: each with its dated rate, and what has none beside them. */
import { Fragment } from 'react';
import { formatDay, formatMoney, noNumber, rateText } from '../../../shared/i18n/format.ts';
import type { ReadLine } from '../../../shared/pipeline/reading.ts';
import { useText } from '../../app/i18n.ts';

type ReadSumsProps = {
  readonly lines: readonly ReadLine[];
  /** The currency of the sum, and the sum as it is shown. */
  readonly currency: string;
  readonly value: string;
  readonly unit: string;
};

export const ReadSums = ({ lines, currency: base, value, unit }: ReadSumsProps) => {
  const { t, language } = useText();
  return (
    <section className="readSums">
      <h3>{t('cockpit.oneCurrency')}</h3>
      <dl>
        {lines.map((line) => (
          <Fragment key={line.currency}>
            <dt>
              {line.rate === null
                ? formatMoney(language, line)
                : t('cockpit.readLine', {
                    minor: formatMoney(language, line),
                    rate: rateText(language, line.rate.rate),
                    units: line.rate.perUnits,
                    currency: line.currency,
                    day: line.rate.day === null ? noNumber : formatDay(language, line.rate.day),
                    source: line.rate.source,
                  })}
            </dt>
            <dd className={line.read === null ? 'num warn' : 'num'}>
              {line.read === null ? t('cockpit.notRead') : formatMoney(language, { minor: line.read, currency: base })}
            </dd>
          </Fragment>
        ))}
        <dt className="strong">{t('common.total')}</dt>
        <dd className="num strong">{unit === '' ? value : `${value}\u00a0${unit}`}</dd>
      </dl>
    </section>
  );
};
