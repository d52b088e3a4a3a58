/** The registrations of what surrounds the change log: the log itself and its exchange, being a hub, and joining from beside an open store. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';
import * as drafts from './draftContract.ts';
import * as homes from './homeContract.ts';
import * as host from './hostContract.ts';
import * as join from './joinContract.ts';
import * as seen from './seenContract.ts';
import * as status from './statusContract.ts';

export const sync = defineContext('sync', { contract, drafts, status, seen, homes });

export const hosting = defineContext('hosting', { host });

export const joining = defineContext('joining', { join });
