/** Beginning with one's own data: a store of one's own beside the sample company, never mixed with it. */
import { z } from 'zod';
import { can, errors, output, task } from '../kernel/contract.ts';
import { aCurrency, aText } from '../kernel/inputs.ts';
import type { NotAZone } from './contract.ts';
import { workspace } from './schema.ts';

const details = {
  /** What the workspace is called: the company's name. */
  name: aText(120),
  /** Whoever sets it up: its first administrator. */
  personName: aText(120),
  baseCurrency: aCurrency,
  region: workspace.columns.region.schema,
  zone: aText(60),
};

/** Only the sample company can be left for a store of one's own, and only where the host can open one. */
export type NoSetup = { readonly type: 'NoSetup' };
/** There is a store of one's own already, which another window or an earlier start made. */
export type OwnStoreThere = { readonly type: 'OwnStoreThere' };
/** Makes the store and goes on with it; all windows of this program show it from then on, and the sample company stays where it was. */
export const createStore = task('setup.createStore', {
  input: z.strictObject(details),
  output: output<null>(),
  errors: errors<NoSetup | OwnStoreThere | NotAZone>(),
  allow: can('workspace.edit'),
});

export type StoreWanted = z.output<typeof createStore.input>;
/** Checks what was asked for, for the host that makes the store. */
export const prepareStore = task('setup.prepareStore', {
  input: z.strictObject(details),
  output: output<StoreWanted>(),
  errors: errors<NoSetup | NotAZone>(),
  allow: can('workspace.edit'),
});
