/** What a context registers for everybody: its name, and the modules of its contract under a name each. */
import type { AnyEntry } from './contract.ts';
import { unlike } from './unlike.ts';

/** A module of a contract: its entries among its types and schemas. */
export type ContractModule = Readonly<Record<string, unknown>>;
export type ContractModules = Readonly<Record<string, ContractModule>>;

export type Context<N extends string = string, C extends ContractModules = ContractModules> = {
  readonly name: N;
  readonly contract: C;
};

export const defineContext = <const N extends string, C extends ContractModules>(name: N, contract: C): Context<N, C> => ({
  name,
  contract,
});

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
