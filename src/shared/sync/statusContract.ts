/** How it is with the hub, and what people do about it: publish, join, invite, exchange now, and settle what was refused or written twice. */
import { z } from 'zod';
import { can, errors, output, query, task, type StoreFailure } from '../kernel/contract.ts';
import type { Instant } from '../kernel/day.ts';
import { aLimit } from '../kernel/inputs.ts';
import type { Payload } from './changeSet.ts';
import { accessRole, certificateText, type HubDevice, type OpenCode, position, type Refusal, teamFunction } from './hubProtocol.ts';
import type { FieldChange, NamedRecord } from './contract.ts';

/** Why nothing is exchanged just now. Whatever it is, everything that was typed is stored here and goes out when it can. */
export type SyncTrouble =
  | 'NotLinked'
  /** Comes again by itself. */
  | 'HubUnreachable'
  | 'HubBusy'
  | 'NotAHub'
  /** Another machine may have the address today: comes again by itself when the right one is there, and nothing goes to the wrong one. */
  | 'HubUntrusted'
  | 'HubOtherCertificate'
  | 'HubTooOld'
  | 'SyncingElsewhere'
  | StoreFailure['type']
  /** Somebody has to do something: join again, install a newer program, start the program anew, decide about another hub. */
  | 'JoinAgain'
  | 'ProgramTooOld'
  | 'SecretsLocked'
  | 'DeviceForked'
  | 'HubReplaced'
  | 'HubLies';

export type SyncStatus = {
  /** Null: this store works alone. */
  readonly hub: {
    readonly url: string;
    /** SHA-256 of its certificate, 64 hexadecimal digits, where a person has confirmed it; null where an authority vouches for it. */
    readonly certificate: string | null;
  } | null;
  readonly state: 'alone' | 'upToDate' | 'waiting' | 'syncing' | 'retrying' | 'stopped';
  /** Why the last exchange did not come to its end; null when it did. */
  readonly trouble: SyncTrouble | null;
  readonly lastSyncAt: Instant | null;
  /** When the next try comes by itself; null where none does. */
  readonly retryAt: Instant | null;
  /** Change sets that the hub has not numbered yet, in all and by command, the most first. */
  readonly waiting: number;
  readonly queue: readonly { readonly command: string; readonly sets: number }[];
  readonly refused: number;
  readonly conflicts: number;
  /** The hub's time minus this machine's, in ms. */
  readonly clockOffset: number;
  readonly device: string;
  /** Keys and tokens lie in a file that nothing but its rights protect. */
  readonly secretsArePlain: boolean;
  /** This store works alone, and had a hub before: it may come back to its workspace. */
  readonly wasLinked: boolean;
  /** The sample company is nobody's to publish. */
  readonly canPublish: boolean;
};
export const syncStatus = query('sync.status', {
  input: z.strictObject({}),
  output: output<SyncStatus>(),
  allow: can('history.read'),
  reads: ['*'],
});

export type SyncFailed = { readonly type: 'SyncFailed'; readonly because: SyncTrouble };
/** What an exchange brought; `refused` of `sent` were not taken over. */
export type Exchanged = { readonly sent: number; readonly refused: number; readonly received: number; readonly conflicts: number };
/** Exchanges everything with the hub now and waits for the end of it. */
export const syncNow = task('sync.now', {
  input: z.strictObject({}),
  output: output<Exchanged>(),
  errors: errors<SyncFailed>(),
  allow: can('history.read'),
});

const hubUrl = z.string().min(1).max(300);
const oneTimeCode = z.string().trim().min(1).max(80);
/** The certificate that a person has compared with what the hub shows; null: only one that an authority vouches for. */
const certificate = certificateText.nullable().default(null);

