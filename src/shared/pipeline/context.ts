/** The registration of the pipeline: deals, their stages and figures, what hangs on them, and the search. */
import * as merge from '../accounts/mergeContract.ts';
import { defineContext } from '../kernel/context.ts';
import * as board from './boardContract.ts';
import * as bulk from './bulkContract.ts';
import * as cockpit from './cockpitContract.ts';
import * as contract from './contract.ts';
import * as lists from './exportContract.ts';
import * as credit from './creditContract.ts';
import * as process from './processContract.ts';
import * as search from './searchContract.ts';
import * as views from './viewsContract.ts';

/** A merge moves deals too: it is answered here. */
export const pipeline = defineContext('pipeline', { process, cockpit, merge, credit, contract, search, board, views, bulk, lists });
