/** What a hub is told of the product that it serves: it knows no record of it by itself. */
import type { Catalog } from '../shared/admin/catalog.ts';
import type { InsertGroup } from '../shared/sync/changeSet.ts';

export type HubModel = {
  readonly catalog: Catalog;
  /** Migrations that are known; a set written under a newer schema waits for a newer hub. */
  readonly schema: number;
  /** Rows that a workspace begins with where the hub makes it, beside itself, its first person and their role. */
  readonly beginning: (newId: () => string) => readonly InsertGroup[];
};
