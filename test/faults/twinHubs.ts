/** Two hubs on different databases that are told the same in the same order: whatever one answers, the other must answer too. */
import type { HubDb, HubRow } from '../../src/hub/hubDb.ts';
import { makeSetUpCode } from '../../src/hub/codes.ts';
import { joinStore } from '../../src/main/contexts/sync/joining.ts';
import { secretFile } from '../../src/main/contexts/sync/secrets.ts';
import type { JoinAnswer } from '../../src/shared/sync/hubProtocol.ts';
import { deviceOf, hubOver, newKey, type Reply, type TestDevice, type TestHub } from '../hub/hubFixture.ts';
import { type TestPorts, testPorts } from '../support/builders.ts';
import { contentOf } from '../support/exchange.ts';
import { openAt } from '../support/stores.ts';
import { hereUrl, must, noEnd, portsOf } from './company.ts';
import { faultsOf } from './oracle.ts';
import { Lost } from './row.ts';

export type TwinHubs = {
  /** Asks both; throws `Lost` where they do not answer the same. */
  readonly hub: TestHub;
  readonly advance: (ms: number) => void;
  /** Publishes a workspace at both. */
  readonly publish: (workspace: string, admin: string) => Promise<TestDevice>;
  /** Where what they hold differs; a store that joins each of them by the same code is a part of it. */
  readonly differences: (dirs: readonly [string, string], by: TestDevice) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

const tables = [
  'hub_set ORDER BY workspace, hub_seq',
  'hub_held ORDER BY workspace, tbl, id',
  'hub_workspace ORDER BY id',
  'hub_device ORDER BY workspace, device',
  'hub_session ORDER BY access_hash',
  'hub_spent ORDER BY refresh_hash',
  'hub_code ORDER BY hash',
  'hub_try ORDER BY at, address',
] as const;

const textOf = (rows: readonly HubRow[]): string =>
  JSON.stringify(
    rows.map((row) => Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    (_name, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value),
  );

const clockText = (at: number): string => new Date(at).toISOString();

/** What a store holds that joins such a hub by a code. */
const joinedContent = async (hub: TestHub, dir: string, code: string): Promise<string> => {
  const ports = portsOf('whoever joins', { ms: hub.ports.clock.now() });
  const store = openAt(dir, { create: true, ports });
  try {
    const network = {
      listen: () => Promise.resolve(),
      send: async ({ url, body, token }: { readonly url: string; readonly body: unknown; readonly token: string | null }) => {
        const headers = token === null ? {} : { authorization: `Bearer ${token}` };
        return { type: 'answered' as const, ...(await hub.raw(new URL(url).pathname, JSON.stringify(body), headers)) };
      },
    };
    must(await joinStore({ store, ports, secrets: secretFile(dir), network }, { hub: hereUrl, code }, noEnd()));
    const faults = faultsOf(store);
    return faults.length === 0 ? contentOf(store) : faults.join(' · ');
  } finally {
    store.close();
  }
};

/** Opens both over empty databases; they draw the same random bytes. */
export const twinHubs = async (first: HubDb, second: HubDb, seed: number): Promise<TwinHubs> => {
  const ports: readonly [TestPorts, TestPorts] = [testPorts({ seed }), testPorts({ seed })];
  const hubs = [await hubOver(first, { ports: ports[0] }), await hubOver(second, { ports: ports[1] })] as const;
  const same = (what: string, answers: readonly [Reply, Reply]): Reply => {
    const [one, two] = [JSON.stringify(answers[0]), JSON.stringify(answers[1])];
    if (one !== two) throw new Lost(what, [`${first.kind}: ${one.slice(0, 300)}`, `${second.kind}: ${two.slice(0, 300)}`]);
    return answers[0];
  };
  const hub: TestHub = {
    ...hubs[0],
    raw: async (...asked) => same(asked[0], [await hubs[0].raw(...asked), await hubs[1].raw(...asked)]),
    post: async (...asked) => same(asked[0], [await hubs[0].post(...asked), await hubs[1].post(...asked)]),
  };
  return {
    hub,
    advance: (ms) => {
      const to = clockText(ports[0].clock.now() + ms);
      for (const { clock } of ports) clock.set(to);
    },
    publish: async (workspace, admin) => {
      const [code, other] = [await makeSetUpCode(hubs[0].context), await makeSetUpCode(hubs[1].context)];
      if (code !== other) throw new Lost('the set-up codes', [code, other]);
      const keys = newKey();
      const answer = await hub.post('/v1/publish', { code, workspace, name: 'Havbryn', person: admin, key: keys.key });
      return deviceOf(hub, keys, answer.body as unknown as JoinAnswer);
    },
    differences: async (dirs, by) => {
      const problems: string[] = [];
      for (const table of tables) {
        const [one, two] = [
          textOf(await first.read((sql) => sql.all(`SELECT * FROM ${table}`))),
          textOf(await second.read((sql) => sql.all(`SELECT * FROM ${table}`))),
        ];
        if (one !== two) problems.push(`${table.split(' ')[0] ?? ''} differs`);
      }
      const invitation = await hub.post('/v1/invite', { access: 'admin', person: null, name: 'x', team: null, validHours: 1 }, by.access);
      const code = String(invitation.body['code']);
      const contents = [await joinedContent(hubs[0], dirs[0], code), await joinedContent(hubs[1], dirs[1], code)];
      if (contents[0] !== contents[1] || contents[0]?.length !== 64) problems.push(`whoever joins holds ${contents.join(' and ')}`);
      return problems;
    },
    close: async () => {
      for (const { server } of hubs) await server.close();
      await first.close();
      await second.close();
    },
  };
};
