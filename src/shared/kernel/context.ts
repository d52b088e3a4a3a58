/** What a context registers for everybody: its name, the modules of its contract under a name each, its tables, and the files that it takes in. */
import type { AnyEntry } from './contract.ts';
import type { ImportKinds } from './importKind.ts';
import type { Table } from './table.ts';
import { unlike } from './unlike.ts';

/** A module of a contract: its entries among its types and schemas. */
export type ContractModule = Readonly<Record<string, unknown>>;
export type ContractModules = Readonly<Record<string, ContractModule>>;

export type Context<
  N extends string = string,
  C extends ContractModules = ContractModules,
  I extends ImportKinds | null = ImportKinds | null,
> = {
  readonly name: N;
  readonly contract: C;
  /** In the order in which they depend on each other. */
  readonly tables: readonly Table[];
  /** Null: it takes none. */
  readonly imports: I;
};

export const defineContext = <const N extends string, C extends ContractModules, const I extends ImportKinds | null = null>(
  name: N,
  contract: C,
  { tables = [], imports = null as I }: { readonly tables?: readonly Table[]; readonly imports?: I } = {},
): Context<N, C, I> => ({ name, contract, tables, imports });

export const isEntry = (value: unknown): value is AnyEntry =>
  typeof value === 'object' && value !== null && 'kind' in value && ['command', 'query', 'task'].includes(String(value.kind));

export const entriesIn = (module: ContractModule): readonly AnyEntry[] => Object.values(module).filter(isEntry);

/** All entries of the contexts, by name; two of one name are refused. */
export const entriesOf = (contexts: readonly Context[]): ReadonlyMap<string, AnyEntry> =>
  unlike(
    contexts.flatMap(({ contract }) => Object.values(contract).flatMap(entriesIn)),
    ({ name }) => name,
    (name) => `two entries of the contract are called ${name}`,
  );
