/** The registration of backups. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';

export const backups = defineContext('backups', { contract });
