/** Small files to import and stores made from them by the command line. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { samspillHere } from '../support/terminal.ts';

const header = 'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value';

/** Three deals as the open data set writes them: won for 1,000 USD in February, lost in March, and one still open. */
const files = {
  'accounts.csv':
    'account,sector,year_established,revenue,employees,office_location,subsidiary_of\nFjell AS,technolgy,1996,1100.04,2822,Norway,\n',
  'products.csv': 'product,series,sales_price\nGTX Pro,GTX,4821\n',
  'sales_teams.csv': 'sales_agent,manager,regional_office\nAnna Berg,Kari Vik,North\nBo Lind,Kari Vik,North\n',
  'sales_pipeline.csv': [
    header,
    'A1,Anna Berg,GTX Pro,Fjell AS,Won,2026-01-10,2026-02-01,1000',
    'A2,Anna Berg,GTXPro,Fjell AS,Lost,2026-01-11,2026-03-02,0',
    'A3,Bo Lind,GTX Pro,,Engaging,2026-01-12,,',
    '',
  ].join('\n'),
};

/** A folder `data` in `dir` with the files of a small company. */
export const aDataFolder = (dir: string): string => {
  const data = join(dir, 'data');
  mkdirSync(data);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(data, name), text);
  return data;
};

/** A file in `dir` of won deals alone, each worth ten dollars, with ids that begin with `prefix`. */
export const aDealFile = (dir: string, prefix: string, count: number): string => {
  const file = join(dir, `${prefix}.csv`);
  const rows = Array.from({ length: count }, (_, at) => `${prefix}${at},Anna Berg,GTX Pro,Fjell AS,Won,2026-01-10,2026-02-01,10`);
  writeFileSync(file, `${[header, ...rows].join('\n')}\n`);
  return file;
};

/** A folder `store` in `dir` with the three deals in it. */
export const anImportedStore = async (dir: string): Promise<string> => {
  const store = join(dir, 'store');
  const { code, stderr } = await samspillHere(['import', '--store', store, '--from', aDataFolder(dir)]);
  if (code !== 0) throw new Error(`the import of the fixture failed: ${stderr}`);
  return store;
};
