/** What the person at this window may do, by the one policy that the store asks too: a control that would be refused is not shown. */
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { type Action, mayTouch, type Reach, reach, reachBy, type Viewer } from '../../shared/admin/policy.ts';
import type { Allow } from '../../shared/kernel/contract.ts';

type Asking = Pick<WorkspaceView, 'me' | 'readOnly'>;

/** How far the action reaches here; a store that cannot be written lets nobody write, whatever the policy says. */
export const reachHere = ({ me }: Asking, action: Action): Reach => reach(me, action);

/** Whether an entry of the contract would answer the person at this window. */
export const mayCall = ({ me }: Asking, { allow }: { readonly allow: Allow }): boolean => reachBy(me, allow) !== 'none';

/** The person at this window, as the policy asks for it. */
export const viewerHere = ({ id, roles, teammates, hasCeo }: WorkspaceView['me']): Viewer => ({ personId: id, roles, teammates, hasCeo });

/** Whether the person may change this kind of thing at all: of everybody, or of some. */
export const mayDo = (workspace: Asking, action: Action): boolean => !workspace.readOnly && reachHere(workspace, action) !== 'none';

/** Whether the person may change this very record, which is that owner's; null: nobody's. */
export const mayChange = ({ me, readOnly }: Asking, action: Action, ownerId: string | null): boolean =>
  !readOnly && mayTouch(viewerHere(me), action, ownerId);
