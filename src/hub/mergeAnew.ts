/** Merges the rows of a workspace anew from the log, as every device does: after the way in which rows merge, or what is kept of them, has changed. */
import { unpack } from '../platform/compress.ts';
import { mergedRows, stampText } from './held.ts';
import { heldRows } from './heldRows.ts';
import type { Sql } from './hubDb.ts';
import type { HubModel } from './model.ts';
import { readPayload } from './payload.ts';

const atOnce = 200;

export const mergeAnew = async (sql: Sql, workspace: string, { catalog }: HubModel): Promise<void> => {
  await sql.run('DELETE FROM hub_held WHERE workspace = ?', [workspace]);
  for (let after = 0; ;) {
    const page = await sql.all(
      `SELECT hub_seq, device, header, effective_hlc, payload FROM hub_set WHERE workspace = ? AND hub_seq > ? AND refused IS NULL
       ORDER BY hub_seq LIMIT ${atOnce}`,
      [workspace, after],
    );
    const held = heldRows(sql, workspace, catalog);
    for (const row of page) {
      after = Number(row['hub_seq']);
      const read = readPayload(catalog, unpack(row['payload'] as Uint8Array), 'numbered');
      if (read.type === 'malformed') continue;
      for (const [table, of] of Map.groupBy(read.rows, (write) => write.table.name))
        await held.fetchRows(
          table,
          of.map(({ id }) => id),
        );
      const { actor } = JSON.parse(String(row['header'])) as { readonly actor: string };
      const stamp = stampText(String(row['effective_hlc']), String(row['device']));
      await held.save(mergedRows(held, read.rows, stamp, actor) ?? []);
    }
    if (page.length < atOnce) return;
  }
};
