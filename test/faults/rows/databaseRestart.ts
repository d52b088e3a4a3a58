/** N6: PostgreSQL is restarted or crashes under load; nothing acknowledged is lost, the hub says that it is unavailable meanwhile, and goes on by itself. */
import { setTimeout as pause } from 'node:timers/promises';
import { change, dealRows, setHash, type TestDevice } from '../../hub/hubFixture.ts';
import { type HubProcess, invitedAt, published, pushTo, spawnHub } from '../../hub/hubProcess.ts';
import { logBegin, newPlace, readOn, sharedPostgres, until } from '../hubs.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';

const writersCount = 3;

type Load = { readonly acknowledged: Map<number, string>; sent: number; refused: number; isOver: boolean };

/** One device that writes and pushes without a break; what is answered 503 comes again as it was. */
const pushOn = async (hub: HubProcess, device: TestDevice, deal: string, address: string, load: Load): Promise<void> => {
  for (let n = 0; !load.isOver; n += 1) {
    const set = device.write(n === 0 ? dealRows(deal, device.person) : change('deal', deal, { title: `${n}` }));
    load.sent += 1;
    for (;;) {
      const { status, body } = await pushTo(hub, device.access, [set], address);
      const result = status === 200 ? body.results[0] : undefined;
      if (result?.type === 'applied') {
        load.acknowledged.set(result.hubSeq, setHash(set));
        break;
      }
      if (status !== 503 && status !== 429) throw new Lost('a push', [`answered ${status} ${JSON.stringify(body)}`]);
      if (status === 503) load.refused += 1;
      await pause(status === 503 ? 5 : 100);
    }
  }
};

export const databaseRestart: Row = {
  name: 'N6',
  title: 'PostgreSQL restarted under load',
  rounds: 10,
  shortSeconds: 3,
  run: async ({ random, dir, again, isShort, fault, note }) => {
    const postgres = await sharedPostgres();
    const hub = await spawnHub(await newPlace('PostgreSQL', dir));
    const load: Load = { acknowledged: new Map(), sent: 0, refused: 0, isOver: false };
    try {
      const admin = await published(hub);
      const devices: TestDevice[] = [];
      for (let at = 0; at < writersCount; at += 1) devices.push(await invitedAt(hub, admin, `Seller ${at}`));
      const broken: Error[] = [];
      const loading = Promise.all(devices.map((device, at) => pushOn(hub, device, `deal-${at}`, `10.0.0.${at}`, load))).catch(
        (error: unknown) => {
          broken.push(error instanceof Error ? error : new Error(String(error)));
        },
      );
      const more = async (what: string): Promise<void> => {
        const before = load.acknowledged.size;
        await until(what, () => broken.length > 0 || load.acknowledged.size >= before + 5);
      };
      for (let round = 0; broken.length === 0 && again(); round += 1) {
        await more('work before the restart');
        await pause(random.below(40));
        if (round % 2 === 0) await postgres.crash();
        else await postgres.restart();
        await more('work after the restart');
        fault(round % 2 === 0 ? 'crashed' : 'restarted');
      }
      load.isOver = true;
      await loading;
      for (const error of broken) throw error;
      const { sets, problems } = await readOn(hub, admin.access, logBegin);
      mustBeEmpty('the log', problems);
      const stored = new Map(sets.map((set) => [set.hubSeq, setHash(set)]));
      mustBeEmpty(
        'the log',
        [...load.acknowledged].flatMap(([seq, hash]) => (stored.get(seq) === hash ? [] : [`${seq} was acknowledged and is not stored so`])),
      );
      const theirs = sets.filter(({ device }) => devices.some(({ name }) => name === device)).length;
      if (theirs !== load.sent) throw new Lost('the log', [`${theirs} sets are stored, ${load.sent} were sent`]);
      if (!isShort && load.refused === 0) throw new Lost('the whole row', ['no push met the restart']);
      const health = await fetch(`${hub.url}/health`);
      if (health.status !== 200) throw new Lost('the hub', [`says ${health.status} of its health afterwards`]);
      note(`${load.acknowledged.size} sets acknowledged and stored, ${load.refused} answers said that the hub is unavailable`);
    } finally {
      load.isOver = true;
      await hub.kill('SIGKILL');
    }
  },
};
