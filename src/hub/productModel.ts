/** The product as its hub knows it. */
import { seededRows } from '../shared/pipeline/seededRows.ts';
import { catalog } from '../shared/schema/catalog.ts';
import { migrations } from '../shared/schema/migrations/list.ts';
import type { HubModel } from './model.ts';

export const productModel: HubModel = { catalog, schema: migrations.length, beginning: seededRows };
