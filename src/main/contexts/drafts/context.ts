/** What answers the contract of drafts. */
import { drafts } from '../../../shared/drafts/context.ts';
import { register } from '../context.ts';
import { draftTasks } from './tasks.ts';

export const draftsContext = register(drafts, { contract: { task: draftTasks } });
