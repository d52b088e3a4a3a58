/** What stands on the command line behind the commands of the hub. */
import { type AccessRole, readRole, typedRoles } from '../../../shared/admin/schema.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { readFingerprint } from '../../../shared/sync/fingerprint.ts';
import { position, teamFunction } from '../../../shared/sync/hubProtocol.ts';
import type { ArgumentErrorOf } from './argumentError.ts';

/** `certificate`: the fingerprint that was compared, where nobody vouches for the certificate of the hub. */
type HubCode = { readonly hub: string; readonly code: string; readonly certificate: string | null };
export type PublishRequest = HubCode & { readonly command: 'publish' };
export type JoinRequest = HubCode & { readonly command: 'join' };
export type MoveRequest = HubCode & { readonly command: 'move' };
export type InviteRequest = {
  readonly command: 'invite';
  readonly role: AccessRole;
  /** Null: not said. */
  readonly function: (typeof teamFunction.options)[number] | null;
  readonly position: (typeof position.options)[number] | null;
  readonly name: string;
  readonly person: string | null;
  readonly team: string | null;
  readonly hours: number;
};
export type PlainSyncRequest = { readonly command: 'sync' | 'push-again' | 'leave' | 'devices' | 'conflicts' };
export type SyncRequest = PublishRequest | MoveRequest | InviteRequest | PlainSyncRequest;

type InviteArgumentError = ArgumentErrorOf<'ValueNotListed' | 'HoursInvalid'>;

/** Reads the address and the code of a hub. */
export const readHubCode = (values: ReadonlyMap<string, string>): Result<HubCode, ArgumentErrorOf<'FingerprintInvalid'>> => {
  const typed = values.get('fingerprint');
  const certificate = typed === undefined ? null : readFingerprint(typed);
  if (typed !== undefined && certificate === null) return err({ type: 'FingerprintInvalid', value: typed });
  return ok({ hub: values.get('hub') ?? '', code: values.get('code') ?? '', certificate });
};

/** Null where it was not said. */
const oneOf = <T extends string>(
  argument: string,
  choices: readonly T[],
  value: string | undefined,
): Result<T | null, InviteArgumentError> => {
  const found = choices.find((known) => known === value);
  return found === undefined && value !== undefined
    ? err({ type: 'ValueNotListed', argument, value, choices: choices.join(', ') })
    : ok(found ?? null);
};

/** Reads what stands after `invite`. */
export const readInviteRequest = (values: ReadonlyMap<string, string>): Result<InviteRequest, InviteArgumentError> => {
  const wanted = values.get('role') ?? '';
  const role = readRole(wanted);
  if (role === undefined) return err({ type: 'ValueNotListed', argument: '--role', value: wanted, choices: typedRoles.join(', ') });
  const side = oneOf('--function', teamFunction.options, values.get('function'));
  if (!side.ok) return side;
  const held = oneOf('--position', position.options, values.get('position'));
  if (!held.ok) return held;
  const hours = values.get('hours') ?? '72';
  if (!/^[1-9]\d{0,2}$/u.test(hours) || Number(hours) > 720) return err({ type: 'HoursInvalid', value: hours });
  return ok({
    command: 'invite',
    role,
    function: side.value,
    position: held.value,
    name: values.get('name') ?? '',
    person: values.get('person') ?? null,
    team: values.get('team') ?? null,
    hours: Number(hours),
  });
};
