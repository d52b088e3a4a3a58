/** Devices of a workspace: each registered under one name after another, shut out with all of its names, and listed. */
import { ok } from '../shared/kernel/result.ts';
import { incarnationOf, stemOf } from '../shared/sync/deviceName.ts';
import type { DevicesCursor, HubDevice } from '../shared/sync/hubProtocol.ts';
import { isSigned } from './hash.ts';
import { type Answer, type Fault, fault, type HubContext, takeTurn } from './hubContext.ts';
import type { HubRow, Sql, WriteSql } from './hubDb.ts';

/** How far above the last known one the next name of a device may be counted: what it was called while it was away. */
const mostSkipped = 20;

export type DeviceKey = { readonly device: string; readonly publicKey: string; readonly label: string };

/** What lets a device in under a name: an invitation, made at that time, or a name that it has already. */
export type LetIn = { readonly type: 'code'; readonly madeAt: number } | { readonly type: 'session'; readonly device: string };

type Name = {
  readonly device: string;
  readonly person: string;
  /** Empty where an admin speaks for it, until it comes itself. */
  readonly publicKey: string;
  readonly number: number;
  readonly joinedAt: number;
  readonly revokedAt: number | null;
  readonly retiredAt: number | null;
};

const orNull = (value: HubRow[string] | undefined): number | null => (value === null || value === undefined ? null : Number(value));

/** Every name that a device has had, in their order. */
const namesOf = async (sql: Sql, workspace: string, stem: string): Promise<readonly Name[]> => {
  const rows = await sql.all(
    'SELECT device, person, public_key, joined_at, revoked_at, retired_at FROM hub_device WHERE workspace = ? AND substr(device, 1, 16) = ?',
    [workspace, stem],
  );
  return rows
    .map((row) => ({
      device: String(row['device']),
      person: String(row['person']),
      publicKey: String(row['public_key']),
      number: incarnationOf(String(row['device'])),
      joinedAt: Number(row['joined_at']),
      revokedAt: orNull(row['revoked_at']),
      retiredAt: orNull(row['retired_at']),
    }))
    .toSorted((a, b) => a.number - b.number);
};

/** Whether a device is this person's from the first, and was not shut out, or comes by an invitation made since. */
const mayHold = (keyed: readonly Name[], person: string, by: LetIn): boolean => {
  const [first] = keyed.toSorted((a, b) => a.joinedAt - b.joinedAt || a.number - b.number);
  const revokedAt = keyed.at(-1)?.revokedAt ?? null;
  const isShutOut = revokedAt !== null && (by.type === 'session' || by.madeAt < revokedAt);
  return !isShutOut && (first === undefined || first.person === person);
};

/** Whether a name is counted on from those that the device has had. Of one that never came itself its sets say whose it is. */
const isNext = (names: readonly Name[], person: string, device: string): boolean => {
  const highest = names.at(-1)?.number;
  const number = incarnationOf(device);
  if (highest === undefined) return true;
  return names.some((name) => name.publicKey !== '' || name.person === person) && number > highest && number <= highest + mostSkipped;
};

/** A device whose words an admin brought comes itself: it is the one whose key signed the last of them. */
const hasSignedLast = async (sql: Sql, workspace: string, key: DeviceKey): Promise<boolean> => {
  const last = (
    await sql.all('SELECT header, set_hash FROM hub_set WHERE workspace = ? AND device = ? ORDER BY device_seq DESC LIMIT 1', [
      workspace,
      key.device,
    ])
  )[0];
  if (last === undefined) return false;
  const { signature } = JSON.parse(String(last['header'])) as { readonly signature: string };
  return isSigned(key.publicKey, String(last['set_hash']), signature);
};

/** How many devices a person holds, this one not counted. */
const othersHeld = async (sql: Sql, workspace: string, person: string, stem: string): Promise<number> => {
  const rows = await sql.all(
    `SELECT count(DISTINCT substr(device, 1, 16)) AS held FROM hub_device WHERE workspace = ? AND person = ? AND public_key <> ''
     AND revoked_at IS NULL AND retired_at IS NULL AND substr(device, 1, 16) <> ?`,
    [workspace, person, stem],
  );
  return Number(rows[0]?.['held']);
};

/**
 * Registers a device under a name, or finds it as it was registered; null when it is in. A further name is one of a device that was this person's
 * from the first, counted on from its last one; the names before it are retired. In the workspace's turn, so that nobody comes in beside the one
 * who is just being shut out.
 */
export const registerDevice = async (
  { ports, mostDevices }: Pick<HubContext, 'ports' | 'mostDevices'>,
  sql: Sql,
  { workspace, person, key, by }: { readonly workspace: string; readonly person: string; readonly key: DeviceKey; readonly by: LetIn },
): Promise<Fault | null> => {
  await takeTurn(sql, workspace);
  const { device, publicKey, label } = key;
  const stem = stemOf(device);
  if (by.type === 'session' && stemOf(by.device) !== stem) return 'malformed';
  const names = await namesOf(sql, workspace, stem);
  const known = names.find((name) => name.device === device);
  if (known !== undefined && known.publicKey !== '') {
    const isSame = known.person === person && known.publicKey === publicKey;
    return isSame && known.revokedAt === null && known.retiredAt === null ? null : 'malformed';
  }
  const keyed = names.filter((name) => name.publicKey !== '');
  const isIts = known === undefined ? isNext(names, person, device) : await hasSignedLast(sql, workspace, key);
  if (!isIts || !mayHold(keyed, person, by)) return 'malformed';
  if ((await othersHeld(sql, workspace, person, stem)) >= mostDevices) return 'tooManyDevices';
  const now = ports.clock.now();
  await sql.run(
    `INSERT INTO hub_device (workspace, device, person, public_key, label, joined_at, last_seq, last_hash, last_hlc)
     VALUES (?, ?, ?, ?, ?, ?, 0, '', '0')
     ON CONFLICT (workspace, device) DO UPDATE SET person = excluded.person, public_key = excluded.public_key, label = excluded.label`,
    [workspace, device, person, publicKey, label, now],
  );
  for (const earlier of names.filter(({ number, retiredAt }) => number < incarnationOf(device) && retiredAt === null)) {
    await sql.run('UPDATE hub_device SET retired_at = ? WHERE workspace = ? AND device = ?', [now, workspace, earlier.device]);
    // Whoever goes on keeps its tokens under the next name; an invitation brings new ones.
    if (by.type === 'code') await sql.run('DELETE FROM hub_session WHERE workspace = ? AND device = ?', [workspace, earlier.device]);
  }
  return null;
};

