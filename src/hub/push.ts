/** Taking change sets over: each is placed in its device's chain, judged, numbered and stored, all of a message in one transaction. */
import type { Viewer } from '../shared/admin/policy.ts';
import { isRecordable } from '../shared/kernel/day.ts';
import { err, ok } from '../shared/kernel/result.ts';
import { bareRefusal, type PushRequest, type PushResult, type Refusal, stageLimit, type WireSet } from '../shared/sync/hubProtocol.ts';
import { pack } from '../platform/compress.ts';
import { actorAt, isAdmin as isAdminNow, mayAt, nobody } from './actors.ts';
import { effectiveClock, judge, type Judged, positionInChain, refuse } from './admission.ts';
import { foundingAfter, isBeingFounded, mayBeFounding } from './beginning.ts';
import { enterFormerDevice } from './devices.ts';
import { hubHeadOf, isSigned, payloadHashOf, setHashOf } from './hash.ts';
import { heldRows, type HeldRows } from './heldRows.ts';
import { type Answer, type Fault, type HubContext, takeTurn, type WorkspaceRow } from './hubContext.ts';
import type { Sql, WriteSql } from './hubDb.ts';
import { lookThrough, type Malformed, type ReadHow, readPayload, type RowWrite } from './payload.ts';
import { isBeingPutBack } from './putBackWindow.ts';
import { keepScopeNote, scopeNoteOf } from './scopes.ts';
import type { Session } from './sessions.ts';
import { dropStaged, type Staged, stagedFor } from './staging.ts';

/** Stops the whole message: nothing of it is stored. */
export class Stop extends Error {
  readonly why: Fault;
  constructor(why: Fault) {
    super(why);
    this.why = why;
  }
}

type DeviceRow = {
  readonly person: string;
  readonly publicKey: string;
  readonly revoked: boolean;
  seq: number;
  hash: string;
  hlc: bigint;
};

type Push = {
  readonly context: HubContext;
  readonly sql: Sql;
  readonly session: Session;
  readonly held: HeldRows;
  readonly now: number;
  readonly devices: Map<string, DeviceRow>;
  /** The largest stamps up to numbers that were asked for: the sets of a message have mostly seen the same. */
  readonly tops: Map<number, bigint>;
  workspace: WorkspaceRow;
};

const loadDevice = async (push: Push, name: string): Promise<DeviceRow | undefined> => {
  const known = push.devices.get(name);
  if (known !== undefined) return known;
  const row = (await push.sql.all('SELECT * FROM hub_device WHERE workspace = ? AND device = ?', [push.workspace.id, name]))[0];
  if (row === undefined) return undefined;
  const device: DeviceRow = {
    person: String(row['person']),
    publicKey: String(row['public_key']),
    revoked: row['revoked_at'] !== null,
    seq: Number(row['last_seq']),
    hash: String(row['last_hash']),
    hlc: BigInt(String(row['last_hlc'])),
  };
  push.devices.set(name, device);
  return device;
};

const isPublisher = ({ workspace, session }: Push): boolean => workspace.publisher === session.person;

/** Whether a set is of the time before the workspace was published, and its publisher hands it in. What it says of its time gives nobody a right. */
const isFromBefore = (push: Push, set: WireSet): boolean =>
  isPublisher(push) && isBeingFounded(push.workspace, push.now) && mayBeFounding(push.workspace, set, setHashOf(set));

/**
 * What was written before the workspace was published is its publisher's to hand in, in whoever's name: the set-up, imports, the log of
 * earlier incarnations. Once the log names the publisher and it is no admin, that is over.
 */
const isFounding = (push: Push, set: WireSet, actor: Viewer | null): boolean =>
  (actor === null || isAdminNow(actor)) && isFromBefore(push, set);

/**
 * The device that a set is of; null where nothing of it is taken from who hands it in. An earlier incarnation of the publisher's, which never
 * joined, is entered under the key that signs for it. What another person's device wrote may be handed in by anybody whom the hub gave it to
 * before it was put back: the author's signature says whose it is, and the author's rights decide about it.
 */
