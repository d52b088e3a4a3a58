/** What answers the contract of saved views. */
import { views } from '../../../shared/views/context.ts';
import { register } from '../context.ts';
import { viewHandlers } from './handlers.ts';

export const viewsContext = register(views, { contract: { store: viewHandlers } });
