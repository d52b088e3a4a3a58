/** What a device and its hub say to each other: every message decoded on both sides by these schemas, and nothing else is read from it. */
import { z } from 'zod';
import { listOf } from '../kernel/listOf.ts';

/** Raised when a message changes so that the other side would misread it. 2: function and position of an invitation, and more reasons to refuse. */
export const protocolVersion = 2;
/** Versions that a hub answers, each in its own words, and in which a device speaks to a hub that knows no newer one. */
export const protocolsSpoken: readonly number[] = [1, 2];

/** Bytes of one request or answer before it is unpacked, and after (zip bombs end here). */
export const wireLimit = { packed: 4 * 1024 * 1024, unpacked: 32 * 1024 * 1024 } as const;
/** What a sender puts into one message at most; a single larger set travels alone. */
export const chunkLimit = { bytes: 1024 * 1024, ops: 2_000 } as const;
/**
 * A set whose payload is longer than `from` characters travels without it: the payload comes before, packed, in parts of `part` bytes, is staged at
 * the receiver, and the set is taken over whole or not at all. `most`: characters unpacked, and bytes packed; beyond it nothing is staged.
 */
export const stageLimit = { from: 4 * 1024 * 1024, part: 512 * 1024, most: 64 * 1024 * 1024, packed: 32 * 1024 * 1024 } as const;
/**
 * What a hub reads of one request: a set of the longest payload that does not travel beside it, each character of it escaped or three bytes long. How deep
 * it nests and how much it holds is known before any of it is built.
 */
export const askedLimit = {
  unpacked: 14 * 1024 * 1024,
  characters: 2 * stageLimit.from + 1024 * 1024,
  deepest: 16,
  most: 200_000,
} as const;
/** The same of an answer. */
export const answerLimit = { deepest: 16, most: 1_000_000 } as const;
/** How far ahead of the hub a stamp may be before the hub gives the set another one to be merged under, in ms. */
export const driftLimit = 5 * 60 * 1000;

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
// No control characters: not every database can hold them.
const name = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u001f\u007f]*$/u);
/** A whole number that a column of a store can hold, written in the one way in which it is hashed. */
const integerText = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,18})$/)
  // Texts of one length are in the order of their numbers.
  .refine((text) => text.length < 19 || text <= '9223372036854775807');
const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** `id.incarnation` of the author's device. */
export const deviceNameText = z.string().regex(/^[0-9a-f]{16}\.\d{1,9}$/);

/** SHA-256 of a certificate. */
export const certificateText = hex(32);

/** A change set as it was committed: its hash is over device, number, clock, actor, command, cause, time and schema, and salt and payload. */
export const wireSet = z.strictObject({
  device: deviceNameText,
  deviceSeq: z.int().min(1),
  /** The author's hybrid logical clock, as a decimal integer. */
  hlc: integerText,
  /** Empty where nobody was set yet: the first sets of some stores, which are of the time before they had a hub. */
  actor: name(64).or(z.literal('')),
  command: name(80),
  cause: z.string().max(200).nullable(),
  recordedAt: count,
  schema: z.int().min(1),
  salt: hex(16),
  payloadHash: hex(32),
  /** Hash of the same device's previous set; empty for its first. */
  prevHash: z.string().regex(/^([0-9a-f]{64})?$/),
  /** Ed25519 over the set's hash with the key that the device registered when it joined, base64. */
  signature: z.string().max(120),
  /** Highest hub number that the author had applied when it was written. */
  seenSeq: count,
  /** JSON of `Payload`, exactly as it was hashed. */
  payload: z.string(),
});
export type WireSet = z.infer<typeof wireSet>;

