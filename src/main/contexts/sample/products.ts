/** What the sample company sells: eight products with dated list prices, one of them raised. */
import { product, productPrice } from '../../../shared/accounts/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { currency } from '../../../shared/kernel/money.ts';
import type { WriteTx } from '../../core/tx.ts';
import type { ProductGroup } from './texts.ts';
import type { WorkDays } from './workDays.ts';

export type SoldProduct = {
  readonly id: Id<'Product'>;
  readonly group: ProductGroup;
  /** List price in whole kroner, as of today. */
  readonly price: number;
  /** What a deal over it is usually worth, in thousand kroner. */
  readonly low: number;
  readonly high: number;
};

const nok = currency('NOK');
const catalogue: readonly (Omit<SoldProduct, 'id'> & { readonly name: string; readonly series: string; readonly before?: number })[] = [
  { name: 'Havbryn T1 temperatur', series: 'Følere', group: 'sensor', price: 2_490, low: 60, high: 520 },
  { name: 'Havbryn F2 fukt', series: 'Følere', group: 'sensor', price: 2_990, low: 70, high: 480 },
  { name: 'Havbryn P3 trykk', series: 'Følere', group: 'sensor', price: 4_490, low: 120, high: 900 },
  { name: 'Havbryn G1 gateway', series: 'Nett', group: 'gateway', price: 18_900, before: 17_500, low: 150, high: 1_100 },
  { name: 'Havbryn G5 gateway, sjø', series: 'Nett', group: 'gateway', price: 34_900, low: 250, high: 1_900 },
  { name: 'Innsyn, abonnement', series: 'Programvare', group: 'software', price: 48_000, low: 80, high: 760 },
  { name: 'Serviceavtale', series: 'Tjenester', group: 'service', price: 36_000, low: 40, high: 320 },
  { name: 'Kalibrering', series: 'Tjenester', group: 'service', price: 12_500, low: 25, high: 180 },
];

/** Working days since the one price change. */
const raisedAgo = 110;

export const furnishProducts = (tx: WriteTx, days: WorkDays): readonly SoldProduct[] =>
  catalogue.map(({ name, series, before, group, price, low, high }) => {
    const id = tx.newId<'Product'>();
    tx.insert(product, { id, name, series });
    const addPrice = (kroner: number, index: number): void =>
      tx.record(
        productPrice,
        { id: tx.newId<'ProductPrice'>(), productId: id, amountMinor: BigInt(kroner) * 100n, currency: nok },
        days.happened(index, 8 * 60),
      );
    addPrice(before ?? price, 0);
    if (before !== undefined) addPrice(price, days.last - raisedAgo);
    return { id, group, price, low, high };
  });
