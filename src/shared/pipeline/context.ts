/** The registration of the pipeline: deals, their stages and figures and what hangs on them. */
import { defineContext } from '../kernel/context.ts';
import * as board from './boardContract.ts';
import * as bulk from './bulkContract.ts';
import * as cockpit from './cockpitContract.ts';
import * as contract from './contract.ts';
import * as lists from './exportContract.ts';
import * as credit from './creditContract.ts';
import { pipelineImportKinds } from './importKinds.ts';
import * as process from './processContract.ts';
import { closeReason, deal, dealCredit, dealState, dealValue, stage, stageCriterion, stageMove } from './schema.ts';

export const pipeline = defineContext(
  'pipeline',
  { process, cockpit, credit, contract, board, bulk, lists },
  {
    tables: [stage, stageCriterion, closeReason, deal, dealValue, stageMove, dealCredit, dealState],
    imports: pipelineImportKinds,
  },
);
