/** The registration of imports: the import itself, and the wizard before it. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';
import { externalRef, importBatch, importDecision, importMapping, importProblem } from './schema.ts';
import * as wizard from './wizardContract.ts';

export const imports = defineContext(
  'imports',
  { contract, wizard },
  { tables: [importBatch, externalRef, importProblem, importDecision, importMapping] },
);
