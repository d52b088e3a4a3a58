/**
 * The contexts whose records people work with, in their order: search, imports, exports and the list of all tables read it. A new one has its line
 * here, and one for what answers it in `main/contexts/records.ts`.
 */
import { accounts } from '../accounts/context.ts';
import { admin } from '../admin/context.ts';
import { pipeline } from '../pipeline/context.ts';
import { views } from '../views/context.ts';

export const recordContexts = [admin, accounts, pipeline, views] as const;
