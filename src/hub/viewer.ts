/** Who asks, as far as it decides what they are given. */
import { seesAll, type Viewer } from '../shared/admin/readScope.ts';
import { actorAt, heldRows } from './heldRows.ts';
import type { HubContext } from './hubContext.ts';
import type { Sql } from './hubDb.ts';
import type { Session } from './sessions.ts';
import { type Lens, lookAt, type Seen } from './visible.ts';

/** The viewer that a person is today; somebody without any role sees what a guest sees. */
export const viewerOf = async (context: HubContext, sql: Sql, session: Session): Promise<Viewer> => {
  const held = heldRows(sql, session.workspace);
  const actor = await actorAt(sql, held, session.workspace, session.person, context.ports.clock.now());
  return actor ?? { personId: session.person, access: 'guest', teammates: [session.person] };
};

/** One payload as whoever asks sees it now. */
export const seenNow = async (context: HubContext, sql: Sql, session: Session, at: number, payload: string): Promise<Seen> => {
  const lens: Lens = { viewer: await viewerOf(context, sql, session), at };
  if (seesAll(lens.viewer)) return { payload, partial: false };
  return (await lookAt(sql, session.workspace, [payload]))(payload, lens);
};