/** A name that nobody speaks under any more: its sets are brought by others. */
export const enterFormerDevice = (
  sql: Sql,
  workspace: string,
  { device, person, publicKey }: { readonly device: string; readonly person: string; readonly publicKey: string },
  now: number,
): Promise<number> =>
  sql.run(
    `INSERT INTO hub_device (workspace, device, person, public_key, label, joined_at, last_seq, last_hash, last_hlc, retired_at)
     VALUES (?, ?, ?, ?, '', ?, 0, '', '0', ?) ON CONFLICT (workspace, device) DO NOTHING`,
    [workspace, device, person, publicKey, now, publicKey === '' ? null : now],
  );

/** Shuts a device out under all its names: every token of it is void, and every stream ends. */
export const shutOut = async ({ ports }: HubContext, sql: WriteSql, workspace: string, stem: string): Promise<void> => {
  await sql.run('UPDATE hub_device SET revoked_at = coalesce(revoked_at, ?) WHERE workspace = ? AND substr(device, 1, 16) = ?', [
    ports.clock.now(),
    workspace,
    stem,
  ]);
  sql.poke({ type: 'revoked', workspace, stem });
};

/** Shuts a device out, or a person with all devices and all open codes; what is not there and what is another workspace's are answered alike. */
export const revoke = (
  context: HubContext,
  id: string,
  who: { readonly device: string } | { readonly person: string },
): Promise<Answer<null>> =>
  context.db.write(async (sql) => {
    const workspace = await takeTurn(sql, id);
    if (workspace === undefined) return fault('notFound');
    const [column, value] = 'device' in who ? ['device', who.device] : ['person', who.person];
    const rows = await sql.all(`SELECT device FROM hub_device WHERE workspace = ? AND ${column} = ? AND device <> ?`, [
      id,
      value,
      workspace.hubDevice,
    ]);
    for (const stem of new Set(rows.map(({ device }) => stemOf(String(device))))) await shutOut(context, sql, id, stem);
    const codes =
      'device' in who ? 0 : await sql.run('DELETE FROM hub_code WHERE workspace = ? AND person = ? AND used_at IS NULL', [id, who.person]);
    return rows.length + codes === 0 ? fault('notFound') : ok(null);
  });

const pageSize = 200;

/** Those who are in come first, then those that an admin speaks for, then those that are out: no number of the others can hide a live one. */
const rankSql = `CASE WHEN revoked_at IS NOT NULL THEN 2 WHEN public_key = '' THEN 1 ELSE 0 END`;

export type DevicePage = { readonly devices: readonly HubDevice[]; readonly next: DevicesCursor | null };

/** A page of the devices of a workspace that people hold, each under its last name; the hub's own, which nobody holds, is not among them. */
export const devicesOf = async ({ db }: HubContext, workspace: string, after: DevicesCursor | null): Promise<DevicePage> => {
  const at = after ?? { rank: -1, joinedAt: 0, device: '' };
  const rows = await db.read((sql) =>
    sql.all(
      `SELECT * FROM (SELECT d.*, ${rankSql} AS place FROM hub_device d JOIN hub_workspace w ON w.id = d.workspace
         WHERE d.workspace = ? AND d.device <> w.hub_device AND d.retired_at IS NULL) each_one
       WHERE place > ? OR (place = ? AND (joined_at < ? OR (joined_at = ? AND device > ?)))
       ORDER BY place, joined_at DESC, device LIMIT ${pageSize}`,
      [workspace, at.rank, at.rank, at.joinedAt, at.joinedAt, at.device],
    ),
  );
  const devices = rows.map((row) => ({
    device: String(row['device']),
    label: String(row['label']),
    person: String(row['person']),
    joinedAt: Number(row['joined_at']),
    lastSeen: orNull(row['last_seen']),
    lastSeq: Number(row['last_seq']),
    revokedAt: orNull(row['revoked_at']),
  }));
  const last = rows.length < pageSize ? undefined : rows.at(-1);
  const next =
    last === undefined ? null : { rank: Number(last['place']), joinedAt: Number(last['joined_at']), device: String(last['device']) };
  return { devices, next };
};

/** What people call their devices is told to themselves, and to who shuts devices out; whose each is, everybody sees by what it wrote. */
export const labelledFor = (person: string, devices: readonly HubDevice[]): readonly HubDevice[] =>
  devices.map((device) => (device.person === person ? device : { ...device, label: '' }));

/** Beside all that are in, what devices of the first version are told of those that are out. */
const mostOut = 1_000;

/** The list as one, for devices that know of no pages. */
export const allDevicesOf = async (context: HubContext, workspace: string): Promise<readonly HubDevice[]> => {
  const all: HubDevice[] = [];
  for (let after: DevicesCursor | null = null; ;) {
    const page = await devicesOf(context, workspace, after);
    all.push(...page.devices);
    if (page.next === null || (page.next.rank > 0 && all.length >= mostOut)) return all;
    after = page.next;
  }
};
