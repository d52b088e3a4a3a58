/** Until when the numbers of this device hold: its last exchange, and the devices that the hub has not heard of since. */
import { z } from 'zod';
import { can, output, query } from '../kernel/contract.ts';
import type { Instant, Zone } from '../kernel/day.ts';
import { aDay } from '../kernel/inputs.ts';

/** A device of somebody, and when the hub last heard of it (by the hub's clock); null: never. */
export type SilentDevice = {
  readonly device: string;
  readonly label: string;
  readonly person: { readonly id: string; readonly name: string | null };
  readonly lastSeen: Instant | null;
};

export type DataUntil =
  /** No hub: everything there is was made here. */
  | { readonly type: 'alone' }
  /** Nothing of others has come in yet. */
  | { readonly type: 'never'; readonly whole: boolean }
  | {
      readonly type: 'synced';
      /** Whether this person may read every row of the workspace; false: of deals, the own, those of teammates and those without an owner. */
      readonly whole: boolean;
      /** The last exchange that came to its end, by this machine's clock. */
      readonly lastSyncAt: Instant;
      /** The workspace's, for whoever writes the times down. */
      readonly zone: Zone;
      /** When the hub last told of its devices; null: it has not yet, so nobody can be named. */
      readonly listedAt: Instant | null;
      readonly others: number;
      /** Those of whom something may be missing, by person and label. */
      readonly silent: readonly SilentDevice[];
    };

/**
 * How far numbers of a day can be relied on. A device counts as silent when the hub had not heard of it by the end of that day, or, of a
 * day that is not over, for a quarter of an hour before the last exchange here.
 */
export const dataUntil = query('sync.dataUntil', {
  input: z.strictObject({ asOf: aDay.nullable().default(null) }),
  output: output<DataUntil>(),
  allow: can('deal.read'),
  reads: ['*'],
});