const authorOf = async (push: Push, set: WireSet): Promise<DeviceRow | 'gap' | null> => {
  const { sql, workspace, session, context, now } = push;
  const known = await loadDevice(push, set.device);
  if (known !== undefined) {
    if (set.device === workspace.hubDevice) return null;
    // Nobody can prove its words until it has claimed its name: who puts a hub back answers for them.
    if (known.publicKey === '') return (await mayVouch(push)) ? known : null;
    if (known.person === session.person) return known;
    if (known.revoked) return null;
    if (!isSigned(known.publicKey, setHashOf(set), set.signature)) throw new Stop('notAllowed');
    return known;
  }
  const own = await loadDevice(push, session.device);
  if (own === undefined) throw new Error('who pushes has a device');
  const isOwn = isSigned(own.publicKey, setHashOf(set), set.signature) && isFromBefore(push, set);
  if (!isOwn && !(await mayVouch(push))) return null;
  // Entered with its first set: a name that was damaged on its way is nobody's.
  if (set.deviceSeq !== 1) return 'gap';
  if (isOwn) await enterFormerDevice(sql, workspace.id, { device: set.device, ...own }, now);
  else await enterVouched(sql, workspace.id, set, now);
  const entered = await loadDevice(push, set.device);
  if (entered === undefined) throw new Error(`a device was not entered by ${context.epoch}`);
  return entered;
};

/** Whether what nobody has signed is taken from here: an admin's word while a hub is being put back, and the publisher's while it is founded. */
const mayVouch = async (push: Push): Promise<boolean> => {
  const { held, session, now, workspace } = push;
  const actor = await actorAt(held, session.person, now);
  return (isAdminNow(actor) && isBeingPutBack(workspace, now)) || (isPublisher(push) && isBeingFounded(workspace, now));
};

/** A device that an admin speaks for, because the hub lost what it knew of it: it has no key until it comes itself and shows that it signed. */
export const enterVouched = (sql: Sql, workspace: string, set: Pick<WireSet, 'device' | 'actor'>, now: number): Promise<number> =>
  enterFormerDevice(sql, workspace, { device: set.device, person: set.actor, publicKey: '' }, now);

/** What whoever hands a set in is told of its refusal: the row is told to its author alone, whoever else can repeat its header. */
const refusalFor = ({ session }: Push, { person }: DeviceRow, refused: Refusal): Refusal =>
  person === session.person ? refused : bareRefusal(refused);

/** What a refused set keeps: what the hub held then is not said again, because who may see it changes. */
const keptRefusal = (refused: Refusal): Refusal => ({ ...refused, held: {} });

/** The answer that a set was given before. */
const answerAsBefore = async (push: Push, device: DeviceRow, set: WireSet, setHash: string): Promise<PushResult | null> => {
  const { sql, workspace } = push;
  const row = (
    await sql.all(
      'SELECT hub_seq, set_hash, effective_hlc, received_at, refused FROM hub_set WHERE workspace = ? AND device = ? AND device_seq = ?',
      [workspace.id, set.device, set.deviceSeq],
    )
  )[0];
  if (row === undefined || row['set_hash'] !== setHash) return null;
  const base = { hubSeq: Number(row['hub_seq']), effectiveHlc: String(row['effective_hlc']), receivedAt: Number(row['received_at']) };
  return row['refused'] === null
    ? { type: 'applied', ...base }
    : { type: 'refused', ...base, refused: refusalFor(push, device, keptRefusal(JSON.parse(String(row['refused'])) as Refusal)) };
};

/** `isFounding`: it is of the log from before the workspace was published. */
type JudgedSet = { readonly judged: Judged; readonly rows: readonly RowWrite[]; readonly isFounding: boolean };
const refusedSet = (judged: Judged): JudgedSet => ({ judged, rows: [], isFounding: false });

/** What was written before there was a hub is taken as it is: its author was asked less. */
const readingOf = async (push: Push, set: WireSet, { person }: DeviceRow): Promise<ReadHow> =>
  isFounding(push, set, await actorAt(push.held, person, push.now)) ? 'numbered' : { pushedUnder: set.schema };

const malformedAt = ({ table, rowId }: Malformed): JudgedSet =>
  refusedSet(refuse('malformed', table === null ? null : { table: table.slice(0, 60), id: rowId ?? '' }));

