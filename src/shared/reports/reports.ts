/** All reports that can be printed, by the name that addresses and the command line know them by, as all contexts declare them. */
import type { Report } from '../kernel/report.ts';
import { joined } from '../kernel/unlike.ts';
import { pipelinePrinted } from './pipelineContract.ts';

export const reports = joined('the report', { pipeline: pipelinePrinted });
export type ReportName = keyof typeof reports;
export const reportNames = Object.keys(reports) as readonly ReportName[];

/** The same without its own types, for whatever does with every report alike. */
export const reportOf = (name: ReportName): Report => reports[name];
