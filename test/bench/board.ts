/** The board's questions over many open deals against the same answers written as bare SQL: all columns with their sums, and one column's first cards. */
import { createApp } from '../../src/main/app.ts';
import { sumSql } from '../../src/main/contexts/pipeline/sums.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { board, boardColumn } from '../../src/shared/pipeline/boardContract.ts';
import { addOpenDeals } from '../support/boardDeals.ts';
import { newStore, openAt } from '../support/stores.ts';
import { type Line, ratio, timed } from './measure.ts';

/** What the heads of the columns say: for each kind of stage the deals, their sums and what they lack. */
const headsSql = `SELECT ds.stage_id, ds.currency, count(*), sum(ds.amount_minor IS NULL), sum(trim(coalesce(d.next_step, '')) = ''), ${sumSql('ds.amount_minor')}
  FROM deal_state ds JOIN deal d ON d.id = ds.deal_id WHERE ds.status = ? GROUP BY 1, 2`;

/** The first hundred cards of a column, with everything that stands on them. */
const cardsSql = `SELECT ds.deal_id, d.title, ds.account_id, a.name, ds.owner_id, p.name, d.next_step, d.next_step_day, ds.last_activity_at, ds.amount_minor,
    ds.currency, ds.estimate, ds.closed_day, ds.expected_close, d.contact_id
  FROM deal_state ds JOIN deal d ON d.id = ds.deal_id LEFT JOIN account a ON a.id = ds.account_id LEFT JOIN person p ON p.id = ds.owner_id
  WHERE ds.stage_id = ? AND ds.status = 'open' ORDER BY ds.rank_key, ds.deal_id LIMIT 101`;

/** The process and who works on which side of the house: on both answers, whatever the deals. */
const besidesSql = [
  'SELECT id, name, seed_key, kind, probability_bp, position FROM stage WHERE deleted = 0 ORDER BY id',
  'SELECT id, stage_id, text, seed_key, proven_by FROM stage_criterion WHERE deleted = 0 ORDER BY id',
  'SELECT person_id, function, from_day, to_day FROM membership WHERE deleted = 0 ORDER BY person_id, id',
].map((sql) => ({ sql, params: [] }));

type Asked = {
  readonly calls: readonly { readonly entry: { readonly name: string }; readonly input: object }[];
  readonly bare: readonly { readonly sql: string; readonly params: readonly string[] }[];
};

const times = 20;

/** Makes a store of so many open deals in `storeDir`, which is left there. */
export const benchBoard = async (storeDir: string, deals: number, rounds: number): Promise<readonly Line[]> => {
  newStore(storeDir).close();
  const stageIds = [...addOpenDeals(storeDir, deals).keys()];
  const opened = createApp({ storeDir, ports: systemPorts, language: 'en', create: null });
  if (!opened.ok) throw new Error(opened.error.type);
  const app = opened.value;
  const store = openAt(storeDir);
  const heads: Asked = {
    calls: [{ entry: board, input: {} }],
    bare: [...['open', 'won', 'lost'].map((status) => ({ sql: headsSql, params: [status] })), ...besidesSql],
  };
  const column = (stageId: string): Asked => ({
    calls: [{ entry: boardColumn, input: { stageId, limit: 100 } }],
    bare: [{ sql: cardsSql, params: [stageId] }, ...besidesSql],
  });
  const columns = stageIds.map(column);
  const of = `of ${deals.toLocaleString('en')} open deals`;
  const asked = [
    {
      what: `board ${of}, its heads and the first 100 cards of each column, through call`,
      limit: 1.5,
      calls: [heads, ...columns].flatMap(({ calls }) => calls),
      bare: [heads, ...columns].flatMap(({ bare }) => bare),
    },
    { what: `pipeline.board ${of}, through call`, limit: 1.5, ...heads },
    // Less than a millisecond, of which the call itself is a good part: told, not held to a limit of its own.
    { what: `pipeline.boardColumn ${of}, through call`, limit: null, ...column(stageIds[0] ?? '') },
  ];
  const lines: Line[] = [];
  for (const { what, limit, calls, bare } of asked) {
    const ours: number[] = [];
    const alone: number[] = [];
    for (let turn = 0; turn < times * (rounds + 1); turn += 1) {
      const started = performance.now();
      for (const { entry, input } of calls) {
        const answer = await app.call(entry.name, input);
        if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      }
      const time = performance.now() - started;
      const bareTime = timed(() => {
        for (const { sql, params } of bare) store.db.prepareExact(sql).all(params);
      });
      if (turn < times) continue;
      ours.push(time);
      alone.push(bareTime);
    }
    lines.push(ratio(what, ours, alone, limit));
  }
  store.close();
  await app.close();
  return lines;
};
