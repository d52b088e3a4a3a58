/** What the person at this window may do, by the one policy that the store asks too: a control that would be refused is not shown. */
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { type Action, type Reach, reach } from '../../shared/admin/policy.ts';

type Asking = Pick<WorkspaceView, 'me' | 'readOnly'>;

/** How far the action reaches here; a store that cannot be written lets nobody write, whatever the policy says. */
export const reachHere = ({ me }: Asking, action: Action): Reach =>
  reach({ personId: me.id, name: me.name, access: me.access, teammates: [] }, action);

/** Whether the person may change this kind of thing at all: of everybody, or of some. */
export const mayDo = (workspace: Asking, action: Action): boolean => !workspace.readOnly && reachHere(workspace, action) !== 'none';
