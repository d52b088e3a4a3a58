/** The one way in: decode the input, know the actor, ask the policy, run the handler in a transaction, and answer with a value. */
import type { z } from 'zod';
import { type Actor, reach, reachBy } from '../../shared/admin/policy.ts';
import type { AnyEntry, CallError } from '../../shared/kernel/contract.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { dbErrorKind } from '../platform/database.ts';
import type { Ports } from '../platform/ports.ts';

export type DispatchOptions = {
  readonly entries: ReadonlyMap<string, AnyEntry>;
  readonly ports: Ports;
  readonly newDefectId: () => string;
  /** Null while nobody is set up on this device; then nothing is allowed. */
  readonly actor: () => Actor | null;
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
  if (kind === 'busy') return { type: 'StoreBusy' };
  if (kind === 'full') return { type: 'DiskFull' };
  if (kind === 'readOnly') return { type: 'StoreReadOnly' };
  if (kind === 'io' || kind === 'corrupt') return { type: 'StoreIoError' };
  return null;
};

/** Answers a call. Never rejects: what was not expected is logged under an id and answered as a defect. */
export const dispatch = async (options: DispatchOptions, name: string, input: unknown): Promise<Result<unknown, CallError>> => {
  const entry = options.entries.get(name);
  if (entry === undefined) return err({ type: 'UnknownEntry', name: name.slice(0, 100) });
  try {
    const decoded = entry.input.safeParse(input);
    if (!decoded.success) return issuesOf(decoded.error);
    const actor = options.actor();
    const { allow } = entry;
    const besides = allow.besides?.(decoded.data);
    if (actor === null || reachBy(actor, allow) === 'none') return err({ type: 'NotAllowed', action: allow.action });
    if (besides !== undefined && reach(actor, besides) === 'none') return err({ type: 'NotAllowed', action: besides });
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
