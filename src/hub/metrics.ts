/** Counts for a monitor to read, in the text form of Prometheus: nothing in them names a person, a device or a workspace. */
import type { HubContext } from './hubContext.ts';

const ownAddresses: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/**
 * Whether somebody asks from the machine that the hub runs on, and for nobody else: the counts are of all workspaces, and nobody who belongs to one is
 * to see how the others fare.
 */
export const isFromHere = (address: string | undefined, headers: Readonly<Record<string, unknown>>): boolean =>
  address !== undefined && ownAddresses.has(address) && !passedOn.some((name) => headers[name] !== undefined);

export type Counters = { readonly answers: Map<number, number>; readonly sets: Map<string, number> };
export const newCounters = (): Counters => ({ answers: new Map(), sets: new Map() });

const lines = (
  name: string,
  help: string,
  kind: 'counter' | 'gauge',
  values: readonly (readonly [label: string, value: number])[],
): string => [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...values.map(([label, value]) => `${name}${label} ${value}`)].join('\n');

export const metricsOf = async ({ db }: HubContext, counters: Counters, streams: number): Promise<string> => {
  const held = (
    await db.read((sql) =>
      sql.all(
        `SELECT (SELECT count(*) FROM hub_workspace) AS workspaces, (SELECT coalesce(sum(seq), 0) FROM hub_workspace) AS sets,
         (SELECT count(*) FROM hub_device WHERE revoked_at IS NULL AND retired_at IS NULL) AS devices`,
      ),
    )
  )[0];
  const answers = [...counters.answers].map(([status, count]): readonly [string, number] => [`{status="${status}"}`, count]);
  const sets = [...counters.sets].map(([result, count]): readonly [string, number] => [`{result="${result}"}`, count]);
  return `${[
    lines('samspill_hub_answers_total', 'Answers by status since the start of this process', 'counter', answers),
    lines('samspill_hub_pushed_sets_total', 'Change sets pushed to this process by result', 'counter', sets),
    lines('samspill_hub_live_streams', 'Devices that listen at this process', 'gauge', [['', streams]]),
    lines('samspill_hub_workspaces', 'Workspaces held', 'gauge', [['', Number(held?.['workspaces'])]]),
    lines('samspill_hub_sets', 'Change sets numbered', 'gauge', [['', Number(held?.['sets'])]]),
    lines('samspill_hub_devices', 'Devices that are not shut out', 'gauge', [['', Number(held?.['devices'])]]),
  ].join('\n')}\n`;
};
