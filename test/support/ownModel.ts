/** A hub's model with tables of the tests' own beside those of the product; programs of tests load it by the path of this file. */
import type { HubModel } from '../../src/hub/model.ts';
import { productModel } from '../../src/hub/productModel.ts';
import { catalogOf } from '../../src/shared/admin/catalog.ts';
import { kinds } from '../../src/shared/imports/kinds.ts';
import { sinceOf } from '../../src/shared/schema/columnHistory.ts';
import { migrations } from '../../src/shared/schema/migrations/list.ts';
import { tables } from '../../src/shared/schema/tables.ts';
import { ownTables } from './ownTables.ts';

export const model: HubModel = { ...productModel, catalog: catalogOf([...tables, ...ownTables], kinds, sinceOf(migrations)) };
