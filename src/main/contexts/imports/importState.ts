/** What the store already knows that an import needs row by row, loaded once into maps: no question per row. */
import { nameKey } from '../../../shared/imports/cells.ts';
import { type ImportKind, importKinds, kindParts, type RecordKind, recordKinds } from '../../../shared/imports/kinds.ts';
import type { StageKind } from '../../../shared/pipeline/schema.ts';
import type { ReadTx } from '../../core/tx.ts';

export type KnownRef = { readonly refId: string; readonly recordId: string; fingerprint: string };
export type StageRow = {
  readonly id: string;
  readonly name: string;
  readonly seedKey: string | null;
  readonly position: number;
  readonly kind: StageKind;
  readonly probabilityBp: number;
};
export type ReasonRow = { readonly id: string; readonly kind: string; readonly name: string; readonly seedKey: string | null };
export type ListPrice = { readonly day: string | null; readonly minor: bigint; readonly currency: string };

/** Records that can be named by a cell. */
export const namedKinds = ['people', 'accounts', 'products', 'contacts', 'teams'] as const;
export type NamedKind = (typeof namedKinds)[number];

export type ImportState = {
  /** The system that external keys are unique in. */
  readonly source: string;
  readonly refs: Readonly<Record<RecordKind, Map<string, KnownRef>>>;
  /** Compared name → record id; the first record of a name wins. */
  readonly names: Readonly<Record<NamedKind, Map<string, string>>>;
  /** Record id → name as written, for titles and suggestions. */
  readonly labels: Readonly<Record<NamedKind, Map<string, string>>>;
  /** Accounts that were merged into another → the one that stands for them now. */
  readonly standsFor: Map<string, string>;
  stages: StageRow[];
  /** Stages that came with the product and stand in the trash: brought back where a file or a decision names one. */
  putAway: StageRow[];
  readonly closeReasons: ReasonRow[];
  readonly prices: Map<string, ListPrice[]>;
  /** Kinds whose new records this run finds again by their keys: not those of which there are many, unless something names them. */
  readonly namedByKey: ReadonlySet<RecordKind>;
};

const namedTables: Readonly<Record<NamedKind, string>> = {
  people: 'person',
  accounts: 'account',
  products: 'product',
  contacts: 'contact',
  teams: 'team',
};

/** Records whose keys rows of a kind need to know: those that they become, and those that they name. */
const needsOf = (kind: ImportKind): readonly string[] => [...kindParts(kind).makes, ...kindParts(kind).refersTo];

const isMany = (kind: RecordKind): boolean => importKinds.some((each) => each === kind && kindParts(each).isMany);

const forAll = <K extends string, V>(kinds: readonly K[], make: (kind: K) => V): Record<K, V> =>
  Object.fromEntries(kinds.map((kind) => [kind, make(kind)])) as Record<K, V>;

/** Contacts are told apart by their company. */
export const contactKey = (accountId: string, name: string): string => `${accountId}\u0000${nameKey(name)}`;

/** Remembers a record under its name for the rows to come. */
export const remember = (state: ImportState, kind: NamedKind, key: string, id: string, label: string): void => {
  if (!state.names[kind].has(key)) state.names[kind].set(key, id);
  state.labels[kind].set(id, label);
};

/** Loads what the planned kinds need. */
export const loadState = (tx: ReadTx, source: string, files: readonly ImportKind[]): ImportState => {
  const kinds = new Set(files);
  // The same key in two files of one kind is one record: then even those are kept.
  const isSplit = kinds.size < files.length;
  const wanted = new Set([...kinds].flatMap(needsOf));
  const state: ImportState = {
    source,
    refs: forAll(recordKinds, () => new Map<string, KnownRef>()),
    names: forAll(namedKinds, () => new Map<string, string>()),
    labels: forAll(namedKinds, () => new Map<string, string>()),
    standsFor: new Map(),
    stages: [],
    putAway: [],
    closeReasons: [],
    prices: new Map(),
    namedByKey: new Set(
      recordKinds.filter((kind) => isSplit || !isMany(kind) || [...kinds].some((other) => kindParts(other).refersTo.includes(kind))),
    ),
  };
  for (const kind of recordKinds) {
    if (!wanted.has(kind)) continue;
    const rows = tx.all<{ id: string; key: string; record_id: string; fingerprint: string }>(
      'SELECT id, key, record_id, fingerprint FROM external_ref WHERE source = ? AND kind = ? AND deleted = 0 ORDER BY id',
      source,
      kind,
    );
    for (const row of rows) {
      if (!state.refs[kind].has(row.key))
        state.refs[kind].set(row.key, { refId: row.id, recordId: row.record_id, fingerprint: row.fingerprint });
    }
  }
  for (const kind of namedKinds) {
    if (!wanted.has(kind)) continue;
    const extra = kind === 'contacts' ? ', account_id' : '';
    const rows = tx.all<{ id: string; name: string; account_id?: string }>(
      `SELECT id, name${extra} FROM ${namedTables[kind]} WHERE deleted = 0 ORDER BY id`,
    );
    for (const row of rows)
      remember(state, kind, row.account_id === undefined ? nameKey(row.name) : contactKey(row.account_id, row.name), row.id, row.name);
  }
  if (wanted.has('accounts'))
    for (const { id, keptId } of tx.all<{ id: string; keptId: string }>(
      'SELECT id, merged_into AS keptId FROM account WHERE merged_into IS NOT NULL AND deleted = 0',
    ))
      state.standsFor.set(id, keptId);
  if (wanted.has('stages')) {
    const stagesWhere = (where: string): StageRow[] => [
      ...tx.all<StageRow>(
        `SELECT id, name, seed_key AS seedKey, position, kind, probability_bp AS probabilityBp FROM stage WHERE ${where} ORDER BY position, id`,
      ),
    ];
    state.stages = stagesWhere('deleted = 0');
    state.putAway = stagesWhere("deleted = 1 AND seed_key IS NOT NULL AND kind = 'open'");
  }
  if (wanted.has('closeReasons'))
    state.closeReasons.push(
      ...tx.all<ReasonRow>('SELECT id, kind, name, seed_key AS seedKey FROM close_reason WHERE deleted = 0 ORDER BY id'),
    );
  if (wanted.has('products')) {
    const prices = tx.allExact<{ product_id: string; happened_day: string | null; amount_minor: bigint; currency: string }>(
      'SELECT product_id, happened_day, amount_minor, currency FROM product_price WHERE voided = 0 ORDER BY happened_at, hlc, id',
    );
    for (const row of prices) addPrice(state, row.product_id, { day: row.happened_day, minor: row.amount_minor, currency: row.currency });
  }
  return state;
};

export const addPrice = (state: ImportState, productId: string, price: ListPrice): void => {
  const list = state.prices.get(productId) ?? [];
  state.prices.set(productId, list);
  list.push(price);
};

/** The list price of a product on a day: the last one that holds from on or before it; a price without a day holds from the beginning. */
export const priceOn = (state: ImportState, productId: string, day: string | null): ListPrice | null => {
  let best: ListPrice | null = null;
  for (const price of state.prices.get(productId) ?? []) {
    if (price.day !== null && (day === null || price.day > day)) continue;
    if (best === null || (price.day ?? '') >= (best.day ?? '')) best = price;
  }
  return best;
};
