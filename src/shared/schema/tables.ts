/** The list of all tables that contexts declare, in dependency order; the engine, the migrations' proof and doctor read it. */
import { contexts } from '../contract.ts';
import type { Table } from '../kernel/table.ts';

export const tables: readonly Table[] = contexts.flatMap((context) => context.tables);

export const tableByName: ReadonlyMap<string, Table> = new Map(tables.map((table) => [table.name, table]));
