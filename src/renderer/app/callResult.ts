/** What a call of the window comes to, over whichever way it went. */
import type { CallError } from '../../shared/kernel/contract.ts';
import type { Result } from '../../shared/kernel/result.ts';

/** This window has no session, or the host ended: only the link printed by a running host helps. */
export type NoSession = { readonly type: 'NoSession' };
/** The host did not answer. */
export type HostUnreachable = { readonly type: 'HostUnreachable' };
/** The link's code was used before, or belongs to an earlier run. */
export type CodeRefused = { readonly type: 'CodeRefused' };
/** Much would have been removed, and somebody has said no to it in the window. */
export type NothingRemoved = { readonly type: 'NothingRemoved' };

export type ClientError = CallError | NoSession | HostUnreachable | CodeRefused | NothingRemoved;
export type CallResult = Result<unknown, ClientError>;