/** Why a set is not taken over. It keeps its place in the chain of its device; its payload goes to nobody. */
export const refusal = z.strictObject({
  reason: z.enum(['notAllowed', 'notYours', 'wrongActor', 'malformed', 'unknownRow', 'tooLarge', 'sealed', 'fixed', 'notInOwnName']),
  /** Table and row that was refused first, and what the hub holds of the cells in question. */
  table: z.string().max(60).nullable(),
  rowId: z.string().max(64).nullable(),
  held: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type Refusal = z.infer<typeof refusal>;

const firstReasons: Readonly<Partial<Record<Refusal['reason'], Refusal['reason']>>> = {
  sealed: 'notAllowed',
  fixed: 'malformed',
  notInOwnName: 'notAllowed',
};
/** What the asker wrote stays between them and the hub: of somebody else's set it is told why it was refused, and nothing of what was in it. */
export const bareRefusal = ({ reason }: Refusal): Refusal => ({ reason, table: null, rowId: null, held: {} });
/** A refusal in the words of an earlier version of the protocol. */
export const refusalIn = (protocol: number, said: Refusal): Refusal =>
  protocol >= 2 ? said : { ...said, reason: firstReasons[said.reason] ?? said.reason };

/** In the place of a salt that is withheld, where something has to stand: at devices, and on the wire of version 1. */
export const withheldSalt = '00'.repeat(16);

/** A set as the hub numbered it. A refused one comes with an empty payload, so that chains still verify. */
export const hubSet = wireSet.extend({
  /** Null where the payload did not come whole: whoever had salt and hash could try values until they fit. */
  salt: hex(16).nullable(),
  hubSeq: z.int().min(1),
  /** The clock every merge uses: the author's, or the hub's own where the author's was too far ahead, above all that the author had seen. */
  effectiveHlc: integerText,
  /**
   * From when it counts as recorded: when the first hub that numbered it had it, and of the log from before the publishing when it was recorded, at the
   * latest when it was published.
   */
  receivedAt: count,
  refused: refusal.nullable(),
  /** Rows that this person may not see were left out of the payload: its hash is of more than what came. */
  partial: z.literal(true).optional(),
});
export type HubSet = z.infer<typeof hubSet>;

/** A set in the words of an earlier version of the protocol. */
export const hubSetIn = (protocol: number, set: HubSet): HubSet => ({
  ...set,
  refused: set.refused === null ? null : refusalIn(protocol, set.refused),
  salt: protocol >= 2 ? set.salt : (set.salt ?? withheldSalt),
});

/** Every answer carries the hub's time, by which a device corrects its stamps, and its epoch, by which a hub that was put back is noticed. */
const answerBase = { hubTime: count, epoch: name(64) };

export const pushRequest = z.strictObject({ protocol: z.int(), epoch: name(64), sets: listOf(wireSet, { least: 1, most: 2_000 }) });
export type PushRequest = z.infer<typeof pushRequest>;
export const pushResult = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('applied'), hubSeq: z.int().min(1), effectiveHlc: integerText, receivedAt: count }),
  z.strictObject({ type: z.literal('refused'), hubSeq: z.int().min(1), effectiveHlc: integerText, receivedAt: count, refused: refusal }),
  /** Nothing is wrong with the set; it comes again. `gap`: an earlier set of this device is missing at the hub, which holds up to `have`. */
  /** `stranger`: somebody else's set, of a device that the hub does not know or takes nothing from by this one; the others go on without it. */
  z.strictObject({ type: z.literal('retry'), why: z.enum(['gap', 'hubTooOld', 'busy', 'stranger']), have: count }),
  /** The hub holds another set under this number: the device was copied or put back; it goes on under a new incarnation. */
  z.strictObject({ type: z.literal('forked'), have: count }),
]);
export type PushResult = z.infer<typeof pushResult>;
/** One result for each set, in their order. */
export const pushAnswer = z.strictObject({ ...answerBase, results: listOf(pushResult, { most: 2_000 }) });
export type PushAnswer = z.infer<typeof pushAnswer>;

/** What a device was told of its scope: the hub's own words, which the device keeps and gives back with its next question. */
const scopeText = z.string().max(400_000);
export const pullRequest = z.strictObject({
  protocol: z.int(),
  epoch: name(64),
  after: count,
  /** Missing from programs that know of no scopes: they are given nothing but whole sets. */
  scope: scopeText.nullable().optional(),
});
/**
 * An earlier set as it is seen now that the scope has changed, with its salt where it is whole, and null where it is not. Version 1 tells no salts: a
 * device that may not have this one is told of the whole as of a part, which it need not prove.
 */
const amendedSet = z.strictObject({
  hubSeq: z.int().min(1),
  payload: z.string(),
  partial: z.boolean(),
  salt: hex(16).nullable().optional(),
});
export type AmendedSet = z.infer<typeof amendedSet>;
/** The same in the words of an earlier version of the protocol. */
export const amendedIn = (protocol: number, { salt, ...set }: AmendedSet): AmendedSet =>
  protocol >= 2 ? { ...set, salt: salt ?? null } : { ...set, partial: true };
