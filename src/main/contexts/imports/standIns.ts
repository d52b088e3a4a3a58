/** The stages that a new workspace starts with stand in for a process; an import that brings a process of its own puts those nobody needed away. */
import type { ImportReport } from '../../../shared/imports/report.ts';
import { stage } from '../../../shared/pipeline/schema.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { Run } from './run.ts';

type StandIn = { readonly id: string; readonly name: string; readonly seedKey: string | null };

/** Open stages that came with the product and that no deal was ever in. */
const unusedSeeded = (tx: ReadTx): readonly StandIn[] =>
  tx.all<StandIn>(
    `SELECT id, name, seed_key AS seedKey FROM stage s WHERE deleted = 0 AND kind = 'open' AND seed_key IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM stage_move m WHERE m.to_stage_id = s.id AND m.voided = 0) ORDER BY position, id`,
  );

/** Whether a deal went to the stage in another way than by the sets between two numbers. */
export const isStageNeeded = (tx: ReadTx, id: string, { first, last }: { readonly first: number; readonly last: number }): boolean =>
  tx.get(
    `SELECT 1 FROM stage_move m JOIN deal d ON d.id = m.deal_id AND d.deleted = 0
     WHERE m.to_stage_id = ? AND m.voided = 0 AND m.seq NOT BETWEEN ? AND ? LIMIT 1`,
    id,
    first,
    last,
  ) !== undefined;

/** To be asked before the first row: the known open stages where all of them are unused stand-ins, else null. */
export const standInsBefore = (run: Run, tx: ReadTx): ReadonlySet<string> | null => {
  const open = run.state.stages.filter(({ kind }) => kind === 'open').map(({ id }) => id);
  const unused = new Set(unusedSeeded(tx).map(({ id }) => id));
  return open.length > 0 && open.every((id) => unused.has(id)) ? unused : null;
};

/** After the last row: where the import made open stages of its own, the stand-ins that it did not use go to the trash, as part of the batch; answers what they are called. */
export const putAway = (run: Run, tx: ReadTx, before: ReadonlySet<string> | null): ImportReport['putAway'] => {
  if (before === null) return [];
  const hasOwn = run.state.stages.some(({ id, kind }) => kind === 'open' && !before.has(id));
  if (!hasOwn) return [];
  const unused = unusedSeeded(tx);
  for (const { id } of unused) run.sink.remove(stage, id);
  return unused.map(({ name, seedKey }) => ({ name, seedKey }));
};
