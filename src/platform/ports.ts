/** The world as the core sees it: time, randomness, and a log; tests inject their own. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Instant } from '../shared/kernel/day.ts';

export type Clock = { readonly now: () => Instant };
export type Random = { readonly bytes: (count: number) => Uint8Array };
/** One line per event, without personal data. */
export type Log = {
  readonly defect: (id: string, error: unknown) => void;
  readonly warn: (event: string, detail: Readonly<Record<string, unknown>>) => void;
};

export type Ports = { readonly clock: Clock; readonly random: Random; readonly log: Log };

export const systemClock: Clock = { now: () => Date.now() as Instant };
export const systemRandom: Random = { bytes: (count) => randomBytes(count) };
export const stderrLog: Log = {
  defect: (id, error) => process.stderr.write(`defect ${id} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  warn: (event, detail) => process.stderr.write(`warning ${event} ${JSON.stringify(detail)}\n`),
};

export const systemPorts: Ports = { clock: systemClock, random: systemRandom, log: stderrLog };

/** A short id under which a defect is logged and shown. */
export const defectId = (): string => randomUUID().slice(0, 8);
