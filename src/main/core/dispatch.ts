/** The one way in: decode the input, know the actor, ask the policy, run the handler in a transaction, and answer with a value. */
import type { z } from 'zod';
import type { Allow, AnyEntry, CallError } from '../../shared/kernel/contract.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { dbErrorKind } from '../../platform/database.ts';
import type { Ports } from '../../platform/ports.ts';

export type DispatchOptions<Actor> = {
  readonly entries: ReadonlyMap<string, AnyEntry>;
  readonly ports: Ports;
  readonly newDefectId: () => string;
  /** Null while nobody is set up on this device; then nothing is allowed. */
  readonly actor: () => Actor | null;
  /** The policy: the action by which the actor reaches nothing at all and which the entry asks for; null: the entry is theirs to call. */
  readonly refusedTo: (actor: Actor, allow: Allow, input: unknown) => string | null;
  readonly run: (entry: AnyEntry, input: unknown, actor: Actor) => Result<unknown, CallError> | Promise<Result<unknown, CallError>>;
};

/** Paths and codes only: an issue must never echo what was sent. */
const issuesOf = (error: z.ZodError): Result<never, CallError> =>
  err({
    type: 'InvalidInput',
    issues: error.issues.slice(0, 20).map((issue) => ({ path: issue.path.map(String).join('.').slice(0, 100), code: issue.code })),
  });

const knownFailure = (error: unknown): CallError | null => {
  const kind = dbErrorKind(error);
  if (kind === 'gone') return { type: 'StoreGone' };
  if (kind === 'busy') return { type: 'StoreBusy' };
  if (kind === 'full') return { type: 'DiskFull' };
  if (kind === 'readOnly') return { type: 'StoreReadOnly' };
  if (kind === 'io' || kind === 'corrupt') return { type: 'StoreIoError' };
  return null;
};

/** Answers a call. Never rejects: what was not expected is logged under an id and answered as a defect. */
export const dispatch = async <Actor>(
  options: DispatchOptions<Actor>,
  name: string,
  input: unknown,
): Promise<Result<unknown, CallError>> => {
  const entry = options.entries.get(name);
  if (entry === undefined) return err({ type: 'UnknownEntry', name: name.slice(0, 100) });
  try {
    const decoded = entry.input.safeParse(input);
    if (!decoded.success) return issuesOf(decoded.error);
    const actor = options.actor();
    const refused = actor === null ? entry.allow.action : options.refusedTo(actor, entry.allow, decoded.data);
    if (actor === null || refused !== null) return err({ type: 'NotAllowed', action: refused ?? entry.allow.action });
    const result = await options.run(entry, decoded.data, actor);
    return result.ok ? ok(result.value) : result;
  } catch (error) {
    const failure = knownFailure(error);
    if (failure !== null) return err(failure);
    const id = options.newDefectId();
    options.ports.log.defect(id, error);
    return err({ type: 'Defect', id });
  }
};
