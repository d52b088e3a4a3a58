/** Files of a made-up sales system, as large as wanted: people, companies, products and the deals between them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from './seeded.ts';

const dayText = (offset: number): string => new Date(Date.UTC(2023, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);

const sellers = 30;
const companies = 400;
const products = 8;

export const sellerName = (n: number): string => `Selger ${String(n % sellers).padStart(2, '0')}`;
export const companyName = (n: number): string => `Bedrift ${String(n % companies).padStart(3, '0')} AS`;
export const productName = (n: number): string => `Sensor ${n % products}`;

/** A deal as the file tells it: won, lost or still open; days in 2023 and 2024. */
export type FileDeal = {
  readonly key: string;
  readonly seller: string;
  readonly product: string;
  readonly company: string;
  readonly stage: 'Won' | 'Lost' | 'Engaging' | 'Prospecting';
  readonly engageDay: string;
  readonly closeDay: string;
  readonly amount: string;
};

export const fileDeals = (count: number, seed: string, prefix = 'D'): readonly FileDeal[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, at): FileDeal => {
    const turn = random.below(100);
    const stage = turn < 48 ? 'Won' : turn < 76 ? 'Lost' : turn < 94 ? 'Engaging' : 'Prospecting';
    const engaged = random.below(600);
    const isClosed = stage === 'Won' || stage === 'Lost';
    return {
      key: `${prefix}${String(at).padStart(6, '0')}`,
      seller: sellerName(random.below(sellers)),
      product: productName(random.below(products)),
      company: companyName(random.below(companies)),
      stage,
      engageDay: stage === 'Prospecting' ? '' : dayText(engaged),
      closeDay: isClosed ? dayText(engaged + random.below(120)) : '',
      // Every deal has an amount: what is missing would make the import write down a problem for each.
      amount: String(500 + random.below(90_000)),
    };
  });
};

const csv = (header: string, lines: readonly string[]): string => `${header}\n${lines.join('\n')}\n`;

const dealsCsv = (deals: readonly FileDeal[]): string =>
  csv(
    'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
    deals.map((deal) =>
      [deal.key, deal.seller, deal.product, deal.company, deal.stage, deal.engageDay, deal.closeDay, deal.amount].join(','),
    ),
  );

export const numbered = (count: number, line: (n: number) => string): readonly string[] => Array.from({ length: count }, (_, n) => line(n));

/** Writes two folders: `known` (people, companies, products) and `deals` (one file). */
export const writeCsvFolders = (dir: string, deals: readonly FileDeal[]): { readonly known: string; readonly deals: string } => {
  const known = join(dir, 'known');
  const dealsDir = join(dir, 'deals');
  mkdirSync(known, { recursive: true });
  mkdirSync(dealsDir, { recursive: true });
  writeFileSync(
    join(known, 'sales_teams.csv'),
    csv(
      'sales_agent,manager,regional_office',
      numbered(sellers, (n) => `${sellerName(n)},Leder ${n % 4},Bergen`),
    ),
  );
  writeFileSync(
    join(known, 'products.csv'),
    csv(
      'product,series,sales_price',
      numbered(products, (n) => `${productName(n)},S${n % 3},${(n + 1) * 500}`),
    ),
  );
  writeFileSync(
    join(known, 'accounts.csv'),
    csv(
      'account,sector,year_established,revenue,employees,office_location,subsidiary_of',
      numbered(companies, (n) => `${companyName(n)},technology,${1950 + (n % 70)},${(n + 1) * 1.5},${n + 5},Norway,`),
    ),
  );
  writeFileSync(join(dealsDir, 'sales_pipeline.csv'), dealsCsv(deals));
  return { known, deals: dealsDir };
};
