/** The registration of exports. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';

export const exporting = defineContext('exports', { contract });
