/** All migrations in order; a store's `user_version` is the number of those it has been through. */
import { ground } from './0001Ground.ts';
import { board } from './0002Board.ts';
import { search } from './0003Search.ts';
import { accountLists } from './0004AccountLists.ts';
import { sync } from './0005Sync.ts';
import { scopes } from './0006Scopes.ts';
import { twins } from './0007Twins.ts';
import { recorded } from './0008Recorded.ts';
import { withheld } from './0009Withheld.ts';

export type Migration = { readonly name: string; readonly statements: readonly string[] };

export const migrations: readonly Migration[] = [
  { name: '0001Ground', statements: ground },
  { name: '0002Board', statements: board },
  { name: '0003Search', statements: search },
  { name: '0004AccountLists', statements: accountLists },
  { name: '0005Sync', statements: sync },
  { name: '0006Scopes', statements: scopes },
  { name: '0007Twins', statements: twins },
  { name: '0008Recorded', statements: recorded },
  { name: '0009Withheld', statements: withheld },
];
