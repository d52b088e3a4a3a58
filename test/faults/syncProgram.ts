/** A process that exchanges with a hub and ends, without a warning, at the point of the exchange that it was told. */
import { type Network, systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { leaseName, syncRound } from '../../src/main/contexts/sync/round.ts';
import { secretFile } from '../../src/main/contexts/sync/secrets.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { openAt } from '../support/stores.ts';

export const killPoints = ['before send', 'after send', 'before ack', 'mid-apply', 'before cursor save'] as const;
export type KillPoint = (typeof killPoints)[number];
/** `after`: of what comes several times, how many go well first; at `after send`, how many ms the message has. */
export type SyncInput = { readonly storeDir: string; readonly point: KillPoint; readonly after: number };

const input = JSON.parse(process.argv[2] ?? '{}') as SyncInput;
let left = input.after;

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
};

const network: Network = {
  listen: () => Promise.resolve(),
  send: async (call) => {
    const isPush = call.url.endsWith('/v1/push');
    if (isPush && input.point === 'before send') die();
    const answer = systemNetwork.send(call);
    if (isPush && input.point === 'after send') {
      // On its way, at the hub, or answered already: the device never hears of it.
      setTimeout(die, left);
      await new Promise(() => {});
    }
    const answered = await answer;
    if (isPush && input.point === 'before ack') die();
    return answered;
  },
};

/** Statements before which a device dies in the middle of writing down what it heard. */
const deadly: Partial<Record<KillPoint, RegExp>> = {
  'mid-apply': /^(?:INSERT INTO change_set|UPDATE change_set SET hub_seq)/u,
  'before cursor save': /^UPDATE hub_link SET hub_seq/u,
};

const store = openAt(input.storeDir);
const prepare = store.db.prepare.bind(store.db);
Object.assign(store.db, {
  prepare: (sql: string) => {
    if (deadly[input.point]?.test(sql) === true) {
      if (left === 0) die();
      left -= 1;
    }
    return prepare(sql);
  },
});
const world = { store, ports: systemPorts, secrets: secretFile(input.storeDir), network };
const round = await syncRound(world, leaseName(world), new AbortController().signal);
process.stderr.write(`not killed: ${JSON.stringify(round)}\n`);
store.close();
