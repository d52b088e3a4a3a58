/** What answers the contract of reports. */
import { reports } from '../../../shared/reports/context.ts';
import { register } from '../context.ts';
import { reportQueries } from './queries.ts';
import { reportTasks } from './tasks.ts';

export const reportsContext = register(reports, { contract: { task: reportTasks }, pipeline: { store: reportQueries } });
