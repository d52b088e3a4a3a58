/** The registration of imports: the import itself, and the wizard before it. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';
import * as wizard from './wizardContract.ts';

export const imports = defineContext('imports', { contract, wizard });
