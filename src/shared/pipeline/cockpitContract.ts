/** What the cockpit asks beside the figures: coverage against the revenue target, velocity, and stage conversion. */
import { z } from 'zod';
import type { PublishedRate } from '../admin/rates.ts';
import { can, errors, output, query } from '../kernel/contract.ts';
import type { Day } from '../kernel/day.ts';
import type { PeriodBackwards } from '../kernel/inputs.ts';
import { aDay } from '../kernel/inputs.ts';
import type { Money, MoneyByCurrency } from '../kernel/money.ts';
import type { StageSum } from './contract.ts';
import type { ClosedBasis, Coverage } from './coverage.ts';
import type { StageConversion } from './stageConversion.ts';
import type { Velocity } from './velocity.ts';

export type Outlook = {
  readonly asOf: Day;
  readonly from: Day;
  readonly to: Day;
  readonly baseCurrency: string;
  /** The company's revenue target for exactly these days; null: none is set. */
  readonly target: Money | null;
  /** In the base currency; null without a target, or where no rate brings the target into the base currency. */
  readonly coverage: Coverage | null;
  readonly won: bigint;
  readonly open: bigint;
  /** Won and open sums that no rate brings into the base currency: not in any of the figures. */
  readonly apart: MoneyByCurrency;
  readonly withoutAmount: number;
  readonly closed: ClosedBasis;
  /** First and last day of what `closed` counts. */
  readonly closedFrom: Day;
  readonly closedTo: Day;
  readonly velocity: Velocity;
  /** First and last day of the wins and losses that velocity is counted from. */
  readonly velocityFrom: Day;
  readonly velocityTo: Day;
  /** The rates that were used. */
  readonly rates: readonly PublishedRate[];
};
export const outlook = query('pipeline.outlook', {
  input: z.strictObject({ asOf: aDay.nullable().default(null), from: aDay, to: aDay }),
  output: output<Outlook>(),
  errors: errors<PeriodBackwards>(),
  allow: can('deal.read'),
  reads: [
    'deal_state',
    'deal',
    'stage',
    'close_reason',
    'stage_move',
    'deal_value',
    'ownership',
    'revenue_target',
    'exchange_rate',
    'workspace',
  ],
});

/** The base currency and the newest rate into it of each currency that has one, published on the day or before. */
export const baseRates = query('pipeline.baseRates', {
  input: z.strictObject({ asOf: aDay.nullable().default(null) }),
  output: output<{ readonly baseCurrency: string; readonly rates: readonly PublishedRate[] }>(),
  allow: can('deal.read'),
  reads: ['exchange_rate', 'workspace'],
});

export type StageFlow = StageConversion & { readonly stage: StageSum['stage'] };
/** Of the deals that entered a stage in the 12 months up to the day, how many went further; one line an open stage. */
export const stageFlow = query('pipeline.stageFlow', {
  input: z.strictObject({ asOf: aDay.nullable().default(null) }),
  output: output<{ readonly from: Day; readonly to: Day; readonly stages: readonly StageFlow[] }>(),
  allow: can('deal.read'),
  reads: ['stage_move', 'stage', 'deal', 'workspace'],
});
