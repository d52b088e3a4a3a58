/** What can be asked of every report: its PDF. */
import { z } from 'zod';
import { canFor, errors, hostTask, output, task } from '../kernel/contract.ts';
import { choiceOf, type ChosenOf, type GivenOf, type NoChromium, type PrintFailed } from '../kernel/report.ts';
import { type ReportName, reportNames, reportOf, type reports } from './reports.ts';

/** Languages that a report can be printed in: those of the product, named here because contexts hold no words. */
export const reportLanguages = ['en', 'nb', 'da', 'sv'] as const;
export type ReportLanguage = (typeof reportLanguages)[number];

type ForEach<Of extends { readonly [N in ReportName]: object }> = {
  readonly [N in ReportName]: { readonly report: N; readonly language: ReportLanguage } & Of[N];
}[ReportName];
/** A report, with what was chosen of it. */
export type PrintChoice = ForEach<{ [N in ReportName]: ChosenOf<(typeof reports)[N]['parameters']> }>;
type PrintInput = ForEach<{ [N in ReportName]: GivenOf<(typeof reports)[N]['parameters']> }>;

const optionOf = (name: ReportName) =>
  z.strictObject({ report: z.literal(name), language: z.enum(reportLanguages), ...choiceOf(reportOf(name).parameters) });
const printChoice = z.discriminatedUnion('report', reportNames.map(optionOf) as [ReturnType<typeof optionOf>]) as unknown as z.ZodType<
  PrintChoice,
  PrintInput
>;

/** Each report asks for a right of its own. */
const allow = canFor<PrintChoice>('workspace.read', ({ report }) => reportOf(report).allow.action);

export type NoPrinter = { readonly type: 'NoPrinter' };

/** Makes the PDF; `fileId` is how it is fetched. Only a host that has a printer can do it. */
export const print = hostTask('reports.print', {
  input: printChoice,
  output: output<{ readonly fileId: string; readonly name: string }>(),
  errors: errors<NoPrinter | NoChromium | PrintFailed>(),
  allow,
  otherwise: { type: 'NoPrinter' },
});

/** What a host asks before it prints: room for the file, its name, and the address of the page to print. */
export const preparePrint = task('reports.preparePrint', {
  input: printChoice,
  output: output<{ readonly fileId: string; readonly name: string; readonly address: string }>(),
  allow,
});
