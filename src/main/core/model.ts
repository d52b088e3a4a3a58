/** What a store is of: what contexts declare, handed in whole, so that the engine knows none of it by name and a test may add tables of its own. */
import type { Catalog } from '../../shared/admin/catalog.ts';
import type { Migration } from '../../shared/schema/migrations/list.ts';
import type { Db } from '../platform/database.ts';
import type { Derivation } from './derive.ts';
import type { Reaction } from './reactions.ts';

export type Model = {
  readonly catalog: Catalog;
  /** They make the tables of the catalog; their number is the version of a store. */
  readonly migrations: readonly Migration[];
  /** In the order in which one reads the other. */
  readonly derivations: readonly Derivation[];
  /** Rules that follow what persons do. */
  readonly reactions: readonly Reaction[];
  /** Gives a connection the SQL functions that derived rows and lists use (sort keys). */
  readonly defineFunctions: (db: Db) => void;
};

export const versionOf = ({ migrations }: Pick<Model, 'migrations'>): number => migrations.length;
