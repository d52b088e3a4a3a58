/** The registration of being a hub oneself. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';

export const hosting = defineContext('hosting', { contract });