/** Why a hub did not let a device in. */
export type HubRefusal =
  /** The address is no `https:` one, and not on this machine. */
  | { readonly type: 'HubAddressInvalid' }
  | { readonly type: 'HubUnreachable' }
  /** Something else answers at this address. */
  | { readonly type: 'NotAHub' }
  /** Nobody vouches for its certificate: a person must compare the fingerprint. Nothing was sent. */
  | { readonly type: 'HubUntrusted'; readonly fingerprint: string }
  /** Its certificate is another than the one that was confirmed. Nothing was sent. */
  | { readonly type: 'HubOtherCertificate'; readonly fingerprint: string }
  | { readonly type: 'HubCodeWrong' }
  | { readonly type: 'HubCodeExpired' }
  /** Ten wrong secrets were tried with it: whoever invited sees that, and makes another. */
  | { readonly type: 'HubCodeEnded' }
  /** Nobody confirms an own removal on the device that asked for it without a code of the hub. */
  | { readonly type: 'HubCodeNeeded' }
  | { readonly type: 'HubManyTries' }
  /** The person holds as many devices as one may. */
  | { readonly type: 'HubManyDevices' }
  | { readonly type: 'HubNoGuests' }
  /** What was written before the workspace was published has not all been sent yet: nobody else comes in before. */
  | { readonly type: 'HubStillFounding' }
  | { readonly type: 'HubHoldsAnother' }
  | { readonly type: 'HubNotAllowed' }
  /** The person has another role already, which an invitation does not change. */
  | { readonly type: 'HubOtherRole' }
  | HubTooOldForRole
  | { readonly type: 'HubFailed'; readonly error: string };

/** The sample company is nobody's to publish. */
export type SampleStays = { readonly type: 'SampleStays' };
export type NotPublished = HubRefusal | SyncFailed | SampleStays | { readonly type: 'AlreadyLinked' };
/** Registers this workspace at an empty hub by the hub's set-up code, and sends it everything from the first change on. */
export const publish = task('sync.publish', {
  input: z.strictObject({ hub: hubUrl, code: oneTimeCode, certificate }),
  output: output<Exchanged>(),
  errors: errors<NotPublished>(),
  allow: can('workspace.edit'),
});

export type NotJoined =
  | HubRefusal
  | SyncFailed
  /** This store holds data of its own, which a joined workspace would not go together with. */
  | { readonly type: 'OwnDataHere' }
  /** The invitation is to another workspace than the one this store holds. */
  | { readonly type: 'OtherWorkspace' };
/**
 * Joins by an invitation. A store in which nobody has begun yet gives its place to the whole workspace (a host that can swap stores does that);
 * one whose standing at the hub was lost is let in again, and everything here stays and goes out.
 */
export const joinAgain = task('sync.join', {
  input: z.strictObject({ hub: hubUrl, code: oneTimeCode, certificate }),
  output: output<Exchanged>(),
  errors: errors<NotJoined>(),
  allow: can('history.read'),
});

export type Invitation = { readonly code: string; readonly expiresAt: Instant; readonly person: string };
/** The hub is of a version that knows of no function and no position: it would invite into sales. Nobody was invited. */
export type HubTooOldForRole = { readonly type: 'HubTooOldForRole' };
export type NotInvited = HubRefusal | SyncFailed;
/** A one-time invitation: for a person of the workspace, or for a new one of this name. */
export const invite = task('sync.invite', {
  input: z.strictObject({
    access: accessRole,
    /** Null: what the person holds who has a role, else sales and no position. */
    function: teamFunction.nullable().default(null),
    position: position.nullable().default(null),
    person: z.string().min(1).max(64).nullable().default(null),
    name: z.string().trim().min(1).max(120),
    team: z.string().min(1).max(64).nullable().default(null),
    validHours: z
      .int()
      .min(1)
      .max(24 * 30)
      .default(72),
  }),
  output: output<Invitation>(),
  errors: errors<NotInvited>(),
  allow: can('people.edit'),
});

