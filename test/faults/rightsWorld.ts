/** A workspace at a hub in which everybody of the matrix has a device, and a family of records: own, of a teammate, of another, of nobody. */
import type { Payload } from '../../src/shared/sync/changeSet.ts';
import type { PullAnswer } from '../../src/shared/sync/hubProtocol.ts';
import { aWorkspace, change, insert, invited, ownedBy, type TestDevice, type TestHub, together, whileFounding } from '../hub/hubFixture.ts';
import { model } from '../support/ownModel.ts';
import { commonTables, ownedByColumn, roots, rowOf, type Standing, type Whose, whose } from './matrix.ts';
import { Lost } from './row.ts';

/** Stands in every id of the other workspace. */
export const foreign = 'elsewhere';

export type Someone = { readonly standing: Standing; readonly device: TestDevice };
export type World = {
  readonly hub: TestHub;
  /** Runs the workspace, and holds every right. */
  readonly kari: TestDevice;
  readonly everybody: readonly Someone[];
  readonly mate: string;
  readonly other: string;
};

export const tableOf = (name: string) => {
  const table = model.catalog.synced.get(name);
  if (table === undefined) throw new Lost('the matrix', [`there is no table ${name}`]);
  return table;
};

export const must = async (
  device: TestDevice,
  payloads: readonly Payload[],
  about: Parameters<TestDevice['write']>[1] = {},
): Promise<void> => {
  for (const result of await device.push(...payloads.map((payload) => device.write(payload, about))))
    if (result.type !== 'applied') throw new Lost('the beginning', [JSON.stringify(result)]);
};

/** Of the time before the workspace was published: nobody judges it. */
const early = { actor: 'set-up', recordedAt: 1 };

/** The membership that the hub made with an invitation. */
const membershipOf = async (hub: TestHub, person: string): Promise<string> => {
  const rows = await hub.context.db.read((sql) => sql.all("SELECT id FROM hub_held WHERE tbl = 'membership' AND root = ?", [person]));
  return String(rows[0]?.['id']);
};

/** Whoever is to hold something else joined as a member in sales, and is made that by whoever holds every right. */
export const aWorld = async (hub: TestHub, chosen: readonly Standing[]): Promise<World> => {
  const kari = await aWorkspace(hub);
  const [mate, other] = [await invited(hub, kari, 'seller', 'Tina'), await invited(hub, kari, 'seller', 'Anna')];
  const everybody: Someone[] = [];
  for (const standing of chosen) everybody.push({ standing, device: await invited(hub, kari, 'seller', standing.name) });
  const ceo = { personId: 'kari', access: 'admin', function: 'management', position: 'ceo', fromDay: null, toDay: null };
  await must(kari, [insert('membership', { id: 'm-ceo', ...ceo })]);
  const members = [mate, ...everybody.map(({ device }) => device)].map(({ person }) =>
    insert('team_member', { id: `tm-${person}`, teamId: 'team-x', personId: person, fromDay: null, toDay: null }),
  );
  await must(kari, [together(insert('team', { id: 'team-x', name: 'North', leaderId: null, office: null }), ...members)]);
  // Written while all still were sellers, and brought when some are not.
  const late = everybody.map(({ device, standing }) => ({
    standing,
    device,
    set: device.write(together(aRecord('deal', `late-${standing.name}`, device.person))),
  }));
  hub.ports.clock.advance(1_000);
  for (const { device, standing } of everybody) {
    const { access, side, position, former } = standing;
    const role = { access, function: side, position, ...(former === true ? { toDay: '2026-11-01' } : {}) };
    await must(kari, [change('membership', await membershipOf(hub, device.person), role)]);
  }
  for (const { device, standing, set } of late) {
    const isOver = standing.access === 'guest' || standing.former === true;
    const [result] = await device.push(set);
    if (result?.type !== (isOver ? 'refused' : 'applied'))
      throw new Lost('a change written before a role changed', [JSON.stringify(result)]);
  }
  return { hub, kari, everybody, mate: mate.person, other: other.person };
};

