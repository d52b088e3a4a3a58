/** Products with their list price. */
import { product, productPrice } from '../../../../shared/accounts/schema.ts';
import type { Money } from '../../../../shared/kernel/money.ts';
import { cut, declaredFields } from '../declaredFields.ts';
import { addPrice } from '../importState.ts';
import { apply, createKeys, holdBack, lookUp, rememberNamed, type ResolverFactory, type Run } from '../run.ts';
import type { RowView } from '../rowView.ts';
import type { RecordSpec } from '../upsert.ts';

const productFields = declaredFields(product, ['name', 'series']);

const productSpec = (
  run: Run,
  name: string,
  key: string,
  told: ReturnType<typeof productFields.only>,
  price: Money | null | undefined,
): RecordSpec => ({
  kind: 'products',
  bucket: 'products',
  key,
  table: product,
  ...told,
  groups: [
    {
      table: productPrice,
      owner: 'productId',
      columns: ['amountMinor', 'currency'],
      // A list without dates: the price holds from the beginning.
      facts: price === undefined ? undefined : price === null ? [] : [{ values: [price.minor, price.currency], day: null }],
    },
  ],
  existing: lookUp(run, 'products', name),
});

/** Makes a product of which only the name is known. */
export const createProduct =
  (run: Run, row: RowView) =>
  (name: string): string => {
    const kept = cut(product.columns.name, name);
    const id = apply(run, row, productSpec(run, kept, name, productFields.only({ name: kept }), undefined));
    rememberNamed(run, 'products', id, name);
    return id;
  };

export const products: ResolverFactory = (run) => {
  const keys = createKeys(run);
  return {
    row: (row) => {
      const name = row.text('name', product.columns.name.max);
      if (name === '') {
        row.raise('nameMissing', 'name', '');
        return holdBack(run, row);
      }
      const key = keys.take(row, 'name', row.text('key') || name);
      if (key === null) return 'done';
      const price = row.has('price') ? row.money('price') : undefined;
      const id = apply(run, row, productSpec(run, name, key, productFields.read(row, { name }), price));
      rememberNamed(run, 'products', id, name);
      const known = run.state.prices.get(id) ?? [];
      const isKnown =
        price !== null &&
        price !== undefined &&
        known.some((old) => old.day === null && old.minor === price.minor && old.currency === price.currency);
      if (price !== null && price !== undefined && !isKnown) addPrice(run.state, id, { day: null, ...price });
      row.settle(id);
      return 'done';
    },
  };
};
