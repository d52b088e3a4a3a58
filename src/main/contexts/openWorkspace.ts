/** A store with our tables, folds and SQL functions, and with a workspace in it: what every host, test and background task opens. */
import type { StoreFailure } from '../../shared/kernel/contract.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { catalog } from '../../shared/schema/catalog.ts';
import { migrations } from '../../shared/schema/migrations/list.ts';
import type { Ports } from '../../platform/ports.ts';
import type { Derivation } from '../core/derive.ts';
import type { Model } from '../core/model.ts';
import type { OpenError } from '../core/openStore.ts';
import type { Reaction } from '../core/reactions.ts';
import { openStore, type Store } from '../core/store.ts';
import type { WriteTx } from '../core/tx.ts';
import { accountStateDerivation } from './accounts/accountFold.ts';
import { readMe, setMe } from './me.ts';
import { defineFunctions } from './nameOrder.ts';
import { dealStateDerivation } from './pipeline/dealFold.ts';
import { searchDerivation } from './search/searchFold.ts';
import { type SeededProcess, seedProcess } from './pipeline/seed.ts';
import { type NewWorkspace, seedWorkspace, setUpActor } from './admin/seed.ts';

export type OpenWorkspaceOptions = {
  readonly dir: string;
  readonly ports: Ports;
  readonly create: boolean;
  readonly readOnly?: boolean;
  readonly busyTimeout?: number;
  /** Left out: the product's own; a test gives one with tables of its own. */
  readonly model?: Model;
};

/** Everything that is folded from the tables, in the order in which one reads the other. */
export const derivations: readonly Derivation[] = [dealStateDerivation, accountStateDerivation, searchDerivation];

/** Every rule by which something follows from what a person does. */
const reactions: readonly Reaction[] = [];

/** Everything that a store of this product is of. */
export const model: Model = { catalog, migrations, derivations, reactions, defineFunctions };

export const openWorkspaceStore = (options: OpenWorkspaceOptions): Result<Store, OpenError> => openStore({ model, ...options });

export const hasWorkspace = (store: Store): boolean => store.read((tx) => tx.get('SELECT 1 FROM workspace LIMIT 1') !== undefined);

/** The person this device acts for: as set up here, else the first admin (a copied store, an interrupted set-up). */
export const meOf = (store: Store): string =>
  store.read((tx) => {
    return (
      readMe(store.db) ??
      tx.get<{ id: string }>("SELECT person_id AS id FROM membership WHERE access = 'admin' AND deleted = 0 ORDER BY id LIMIT 1")?.id ??
      ''
    );
  });

export type Furnish = (tx: WriteTx, process: SeededProcess, me: string) => void;

/** Makes the workspace in a store that has none; `furnish` may add to it (the sample company) in the same transaction. */
export const createWorkspace = (store: Store, wanted: NewWorkspace, furnish: Furnish = () => {}): Result<null, StoreFailure> => {
  let me: string | null = null;
  const written = store.write<null>({ actor: setUpActor, command: 'admin.createWorkspace', splitAfterOps: 2_000 }, (tx) => {
    // Looked for under the lock: two first starts at once both see an empty store.
    if (tx.get('SELECT 1 FROM workspace LIMIT 1') !== undefined) return ok(null);
    me = seedWorkspace(tx, wanted);
    furnish(tx, seedProcess(tx), me);
    return ok(null);
  });
  if (written.ok && me !== null) setMe(store.db, me);
  return written;
};
