/** A device as the home hub of its workspace: beginning and ending that, how it stands, and following it to another address. */
import { z } from 'zod';
import { can, errors, output, query, task, type StoreFailureOf } from '../kernel/contract.ts';
import type { Exchanged, HubRefusal, SampleStays, SyncFailed } from '../sync/statusContract.ts';

/** Why a hub that shall run here does not; it is tried again by itself. */
export type HostTrouble = 'PortTaken' | 'RunsElsewhere' | 'DiskFull' | 'TooNew' | 'Broke';

export type HostStatus = {
  /** `waiting`: it shall run and does not just now, because of `trouble`. */
  readonly state: 'off' | 'starting' | 'on' | 'waiting';
  readonly trouble: HostTrouble | null;
  /** Whether the workspace has its home here, running or not. */
  readonly isHome: boolean;
  /** The folder was copied or moved since: only one of the copies may be the hub, so a person has to say which. */
  readonly wasCopied: boolean;
  /** Addresses for others on the local network, the likeliest first; none without a network, or while it does not run. */
  readonly addresses: readonly string[];
  readonly port: number | null;
  /** SHA-256 of its certificate, 64 hexadecimal digits; null before it was made. */
  readonly fingerprint: string | null;
  /** The workspace has no home yet, or has it here; the sample company never has one. */
  readonly canHost: boolean;
  /** The workspace has its home at another hub, and could have it here. */
  readonly canMoveHere: boolean;
};
export const hostStatus = query('hosting.status', {
  input: z.strictObject({}),
  output: output<HostStatus>(),
  allow: can('history.read'),
  reads: ['*'],
});

export type HostNotStarted = { readonly type: 'HostNotStarted'; readonly because: HostTrouble };
/** The hub here holds more of the workspace than the store, which was put back to before it was one. */
export type HostHoldsMore = { readonly type: 'HostHoldsMore' };
/** Only an app that stays open can be a hub. */
export type HostNeedsApp = { readonly type: 'HostNeedsApp' };
export type NotHosted =
  | HubRefusal
  | SyncFailed
  | SampleStays
  /** The workspace has its home at another hub. */
  | { readonly type: 'HomeElsewhere' }
  | HostNotStarted
  | HostHoldsMore
  | HostNeedsApp
  | StoreFailureOf<'StoreReadOnly'>;
/** Makes this device the home hub of its workspace: the first time, the workspace is published to it. Asked again, it goes on. */
export const beginHosting = task('hosting.begin', {
  /**
   * `otherPort`: takes a free port instead of the one it had; others then need the new address. `move`: also where the workspace has its home at
   * another hub, which it leaves; the others follow by an invitation from here.
   */
  input: z.strictObject({ otherPort: z.boolean().default(false), move: z.boolean().default(false) }),
  output: output<null>(),
  errors: errors<NotHosted>(),
  allow: can('workspace.edit'),
});
/** Stops the hub here. Nothing is deleted; who has joined works on and waits. */
export const endHosting = task('hosting.end', {
  input: z.strictObject({}),
  output: output<null>(),
  errors: errors<HostNeedsApp | StoreFailureOf<'StoreReadOnly'>>(),
  allow: can('workspace.edit'),
});

export type NotFollowed =
  | HubRefusal
  | SyncFailed
  /** Only a hub whose certificate was confirmed can be known again at another address; any other one needs an invitation. */
  | { readonly type: 'CodeNeeded' };
/** The hub has another address today: it is known by its certificate, so no code is needed. The old address stays where it is not found there. */
export const followHub = task('hosting.follow', {
  input: z.strictObject({ hub: z.string().min(1).max(300) }),
  output: output<Exchanged>(),
  errors: errors<NotFollowed>(),
  allow: can('history.read'),
});
