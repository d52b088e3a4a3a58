/** The registration of reports. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';
import * as pipeline from './pipelineContract.ts';

export const reports = defineContext('reports', { contract, pipeline });
