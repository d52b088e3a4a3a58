/**
 * What answers the contexts whose records people work with, and what makes records of the rows of each kind of file: a new context has its line here
 * and in `shared/records/list.ts`.
 */
import type { ImportKind } from '../../shared/imports/kinds.ts';
import { accountsContext } from './accounts/context.ts';
import { adminContext } from './admin/context.ts';
import type { RegisteredContext } from './context.ts';
import { accounts, contacts } from './imports/rows/accounts.ts';
import { activities } from './imports/rows/activities.ts';
import { deals } from './imports/rows/deals.ts';
import { people } from './imports/rows/people.ts';
import { products } from './imports/rows/products.ts';
import type { ResolverFactory } from './imports/run.ts';
import { pipelineContext } from './pipeline/context.ts';
import { viewsContext } from './views/context.ts';

export const recordContexts: readonly RegisteredContext[] = [adminContext, accountsContext, pipelineContext, viewsContext];

export const resolvers: Readonly<Record<ImportKind, ResolverFactory>> = { people, accounts, products, contacts, deals, activities };