const judgeSet = async (
  push: Push,
  set: WireSet,
  { person }: DeviceRow,
  staged: Staged | null,
  effectiveHlc: string,
): Promise<JudgedSet> => {
  const { context, held, now } = push;
  if (set.payload.length > stageLimit.most) return refusedSet(refuse('tooLarge'));
  const actor = await actorAt(held, person, now);
  const founding = isFounding(push, set, actor);
  // No page could show it: it gets no number. What is later than now is a claim like any other.
  if (!founding && !isRecordable(set.recordedAt)) throw new Stop('malformed');
  // The body's claim counts for nothing: who speaks is whose device signed it.
  if (set.actor !== person && !founding) return refusedSet(refuse('wrongActor'));
  if (staged?.type === 'malformed') return malformedAt(staged);
  const payload = readPayload(context.model.catalog, set.payload, founding ? 'numbered' : { pushedUnder: set.schema }, staged !== null);
  if (payload.type === 'malformed') return malformedAt(payload);
  const viewer: Viewer = { ...(actor ?? nobody(person)), personId: set.actor };
  await held.fetchFor(payload.rows, founding ? null : viewer);
  const judged = judge(held, {
    viewer,
    device: set.device,
    effectiveHlc,
    rows: payload.rows,
    isImport: set.command.startsWith('imports.'),
    isFounding: founding,
  });
  return { judged, rows: payload.rows, isFounding: founding };
};

/** What numbering needs to know of a set; the hub's own sets come this way too. */
export type Numbered = {
  readonly set: WireSet;
  readonly setHash: string;
  readonly effectiveHlc: string;
  readonly receivedAt: number;
  readonly refused: Refusal | null;
};

