/** The registration of reports. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';

export const reports = defineContext('reports', { contract });