export const ownerOf = ({ mate, other }: World, { device }: Someone, of: Whose): string | null =>
  ({ own: device.person, teammate: mate, other, nobody: null })[of];
export const recordId = (table: string, { name }: Standing, of: Whose): string => `${table}-${name}-${of}`;

/** A record with its owner. */
export const aRecord = (table: string, id: string, ownerId: string | null): Payload =>
  together(rowOf(tableOf(table), id), ownedBy(`o-${id}`, id, ownerId));

/** What a row of a table that is somebody's own is about: what everybody sees. */
export const aboutNothingHidden = (table: string, { name }: Standing): Readonly<Record<string, string>> =>
  table === 'activity' || table === 'knowledge'
    ? { accountId: 'known' }
    : table === 'plan_remark'
      ? { stepId: `plan_step-plan-${name}-nobody` }
      : {};

/** Everything that the tries need; the same ids are in the other workspace too. */
export const fill = async (world: World, elsewhere: TestDevice): Promise<void> => {
  await whileFounding(world.hub, () => fillAll(world, elsewhere));
  world.hub.ports.clock.advance(1_000);
};

const fillAll = async (world: World, elsewhere: TestDevice): Promise<void> => {
  const common = world.everybody.flatMap(({ standing }) =>
    Object.keys(commonTables).map((name) =>
      rowOf(tableOf(name), `${name}-${standing.name}`, name === 'team_member' ? { personId: 'x' } : {}),
    ),
  );
  const led = world.everybody.map(({ standing }) => rowOf(tableOf('membership'), `led-${standing.name}`, { position: 'salesLeader' }));
  await must(world.kari, [together(...common, ...led), rowOf(tableOf('account'), 'known')], early);
  for (const someone of world.everybody) {
    const { standing } = someone;
    const rows: Payload[] = [rowOf(tableOf('signature'), `signature-${standing.name}`, { signerId: someone.device.person })];
    for (const of of whose) {
      const owner = ownerOf(world, someone, of);
      for (const { table, facts, column, says } of roots) {
        const id = recordId(table, standing, of);
        rows.push(aRecord(table, id, owner));
        for (const name of facts) rows.push(rowOf(tableOf(name), `${name}-${id}`, { [column]: id }));
        const about = says === 'activity' ? { accountId: 'known', dealId: id } : { stepId: `plan_step-${id}` };
        rows.push(rowOf(tableOf(says), `said-${id}`, { ...about, authorId: world.other }));
      }
      rows.push(
        rowOf(tableOf('verdict'), `verdict-${standing.name}-${of}`, {
          planId: recordId('plan', standing, of),
          byId: someone.device.person,
        }),
      );
      if (owner !== null)
        for (const [name, column] of Object.entries(ownedByColumn))
          rows.push(rowOf(tableOf(name), recordId(name, standing, of), { ...aboutNothingHidden(name, standing), [column]: owner }));
    }
    await must(world.kari, [together(...rows)], early);
  }
  await must(
    elsewhere,
    [
      together(
        ...Object.keys(commonTables).map((name) => rowOf(tableOf(name), `${foreign}-${name}`)),
        ...roots.map(({ table }) => aRecord(table, `${foreign}-${table}`, null)),
      ),
    ],
    early,
  );
};

/** Everything that a device is given, as one text. */
export const givenTo = async ({ context, post }: TestHub, { access }: TestDevice): Promise<string> => {
  const texts: string[] = [];
  let scope: string | null = null;
  for (let after = 0; ;) {
    const answer = await post('/v1/pull', { epoch: context.epoch, after, scope }, access);
    const page = answer.body as unknown as PullAnswer;
    if (answer.status !== 200) throw new Lost('a pull', [JSON.stringify(answer)]);
    texts.push(...page.sets.map(({ payload }) => payload));
    after = page.last;
    scope = page.scope ?? null;
    if (!page.more) return texts.join('\n');
  }
};
