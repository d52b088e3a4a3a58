/** What can be asked and done about revenue targets: what is to be won in a period, by the company, a team or a person. */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import type { Day } from '../kernel/day.ts';
import { aCursor, aDay, aLimit, anId, type CursorInvalid, type PeriodBackwards, someMoney, type Window } from '../kernel/inputs.ts';
import type { Money } from '../kernel/money.ts';
import type { PersonNotFound, TeamNotFound } from './contract.ts';

/** Whose target it is. */
export type TargetHolder =
  | { readonly type: 'company' }
  | { readonly type: 'team'; readonly id: Id<'Team'>; readonly name: string }
  | { readonly type: 'person'; readonly id: Id<'Person'>; readonly name: string };

export type TargetLine = {
  readonly id: Id<'RevenueTarget'>;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly scope: TargetHolder;
  readonly amount: Money;
};
/** The revenue targets, the latest period first. */
export const revenueTargets = query('admin.revenueTargets', {
  input: z.strictObject({ after: aCursor, limit: aLimit }),
  output: output<Window<TargetLine>>(),
  errors: errors<CursorInvalid>(),
  allow: can('deal.read'),
  reads: ['revenue_target', 'team', 'person'],
});

/** A target of nought or less is none: remove it instead. */
export type TargetNotPositive = { readonly type: 'TargetNotPositive' };
/** Sets the target of one holder for exactly these days; a target that is there for them already is changed. */
export const setRevenueTarget = command('admin.setRevenueTarget', {
  input: z.strictObject({
    fromDay: aDay,
    toDay: aDay,
    scope: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('company') }),
      z.strictObject({ type: z.literal('team'), id: anId<'Team'>() }),
      z.strictObject({ type: z.literal('person'), id: anId<'Person'>() }),
    ]),
    amount: someMoney,
  }),
  output: output<{ readonly id: Id<'RevenueTarget'> }>(),
  errors: errors<PeriodBackwards | PersonNotFound | TeamNotFound | TargetNotPositive>(),
  allow: can('target.edit'),
});

export type TargetNotFound = { readonly type: 'TargetNotFound' };
export const removeRevenueTarget = command('admin.removeRevenueTarget', {
  input: z.strictObject({ id: anId<'RevenueTarget'>() }),
  output: output<null>(),
  errors: errors<TargetNotFound>(),
  allow: can('target.edit'),
});