/** Sets after that number in the hub's order, own ones included; `head` is the hub's running hash at the last of them (of `after` where none is). */
export const pullAnswer = z.strictObject({
  ...answerBase,
  sets: listOf(hubSet, { most: 100_000 }),
  /** Earlier sets of which the person sees more or less than before; the answer is applied whole, with `scope`. */
  amended: listOf(amendedSet, { most: 100_000 }).optional(),
  scope: scopeText.optional(),
  head: hex(32).or(z.literal('')),
  last: count,
  more: z.boolean(),
});
export type PullAnswer = z.infer<typeof pullAnswer>;

const partBytes = z.string().max(Math.ceil(stageLimit.part / 3) * 4 + 4);
/** One part of a packed payload, base64, of the set with this hash; `part` null only asks how many parts in a row are there already. */
export const stageRequest = z.strictObject({
  protocol: z.int(),
  hash: hex(32),
  of: z
    .int()
    .min(1)
    .max(stageLimit.packed / stageLimit.part),
  part: z.strictObject({ at: count, bytes: partBytes }).nullable(),
});
export const stageAnswer = z.strictObject({ ...answerBase, next: count });
/** A part of the packed payload of a set that came without it. */
export const partRequest = z.strictObject({ protocol: z.int(), hubSeq: z.int().min(1), at: count });
export const partAnswer = z.strictObject({ ...answerBase, of: count, bytes: partBytes });

/** Numbers of the hub's order with the hash that the device remembers there. */
export const markRequest = z.strictObject({
  protocol: z.int(),
  marks: listOf(z.strictObject({ seq: count, head: hex(32).or(z.literal('')) }), { least: 1, most: 100 }),
});
/** The end of the hub's order, and the greatest of the numbers asked for at which both remember the same. */
export const markAnswer = z.strictObject({ ...answerBase, seq: count, head: hex(32).or(z.literal('')), common: count });
/** Sets that follow the hub's last one exactly as it had numbered them before it was put back; an admin's device brings them. */
export const putBackRequest = z.strictObject({ protocol: z.int(), epoch: name(64), sets: listOf(hubSet, { least: 1, most: 2_000 }) });
/** Opens or ends the time in which that is taken, and what nobody has signed with it; not in version 1. */
export const putBackWindowRequest = z.strictObject({ protocol: z.int(), epoch: name(64), isOpen: z.boolean() });
/** How far the hub is now. */
export const putBackAnswer = z.strictObject({ ...answerBase, seq: count });

export const accessRole = z.enum(['admin', 'manager', 'seller', 'guest']);
export const teamFunction = z.enum(['sales', 'marketing', 'management']);
export const position = z.enum(['none', 'salesLeader', 'marketingLeader', 'bothLeader', 'ceo']);
export const deviceKey = z.strictObject({ device: deviceNameText, publicKey: name(120), label: name(80) });

/** The last set of a device that was written before its workspace was published. */
export const lastSet = z.strictObject({ device: deviceNameText, deviceSeq: z.int().min(1), hash: hex(32) });
export type LastSet = z.infer<typeof lastSet>;
export const publishRequest = z.strictObject({
  protocol: z.int(),
  /** Missing from programs of version 1; null where the device has written nothing. */
  last: lastSet.nullable().optional(),
  code: name(80),
  workspace: name(64),
  name: name(200),
  person: name(64),
  key: deviceKey,
});
export const joinRequest = z.strictObject({ protocol: z.int(), code: name(80), key: deviceKey });
/** Shown once; the hub keeps only their hashes. `expiresAt` is of the access token. */
export const tokens = z.strictObject({ access: name(120), refresh: name(120), expiresAt: count });
export type Tokens = z.infer<typeof tokens>;
export const joinAnswer = z.strictObject({ ...answerBase, workspace: name(64), person: name(64), tokens });
export type JoinAnswer = z.infer<typeof joinAnswer>;
export const refreshRequest = z.strictObject({ protocol: z.int(), refresh: name(120) });
export const refreshAnswer = z.strictObject({ ...answerBase, tokens });
/** A device goes on under its next incarnation (after a copy, or a backup brought back), with the same person and a key of its own. */
export const rekeyRequest = z.strictObject({ protocol: z.int(), key: deviceKey });

