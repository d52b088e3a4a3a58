/** The figures that the sample company is held against: its revenue targets, and dated rates of the currencies it is paid in. */
import { currencyRate, revenueTarget } from '../../../shared/admin/schema.ts';
import { addDays, addMonths, firstOfQuarter } from '../../../shared/kernel/day.ts';
import { currency } from '../../../shared/kernel/money.ts';
import type { WriteTx } from '../../core/tx.ts';
import type { WorkDays } from './workDays.ts';

const nok = currency('NOK');

/** Made up like all the rest, near what kroner were worth in 2026; as exact text, quoted as Norges Bank quotes. */
const rates = [
  { code: 'SEK', perUnits: 100, before: '103.92', now: '104.86' },
  { code: 'DKK', perUnits: 100, before: '156.48', now: '157.32' },
  { code: 'EUR', perUnits: 1, before: '11.6745', now: '11.7380' },
] as const;

/** Working days since the older of the two rates. */
const olderRate = 22;

/** What is to be won in a quarter, in kroner, the running one last; a company that grows. */
const quarters = [5_000_000, 5_500_000, 6_000_000, 6_500_000] as const;

export const furnishFigures = (tx: WriteTx, days: WorkDays): void => {
  for (const { code, perUnits, before, now } of rates) {
    for (const [rate, index] of [
      [before, days.last - olderRate],
      [now, days.last],
    ] as const)
      tx.record(
        currencyRate,
        { id: tx.newId<'CurrencyRate'>(), currency: currency(code), inCurrency: nok, rate, perUnits, source: 'Havbryn Sensor AS' },
        days.happened(index, 16 * 60),
      );
  }
  const running = firstOfQuarter(tx.today);
  for (const [at, kroner] of quarters.entries()) {
    const fromDay = addMonths(running, 3 * (at + 1 - quarters.length));
    tx.insert(revenueTarget, {
      id: tx.newId<'RevenueTarget'>(),
      fromDay,
      toDay: addDays(addMonths(fromDay, 3), -1),
      amountMinor: BigInt(kroner) * 100n,
      currency: nok,
    });
  }
};
