/** The cockpit's numbers and the pipeline table against their own SQL prepared bare. */
import { join } from 'node:path';
import { createApp } from '../../src/main/app.ts';
import { dealsAsOf } from '../../src/main/contexts/pipeline/dealFold.ts';
import { dealWindows, totalsSql } from '../../src/main/contexts/pipeline/dealList.ts';
import { dealParts, type Now } from '../../src/main/contexts/pipeline/dealListFilter.ts';
import { pipelineQueries } from '../../src/main/contexts/pipeline/queries.ts';
import { sumSql } from '../../src/main/contexts/pipeline/sums.ts';
import { windowSql } from '../../src/main/core/window.ts';
import type { Bindable } from '../../src/platform/database.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import * as contract from '../../src/shared/pipeline/contract.ts';
import { fileDeals, writeCsvFolders } from '../support/dealCsv.ts';
import { importPath } from '../support/imports.ts';
import { newStore, openAt } from '../support/stores.ts';
import { type Line, ratio, timed } from './measure.ts';

const today = {
  asOf: null,
  recordedAsOf: null,
  today: contract.kpi.input.parse({ asOf: '2100-01-01' }).asOf ?? ('' as never),
  deletedThen: {},
};
const context = { actor: { personId: '', name: '', access: 'admin', teammates: [] } } as const;

/** A query as it is asked, and the statements that answer it. */
type Asked = {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly sql: readonly { readonly sql: string; readonly params: readonly Bindable[] }[];
};

const kpiSql = `SELECT status, not_a_loss, currency, probability_bp, count(*), sum(amount_minor IS NULL), sum(coalesce(amount_minor, 0) = 0), ${sumSql('amount_minor')}
  FROM (SELECT r.*, coalesce(c.not_a_loss, 0) AS not_a_loss FROM (${dealsAsOf(today).sql}) r LEFT JOIN close_reason c ON c.id = r.close_reason_id) GROUP BY 1, 2, 3, 4`;
const unknownSql = `SELECT count(*) AS n FROM (${dealsAsOf(today).sql}) WHERE status = 'open' AND created_day IS NULL`;

const listed = (now: Now, input: Readonly<Record<string, unknown>>): Asked => {
  const parsed = contract.deals.input.parse(input);
  const [window] = dealWindows(parsed, now);
  const [part] = dealParts(parsed, now);
  if (window === undefined || part === undefined) throw new Error('no window');
  return {
    name: 'pipeline.deals',
    input,
    sql: [windowSql(window, 'keyed', 'start'), { sql: totalsSql(part), params: part.params }],
  };
};

const askedAt = (now: Now): readonly (Asked & { readonly label: string })[] => [
  {
    label: 'pipeline.kpi',
    name: 'pipeline.kpi',
    input: {},
    sql: [
      { sql: kpiSql, params: [] },
      { sql: unknownSql, params: [] },
    ],
  },
  { label: 'pipeline.deals, open by title', ...listed(now, {}) },
  { label: 'pipeline.deals, won by closing day', ...listed(now, { status: 'won', sort: 'closed', descending: true }) },
];

const times = 20;

export const benchQueries = async (dir: string, deals: number, rounds: number): Promise<readonly Line[]> => {
  const files = writeCsvFolders(join(dir, 'csv'), fileDeals(deals, 'bench'));
  const storeDir = join(dir, 'store');
  const making = newStore(storeDir);
  if (!importPath(making, files.known).ok || !importPath(making, files.deals).ok) throw new Error('no import');
  making.close();
  const opened = createApp({ storeDir, ports: systemPorts, language: 'en', create: null });
  if (!opened.ok) throw new Error(opened.error.type);
  const app = opened.value;
  const store = openAt(storeDir);
  const lines: Line[] = [];
  for (const { label, name, input, sql } of store.read(askedAt)) {
    const viaApp: number[] = [];
    const viaStore: number[] = [];
    const bare: number[] = [];
    const handler = name === 'pipeline.kpi' ? pipelineQueries.kpi : pipelineQueries.deals;
    const decoded = name === 'pipeline.kpi' ? contract.kpi.input.parse(input) : contract.deals.input.parse(input);
    for (let turn = 0; turn < times * rounds; turn += 1) {
      const started = performance.now();
      const answer = await app.call(name, input);
      const time = performance.now() - started;
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      const inStore = timed(() => {
        store.read((tx) => (handler as (...all: readonly unknown[]) => unknown)(tx, decoded, context));
      });
      const alone = timed(() => {
        for (const each of sql) store.db.prepareExact(each.sql).all(each.params);
      });
      if (turn < times) continue;
      viaApp.push(time);
      viaStore.push(inStore);
      bare.push(alone);
    }
    lines.push(ratio(`${label}, through call`, viaApp, bare, 1.5), ratio(`${label}, in the store`, viaStore, bare, 1.5));
  }
  store.close();
  await app.close();
  return lines;
};