/** Gives a set the next number and stores it; returns the workspace after it. A refused one keeps its position, its payload goes to nobody. */
export const number = async (
  sql: Sql,
  workspace: WorkspaceRow,
  { set, setHash, effectiveHlc, receivedAt, refused }: Numbered,
): Promise<WorkspaceRow> => {
  const seq = workspace.seq + 1;
  const head = hubHeadOf(workspace.head, setHash, seq, effectiveHlc, refused !== null);
  const { payload, ...about } = set;
  // Nobody has seen a number that comes after their own: what says so is of an order that this one has left.
  const header = { ...about, seenSeq: Math.min(about.seenSeq, seq - 1) };
  const kept = refused === null ? payload : '';
  const packed = pack(Buffer.from(kept));
  const topHlc = BigInt(effectiveHlc) > BigInt(workspace.topHlc) ? effectiveHlc : workspace.topHlc;
  await sql.run(
    `INSERT INTO hub_set (workspace, hub_seq, device, device_seq, header, set_hash, effective_hlc, received_at, refused, head, size, payload,
       top_hlc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      workspace.id,
      seq,
      set.device,
      set.deviceSeq,
      JSON.stringify(header),
      setHash,
      effectiveHlc,
      receivedAt,
      refused === null ? null : JSON.stringify(keptRefusal(refused)),
      head,
      kept.length,
      packed,
      topHlc,
    ],
  );
  await sql.run('UPDATE hub_device SET last_seq = ?, last_hash = ?, last_hlc = ? WHERE workspace = ? AND device = ?', [
    set.deviceSeq,
    setHash,
    effectiveHlc,
    workspace.id,
    set.device,
  ]);
  const founding = foundingAfter(workspace, set);
  await sql.run('UPDATE hub_workspace SET seq = ?, head = ?, founding = ? WHERE id = ?', [seq, head, founding, workspace.id]);
  return { ...workspace, seq, head, topHlc, founding };
};

/** The largest stamp that whoever had applied all up to a number has seen. A number that nobody has counts as the last one. */
const topUpTo = async ({ sql, workspace, tops }: Push, seq: number): Promise<bigint> => {
  if (seq >= workspace.seq) return BigInt(workspace.topHlc);
  const known = tops.get(seq);
  if (known !== undefined) return known;
  const row = (await sql.all('SELECT top_hlc FROM hub_set WHERE workspace = ? AND hub_seq = ?', [workspace.id, seq]))[0];
  const top = BigInt(String(row?.['top_hlc'] ?? '0'));
  tops.set(seq, top);
  return top;
};

const takeSet = async (push: Push, sent: WireSet): Promise<PushResult> => {
  const device = await authorOf(push, sent);
  if (device === null) return { type: 'retry', why: 'stranger', have: 0 };
  if (device === 'gap') return { type: 'retry', why: 'gap', have: 0 };
  const setHash = setHashOf(sent);
  const position = positionInChain(sent, { seq: device.seq, hash: device.hash });
  if (position === 'old') return (await answerAsBefore(push, device, sent, setHash)) ?? { type: 'forked', have: device.seq };
  const look = sent.payload === '' ? lookThrough(push.context.model.catalog, await readingOf(push, sent, device)) : null;
  const staged = look === null ? null : await stagedFor(push.sql, push.session, sent, setHash, look);
  const set = staged?.type === 'payload' ? { ...sent, payload: staged.payload } : sent;
  // What does not carry the device's own signature, or is not what was signed, was damaged or forged on its way: it gets no number.
  const isVouched = device.publicKey === '' && (await mayVouch(push));
  const isMissing = sent.payload === '' && staged === null;
  const isLike = sent.payload === '' ? staged?.type !== 'unlike' : payloadHashOf(set.salt, set.payload) === set.payloadHash;
  if (!isLike) throw new Stop('malformed');
  if (!isVouched && !isSigned(device.publicKey, setHash, set.signature)) throw new Stop('malformed');
  if (position === 'forked') return { type: 'forked', have: device.seq };
  if (position === 'gap') return { type: 'retry', why: 'gap', have: device.seq };
  if (set.schema > push.context.model.schema) return { type: 'retry', why: 'hubTooOld', have: device.seq };
  // Its payload is not here, or not whole: it is staged and comes again.
  if (isMissing) return { type: 'retry', why: 'busy', have: device.seq };
  const before = { device: device.hlc, seen: await topUpTo(push, set.seenSeq) };
  const effectiveHlc = effectiveClock(BigInt(set.hlc), push.now, before).toString();
  const { judged, rows, isFounding: founding } = await judgeSet(push, set, device, staged, effectiveHlc);
  const note = judged.type === 'taken' ? scopeNoteOf(push.held, rows) : null;
  if (judged.type === 'taken') await push.held.save(judged.rows);
  const refused = judged.type === 'refused' ? judged.refused : null;
  // The word of whoever publishes counts for the time before: nobody is there yet to be deceived.
  const receivedAt = founding ? Math.min(set.recordedAt, push.workspace.createdAt) : push.now;
  push.workspace = await number(push.sql, push.workspace, { set, setHash, effectiveHlc, receivedAt, refused });
  if (note !== null) await keepScopeNote(push.sql, push.held, push.workspace.id, push.workspace.seq, note);
  if (staged !== null) await dropStaged(push.sql, push.session, setHash);
  device.seq = set.deviceSeq;
  device.hash = setHash;
  device.hlc = BigInt(effectiveHlc);
  const base = { hubSeq: push.workspace.seq, effectiveHlc, receivedAt };
  return refused === null ? { type: 'applied', ...base } : { type: 'refused', ...base, refused: refusalFor(push, device, refused) };
};

/** Takes a message's sets in their order; one result for each, or a fault for the whole of it. */
export const push = async (context: HubContext, session: Session, request: PushRequest): Promise<Answer<readonly PushResult[]>> => {
  if (request.epoch !== context.epoch) return err('wrongEpoch');
  try {
    return await context.db.write(async (sql: WriteSql) => {
      const workspace = await takeTurn(sql, session.workspace);
      if (workspace === undefined) throw new Stop('notFound');
      const held = heldRows(sql, workspace.id, context.model.catalog);
      const state: Push = { context, sql, session, held, now: context.ports.clock.now(), devices: new Map(), tops: new Map(), workspace };
      // Shut out since the token was looked at: told by the row that this transaction holds.
      const own = await loadDevice(state, session.device);
      if (own === undefined || own.revoked) throw new Stop('revoked');
      const results: PushResult[] = [];
      let isForked = false;
      for (const set of request.sets) {
        // What follows may build on a set that comes again under another name: judged now it would be refused for want of it.
        const result: PushResult = isForked ? { type: 'retry', why: 'busy', have: 0 } : await takeSet(state, set);
        isForked ||= result.type === 'forked';
        results.push(result);
      }
      if (state.workspace.seq > workspace.seq) sql.poke({ type: 'grown', workspace: workspace.id, seq: state.workspace.seq });
      return ok(results);
    });
  } catch (error) {
    if (error instanceof Stop) return err(error.why);
    throw error;
  }
};

/** Whether this person may do something at the hub itself: invite, see devices, shut one out. */
export const mayAtHub = async ({ db, model, ports }: HubContext, { workspace, person }: Session, action: string): Promise<boolean> =>
  db.read((sql) => mayAt(heldRows(sql, workspace, model.catalog), person, action, ports.clock.now()));
