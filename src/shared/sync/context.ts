/** The registrations of what surrounds the change log: the log itself and its exchange, and joining from beside an open store. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';
import * as homes from './homeContract.ts';
import * as join from './joinContract.ts';
import * as removals from './removalContract.ts';
import { factVoid } from './schema.ts';
import * as seen from './seenContract.ts';
import * as status from './statusContract.ts';

export const sync = defineContext('sync', { contract, status, seen, homes, removals }, { tables: [factVoid] });

export const joining = defineContext('joining', { join });
