/** Who changed which part of the settings last, so that each can say so. */
import { z } from 'zod';
import { can, output, query } from '../kernel/contract.ts';
import type { Instant } from '../kernel/day.ts';

/** The parts of the settings and the tables that each is kept in. */
export const settingTables = {
  workspace: ['workspace'],
  rates: ['exchange_rate'],
  targets: ['revenue_target'],
  stages: ['stage', 'stage_criterion', 'close_reason'],
  people: ['person', 'membership'],
  teams: ['team', 'team_member'],
} as const;
export type SettingPart = keyof typeof settingTables;
export const settingParts = Object.keys(settingTables) as readonly SettingPart[];

export type LastChange = {
  readonly at: Instant;
  readonly actor: { readonly id: string; readonly name: string | null };
  readonly command: string;
};
/** The last change to each part; null where nothing was ever written. */
export const lastChanges = query('admin.lastChanges', {
  input: z.strictObject({}),
  output: output<Readonly<Record<SettingPart, LastChange | null>>>(),
  allow: can('history.read'),
  reads: Object.values(settingTables).flat(),
});
