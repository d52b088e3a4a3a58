/** The first half of joining where another store is open: fetching the workspace beside it, for the host that then swaps the two. */
import { can, errors, output, task } from '../kernel/contract.ts';
import { type Exchanged, joinAgain, type NotJoined } from './statusContract.ts';

/** `staged` is null where nothing is to be swapped: the store belonged to the workspace already and was let in again. */
export const prepareJoin = task('sync.prepareJoin', {
  input: joinAgain.input,
  output: output<{ readonly staged: string | null; readonly exchanged: Exchanged }>(),
  errors: errors<NotJoined>(),
  allow: can('history.read'),
});
