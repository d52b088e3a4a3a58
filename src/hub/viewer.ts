/** Who asks, as far as it decides what they are given. */
import type { Viewer } from '../shared/admin/policy.ts';
import { actorAt, nobody } from './actors.ts';
import { heldRows } from './heldRows.ts';
import type { HubContext } from './hubContext.ts';
import type { Sql } from './hubDb.ts';
import type { Session } from './sessions.ts';
import { type Lens, lookAt, type Seen } from './visible.ts';

/** The viewer that a person is today; somebody without any role sees what a guest sees. */
export const viewerOf = async ({ model, ports }: HubContext, sql: Sql, { workspace, person }: Session): Promise<Viewer> =>
  (await actorAt(heldRows(sql, workspace, model.catalog), person, ports.clock.now())) ?? nobody(person);

/** One payload as whoever asks sees it now. */
export const seenNow = async (context: HubContext, sql: Sql, session: Session, at: number, payload: string): Promise<Seen> => {
  const lens: Lens = { viewer: await viewerOf(context, sql, session), at };
  return (await lookAt(sql, session.workspace, context.model.catalog, [payload]))(payload, lens);
};
