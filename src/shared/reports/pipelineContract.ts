/** The report "Pipeline": what may be chosen of it, and its content. */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { can, errors, output, query } from '../kernel/contract.ts';
import type { Day } from '../kernel/day.ts';
import type { PeriodBackwards } from '../kernel/inputs.ts';
import type { Money, MoneyByCurrency } from '../kernel/money.ts';
import { aDayToChoose, aPersonToChoose, aWordToChoose, choiceOf, defineReport } from '../kernel/report.ts';
import type { MonthSum, Named, ExactShare, StageSum } from '../pipeline/contract.ts';
import type { PublishedRate } from '../admin/rates.ts';
import type { StageKind } from '../pipeline/schema.ts';
import { stageKinds } from '../pipeline/schema.ts';
import type { Finding } from './findings.ts';

/** What a reader chooses; figures and charts are about all deals of owner and period, `status` says which of them the table lists. */
const parameters = {
  status: aWordToChoose(stageKinds, 'open'),
  ownerId: aPersonToChoose('owner'),
  /** The day looked back from; null is today. */
  asOf: aDayToChoose,
  /** First and last day, both inclusive: closed deals by their closing, open ones by their expected close. */
  from: aDayToChoose,
  to: aDayToChoose,
};
const allow = can('deal.read');

/** What deals add up to. */
export type DealSums = { readonly count: number; readonly withoutAmount: number; readonly amount: MoneyByCurrency };

export type ReportRow = {
  readonly id: Id<'Deal'>;
  readonly title: string;
  readonly account: string | null;
  readonly owner: string | null;
  readonly status: StageKind;
  readonly stage: { readonly name: string; readonly seedKey: string | null } | null;
  readonly amount: Money | null;
  readonly estimate: boolean;
  readonly probabilityBp: number;
  readonly expectedClose: Day | null;
  readonly closedDay: Day | null;
};

export type PipelineReport = {
  readonly workspace: string;
  readonly owner: Named<'Person'> | null;
  readonly asOf: Day;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly status: StageKind | null;
  /** The currency that sums are read in: the base currency, or the only one there is. */
  readonly currency: string;
  /** The rates that bring other currencies of this report into it. */
  readonly rates: readonly PublishedRate[];
  readonly open: DealSums & { readonly weighted: MoneyByCurrency };
  readonly won: DealSums;
  readonly lost: DealSums;
  readonly winRateByCount: ExactShare;
  readonly winRateByValue: ExactShare;
  /** With a period: open deals without an expected close, which no period can hold. */
  readonly openWithoutDate: number;
  /** On an earlier day: deals of which no day is known, and which are therefore not in the report. */
  readonly dayUnknown: number;
  readonly stages: readonly StageSum[];
  readonly months: readonly MonthSum[];
  readonly findings: readonly Finding[];
  readonly rows: readonly ReportRow[];
  readonly total: DealSums & { readonly weighted: MoneyByCurrency };
};

/** More rows than a printed table is good for (some 500 pages); the list belongs into a file of its own then. */
export const mostRows = 20_000;
export type ReportTooLarge = { readonly type: 'ReportTooLarge'; readonly count: number; readonly most: number };

/** Everything the report shows, rows included: open deals by stage, won and lost ones from the latest, within a stage the largest first. */
export const pipelineReport = query('reports.pipeline', {
  input: z.strictObject(choiceOf(parameters)),
  output: output<PipelineReport>(),
  errors: errors<PeriodBackwards | ReportTooLarge>(),
  allow,
  reads: [
    'deal_state',
    'deal',
    'account',
    'person',
    'stage',
    'close_reason',
    'stage_move',
    'deal_value',
    'ownership',
    'exchange_rate',
    'workspace',
  ],
});

export const pipelinePrinted = defineReport({
  allow,
  parameters,
  content: pipelineReport,
  called: 'reports.title',
  fileName: 'reports.fileName',
});