export type DeviceLine = HubDevice & { readonly isThis: boolean; readonly personName: string | null };
/** The devices of the workspace, as the hub knows them: those that are in, then those that are out. */
export const devices = task('sync.devices', {
  input: z.strictObject({}),
  output: output<readonly DeviceLine[]>(),
  errors: errors<HubRefusal | SyncFailed>(),
  allow: can('history.read'),
});
/** An invitation that nobody has used. */
export type OpenCodeLine = Omit<OpenCode, 'madeAt' | 'expiresAt'> & {
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly personName: string | null;
};
/** Invitations that are open, and those that were ended by wrong codes until their person has another. A hub of version 1 tells of none. */
export const openCodes = task('sync.codes', {
  input: z.strictObject({}),
  output: output<readonly OpenCodeLine[]>(),
  errors: errors<HubRefusal | SyncFailed>(),
  allow: can('people.edit'),
});
/** Takes its standing from a device, or from a person with all devices and invitations: they get nothing more from the hub. What they sent stays. */
export const revoke = task('sync.revoke', {
  // One of the two.
  input: z
    .strictObject({
      device: z.string().min(1).max(40).nullable().default(null),
      person: z.string().min(1).max(64).nullable().default(null),
    })
    .refine(({ device, person }) => (device === null) !== (person === null)),
  output: output<null>(),
  errors: errors<HubRefusal | SyncFailed>(),
  allow: can('people.edit'),
});

export type RefusedLine = {
  readonly seq: number;
  readonly at: Instant;
  readonly actor: { readonly id: string; readonly name: string | null };
  readonly command: string;
  readonly refusal: Refusal;
  /** What was typed: it is taken back here and kept to copy from. */
  readonly payload: Payload;
  /** The same row by row. */
  readonly rows: readonly { readonly table: string; readonly id: string; readonly changes: readonly FieldChange[] }[];
  /** The rows among them that were there before, by their names: of a removal there is nothing else to tell it by. */
  readonly records: readonly NamedRecord[];
};
/** Changes that the hub did not take over and nobody has settled, newest first. */
export const refused = query('sync.refused', {
  input: z.strictObject({}),
  output: output<readonly RefusedLine[]>(),
  allow: can('history.read'),
  reads: ['*'],
});
export type NotRefused = { readonly type: 'NotRefused' };
/** Takes note of a refused change; what was typed stays in the log. */
export const settleRefused = task('sync.settleRefused', {
  input: z.strictObject({ seq: z.int().min(1) }),
  output: output<null>(),
  errors: errors<NotRefused | StoreFailure>(),
  allow: can('history.undo'),
});

export type ConflictSideView = {
  readonly seq: number;
  readonly actor: { readonly id: string; readonly name: string | null };
  readonly device: string;
  /** The device as the hub listed it last; null where it has not. */
  readonly deviceLabel: string | null;
  readonly isHere: boolean;
  readonly at: Instant;
  readonly value: string | number | null;
  /** Of an amount: the currency that it is in. */
  readonly currency: string | null;
};
export type ConflictView = {
  readonly table: string;
  readonly rowId: string;
  readonly field: string;
  readonly foundAt: Instant;
  /** The name of the record as `NamedRecord` has it, null where there is none, and its table: of a fact that of the record it is about. */
  readonly title: string | null;
  readonly seedKey: string | null;
  readonly of: NamedRecord['of'];
  readonly recordTable: string;
  /** Whether whoever asks may write the field. */
  readonly isYours: boolean;
  readonly winner: ConflictSideView;
  readonly loser: ConflictSideView;
  /** What the field held before both of them; null where there is no such value. */
  readonly before: Pick<ConflictSideView, 'value' | 'currency'> | null;
  readonly settledAt: Instant | null;
};
const conflictKey = { table: z.string().min(1).max(60), rowId: z.string().min(1).max(64), field: z.string().min(1).max(60) };
/** Fields that two people wrote without knowing of each other, newest first: what stands, and what was written beside it. */
export const conflicts = query('sync.conflicts', {
  input: z.strictObject({
    open: z.boolean().default(true),
    after: z
      .strictObject({ ...conflictKey, foundAt: z.int().min(0) })
      .nullable()
      .default(null),
    limit: aLimit,
  }),
  output: output<readonly ConflictView[]>(),
  allow: can('history.read'),
  reads: ['*'],
});
export type ConflictNotFound = { readonly type: 'ConflictNotFound' };
/** What stands stays; the conflict is closed on this device. */
export const keepConflict = task('sync.keepConflict', {
  input: z.strictObject(conflictKey),
  output: output<null>(),
  errors: errors<ConflictNotFound | StoreFailure>(),
  allow: can('history.undo'),
});
