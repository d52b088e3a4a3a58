/** The product with tables of a test's own: what the store makes of any declaration is shown by tables that the product does not have. */
import { model } from '../../src/main/contexts/openWorkspace.ts';
import type { Derivation } from '../../src/main/core/derive.ts';
import type { Model } from '../../src/main/core/model.ts';
import { catalogOf } from '../../src/shared/admin/catalog.ts';
import { ddl, type Table } from '../../src/shared/kernel/table.ts';
import { kinds } from '../../src/shared/imports/kinds.ts';
import { sinceOf } from '../../src/shared/schema/columnHistory.ts';
import { tables } from '../../src/shared/schema/tables.ts';

export const modelWith = (own: readonly Table[], derivations: readonly Derivation[] = []): Model => ({
  ...model,
  catalog: catalogOf([...tables, ...own], kinds, sinceOf(model.migrations)),
  migrations: [...model.migrations, { name: 'own', statements: own.flatMap(ddl) }],
  derivations: [...model.derivations, ...derivations],
});