export const inviteRequest = z.strictObject({
  protocol: z.int(),
  access: accessRole,
  /** Left out: what the person holds who has a role, else sales and no position. Hubs of version 1 know of neither. */
  function: teamFunction.optional(),
  position: position.optional(),
  /** A person of the workspace without a device, or a new one of this name. */
  person: name(64).nullable(),
  name: name(120),
  team: name(64).nullable(),
  validHours: z
    .int()
    .min(1)
    .max(24 * 30),
});
export const inviteAnswer = z.strictObject({ ...answerBase, code: name(80), expiresAt: count, person: name(64) });
export const hubDevice = z.strictObject({
  device: z.string(),
  label: z.string(),
  person: z.string(),
  joinedAt: count,
  lastSeen: count.nullable(),
  lastSeq: count,
  revokedAt: count.nullable(),
});
export type HubDevice = z.infer<typeof hubDevice>;
/** Where a page of the list ended. */
export const devicesCursor = z.strictObject({ rank: z.int().min(0).max(9), joinedAt: count, device: deviceNameText });
export type DevicesCursor = z.infer<typeof devicesCursor>;
export const devicesRequest = z.strictObject({ protocol: z.int(), after: devicesCursor.nullable().optional() });
/** Those that are in come first. `next` is missing where all of them come at once: version 1 knows of no pages. */
export const devicesAnswer = z.strictObject({ ...answerBase, devices: z.array(hubDevice), next: devicesCursor.nullable().optional() });
/** A device under all its names, or (not in version 1) a person with all devices and all invitations. */
export const revokeRequest = z.union([
  z.strictObject({ protocol: z.int(), device: name(40) }),
  z.strictObject({ protocol: z.int(), person: name(64) }),
]);
/** Invitations that nobody has used; not in version 1. */
export const codesRequest = z.strictObject({ protocol: z.int() });
/** `letters`: its public part; `isEnded`: too many have tried it with a wrong secret. */
export const openCode = z.strictObject({ letters: z.string(), person: name(64), madeAt: count, expiresAt: count, isEnded: z.boolean() });
export type OpenCode = z.infer<typeof openCode>;
export const codesAnswer = z.strictObject({ ...answerBase, codes: z.array(openCode) });
export const doneAnswer = z.strictObject(answerBase);

/** What goes wrong on the way; HTTP status beside it. The same answer for what is not there and what is another workspace's. */
export const hubError = z.strictObject({
  error: z.enum([
    'wrongCode', // 403
    'expiredCode', // 403
    'endedCode', // 403: too many wrong secrets were tried with it
    'tooManyTries', // 429: hubs of version 1
    'tooManyDevices', // 409: the person holds as many as one may
    'stillFounding', // 409: what was before the workspace was published is not all there yet
    'noGuests', // 403: there would be nothing on a guest's device
    'unauthorised', // 401: token wrong, expired or revoked
    'revoked', // 401
    'notAllowed', // 403
    'notFound', // 404
    'otherRole', // 409: an invitation changes no role that somebody has
    'wrongEpoch', // 409: this hub was put back or is another one
    'workspaceThere', // 409: publish of a workspace that the hub has, or a hub that holds another for this code
    'protocolTooOld', // 426
    'malformed', // 400
    'tooLarge', // 413
    'slowDown', // 429
    'unavailable', // 503
  ]),
  hubTime: count,
  epoch: z.string().max(64),
});
export type HubError = z.infer<typeof hubError>;

const firstErrors: Readonly<Partial<Record<HubError['error'], HubError['error']>>> = {
  otherRole: 'notAllowed',
  endedCode: 'wrongCode',
  tooManyDevices: 'notAllowed',
  stillFounding: 'notAllowed',
  noGuests: 'notAllowed',
};
/** What went wrong, in the words of an earlier version of the protocol. */
export const errorIn = (protocol: number, error: HubError['error']): HubError['error'] =>
  protocol >= 2 ? error : (firstErrors[error] ?? error);

/** Paths; all POST with packed JSON (gzip, or zstd where the other side says that it takes it) but `live` (server-sent events: `event: poke`, data the newest hub number) and `health`. */
export const hubPaths = {
  health: '/health',
  metrics: '/metrics',
  publish: '/v1/publish',
  join: '/v1/join',
  refresh: '/v1/refresh',
  rekey: '/v1/rekey',
  invite: '/v1/invite',
  devices: '/v1/devices',
  revoke: '/v1/revoke',
  codes: '/v1/codes',
  push: '/v1/push',
  pull: '/v1/pull',
  stage: '/v1/stage',
  part: '/v1/part',
  mark: '/v1/mark',
  putBack: '/v1/put-back',
  putBackWindow: '/v1/put-back-window',
  live: '/v1/live',
} as const;
