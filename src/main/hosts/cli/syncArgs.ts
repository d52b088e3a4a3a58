/** What stands on the command line behind the commands of the hub. */
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { accessRole } from '../../../shared/sync/hubProtocol.ts';

type HubCode = { readonly hub: string; readonly code: string };
export type PublishRequest = HubCode & { readonly command: 'publish' };
export type JoinRequest = HubCode & { readonly command: 'join' };
export type MoveRequest = HubCode & { readonly command: 'move' };
export type InviteRequest = {
  readonly command: 'invite';
  readonly role: (typeof accessRole.options)[number];
  readonly name: string;
  readonly person: string | null;
  readonly team: string | null;
  readonly hours: number;
};
export type PlainSyncRequest = { readonly command: 'sync' | 'push-again' | 'leave' | 'devices' | 'conflicts' };
export type SyncRequest = PublishRequest | MoveRequest | InviteRequest | PlainSyncRequest;

type InviteArgumentError =
  | { readonly type: 'ValueNotListed'; readonly argument: string; readonly value: string; readonly choices: string }
  | { readonly type: 'HoursInvalid'; readonly value: string };

/** Reads what stands after `invite`. */
export const readInviteRequest = (values: ReadonlyMap<string, string>): Result<InviteRequest, InviteArgumentError> => {
  const wanted = values.get('role') ?? '';
  const role = accessRole.options.find((known) => known === wanted);
  if (role === undefined) return err({ type: 'ValueNotListed', argument: '--role', value: wanted, choices: accessRole.options.join(', ') });
  const hours = values.get('hours') ?? '72';
  if (!/^[1-9]\d{0,2}$/u.test(hours) || Number(hours) > 720) return err({ type: 'HoursInvalid', value: hours });
  return ok({
    command: 'invite',
    role,
    name: values.get('name') ?? '',
    person: values.get('person') ?? null,
    team: values.get('team') ?? null,
    hours: Number(hours),
  });
};
