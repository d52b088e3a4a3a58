/** The registration of what somebody typed and has not saved yet. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';

export const drafts = defineContext('drafts', { contract });
