/** Layouts that are known by heart: recognised by their exact header, read without asking. */
import type { Mapping } from './mapping.ts';

type KnownLayout = { readonly header: readonly string[]; readonly mapping: Mapping | null };

/** Source name of the layout below. */
export const openDataSource = 'crm-sales-opportunities';

/** Layouts recognised by their exact header; mapping null: known, and known not to be data. */
const knownLayouts: readonly KnownLayout[] = [
  { header: ['Table', 'Field', 'Description'], mapping: null },
  {
    header: ['sales_agent', 'manager', 'regional_office'],
    mapping: { kind: 'people', source: openDataSource, columns: { name: 'sales_agent', manager: 'manager', office: 'regional_office' } },
  },
  {
    header: ['account', 'sector', 'year_established', 'revenue', 'employees', 'office_location', 'subsidiary_of'],
    mapping: {
      kind: 'accounts',
      source: openDataSource,
      columns: {
        name: 'account',
        sector: 'sector',
        foundedYear: 'year_established',
        revenue: 'revenue',
        employees: 'employees',
        location: 'office_location',
        parent: 'subsidiary_of',
      },
      currency: 'USD',
      powers: { revenue: 6 },
      decimal: { revenue: '.' },
    },
  },
  {
    header: ['product', 'series', 'sales_price'],
    mapping: {
      kind: 'products',
      source: openDataSource,
      columns: { name: 'product', series: 'series', price: 'sales_price' },
      currency: 'USD',
      decimal: { price: '.' },
    },
  },
  {
    header: ['opportunity_id', 'sales_agent', 'product', 'account', 'deal_stage', 'engage_date', 'close_date', 'close_value'],
    mapping: {
      kind: 'deals',
      source: openDataSource,
      columns: {
        key: 'opportunity_id',
        owner: 'sales_agent',
        product: 'product',
        account: 'account',
        stage: 'deal_stage',
        engageDay: 'engage_date',
        closeDay: 'close_date',
        amount: 'close_value',
      },
      stages: { Won: 'won', Lost: 'lost' },
      engagedStage: 'Engaging',
      currency: 'USD',
      dates: { engageDay: 'ymd', closeDay: 'ymd' },
      decimal: { amount: '.' },
      // The file names no title: product and company say what the deal is about.
      title: '{product} · {account}',
    },
  },
];

export type KnownHeader = { readonly is: 'data'; readonly mapping: Mapping } | { readonly is: 'notData' } | { readonly is: 'unknown' };

/** The built-in mapping for a header that we know by heart, the order of its columns included. */
export const knownHeader = (header: readonly string[]): KnownHeader => {
  const found = knownLayouts.find(
    (known) => known.header.length === header.length && known.header.every((name, index) => name === header[index]),
  );
  if (found === undefined) return { is: 'unknown' };
  return found.mapping === null ? { is: 'notData' } : { is: 'data', mapping: found.mapping };
};
