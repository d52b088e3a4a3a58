/** The commands of the hub: publish, join, exchange, invite, and what to look at afterwards. */
import { people as peopleEntry, workspace as workspaceEntry } from '../../../shared/admin/contract.ts';
import { formatInstant } from '../../../shared/i18n/format.ts';
import type { CallError, CallInputOf, OutputOf, AnyEntry } from '../../../shared/kernel/contract.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { leave as leaveEntry, moveHome as moveEntry, pushAgain as pushAgainEntry } from '../../../shared/sync/homeContract.ts';
import {
  conflicts as conflictsEntry,
  type ConflictView,
  devices as devicesEntry,
  type Exchanged,
  invite as inviteEntry,
  publish as publishEntry,
  syncNow as syncEntry,
  syncStatus as statusEntry,
} from '../../../shared/sync/statusContract.ts';
import { systemNetwork } from '../../contexts/sync/hubClient.ts';
import { joinStore } from '../../contexts/sync/joining.ts';
import { secretFile } from '../../contexts/sync/secrets.ts';
import { meOf, openWorkspaceStore } from '../../contexts/openWorkspace.ts';
import type { App } from '../../appPort.ts';
import type { Ports } from '../../platform/ports.ts';
import { storeText } from '../storeText.ts';
import { aligned, type Answer, type Failure, type Outcome, type Words } from './answer.ts';
import { errorLines } from './errorLines.ts';
import type { InviteRequest, JoinRequest, MoveRequest, PublishRequest, SyncRequest } from './syncArgs.ts';

const done = (json: unknown, lines: readonly string[]): Outcome => ok<Answer>({ code: 0, json, lines });
const failed = (words: Words, error: { readonly type: string }): Outcome =>
  err<Failure>({ code: 1, error, lines: errorLines(words.say, error) });

const ask = async <E extends AnyEntry>(app: App, entry: E, input: CallInputOf<E>): Promise<Result<OutputOf<E>, CallError>> =>
  (await app.call(entry.name, input)) as Result<OutputOf<E>, CallError>;

const exchangedLine = (words: Words, { sent, refused, received, conflicts }: Exchanged): string =>
  words.say('exchange.exchanged', { sent, refused, received, conflicts });

const publishTo = async (app: App, words: Words, dir: string, { hub, code, certificate }: PublishRequest): Promise<Outcome> => {
  const published = await ask(app, publishEntry, { hub, code, certificate });
  if (!published.ok) return failed(words, published.error);
  return done({ store: dir, hub, ...published.value }, [
    words.say('exchange.published', { count: published.value.sent, hub }),
    words.say('exchange.secretsPlain'),
  ]);
};

/** Joins with a store that is empty or belongs to the workspace already; a folder without a store gets one. */
export const joinHub = async (ports: Ports, words: Words, dir: string, { hub, code, certificate }: JoinRequest): Promise<Outcome> => {
  const opened = openWorkspaceStore({ dir, ports, create: true });
  if (!opened.ok) return err<Failure>({ code: 1, error: opened.error, lines: [storeText(words.say, opened.error, dir)] });
  const store = opened.value;
  try {
    const world = { store, ports, secrets: secretFile(dir), network: systemNetwork };
    const joined = await joinStore(world, { hub, code, certificate }, new AbortController().signal);
    if (!joined.ok) return failed(words, joined.error);
    return done({ store: dir, hub, person: meOf(store), ...joined.value }, [
      words.say('exchange.joined', { count: joined.value.received, hub }),
      words.say('exchange.secretsPlain'),
    ]);
  } finally {
    store.close();
  }
};

const exchange = async (app: App, words: Words, dir: string): Promise<Outcome> => {
  const exchanged = await ask(app, syncEntry, {});
  if (!exchanged.ok) return failed(words, exchanged.error);
  const status = await ask(app, statusEntry, {});
  if (!status.ok) return failed(words, status.error);
  const { waiting, refused: openRefused, conflicts: openConflicts } = status.value;
  return done({ store: dir, hub: status.value.hub?.url ?? null, ...exchanged.value, waiting, openRefused, openConflicts }, [
    exchangedLine(words, exchanged.value),
  ]);
};

const pushEverything = async (app: App, words: Words, dir: string): Promise<Outcome> => {
  const pushed = await ask(app, pushAgainEntry, {});
  if (!pushed.ok) return failed(words, pushed.error);
  return done({ store: dir, ...pushed.value }, [exchangedLine(words, pushed.value)]);
};

const moveTo = async (app: App, words: Words, dir: string, { hub, code, certificate }: MoveRequest): Promise<Outcome> => {
  const moved = await ask(app, moveEntry, { hub, code, certificate });
  if (!moved.ok) return failed(words, moved.error);
  return done({ store: dir, hub, ...moved.value }, [words.say('home.movedTo', { hub }), exchangedLine(words, moved.value)]);
};

const leaveHub = async (app: App, words: Words, dir: string): Promise<Outcome> => {
  const left = await ask(app, leaveEntry, {});
  if (!left.ok) return failed(words, left.error);
  return done({ store: dir, ...left.value }, [words.say('home.leftWaiting', { count: left.value.waiting })]);
};

/** Who came with an import has no role yet: the one person of the name is meant, not somebody new beside them. */
const importedOf = async (app: App, name: string): Promise<string | null> => {
  const known = await ask(app, peopleEntry, {});
  const named = known.ok ? known.value.filter((person) => person.name === name) : [];
  const [only] = named;
  return named.length === 1 && only !== undefined && only.memberships.length === 0 ? only.id : null;
};

const inviteSomebody = async (app: App, words: Words, request: InviteRequest): Promise<Outcome> => {
  const { role: access, function: side, position, name, person, team, hours: validHours } = request;
  const whom = person ?? (await importedOf(app, name));
  const made = await ask(app, inviteEntry, { access, function: side, position, name, person: whom, team, validHours });
  if (!made.ok) return failed(words, made.error);
  const workspace = await ask(app, workspaceEntry, {});
  if (!workspace.ok) return failed(words, workspace.error);
  const { code, expiresAt } = made.value;
  const until = formatInstant(words.language, expiresAt, workspace.value.zone);
  return done(made.value, [words.say('exchange.inviteMade', { name, until }), code]);
};

const listDevices = async (app: App, words: Words): Promise<Outcome> => {
  const listed = await ask(app, devicesEntry, {});
  if (!listed.ok) return failed(words, listed.error);
  const workspace = await ask(app, workspaceEntry, {});
  if (!workspace.ok) return failed(words, workspace.error);
  const when = (at: number): string => formatInstant(words.language, at, workspace.value.zone);
  const rows = listed.value.map(({ device, label, person, personName, isThis, lastSeen, revokedAt }) => [
    device,
    label,
    personName ?? person,
    revokedAt !== null
      ? words.say('exchange.revoked', { when: when(revokedAt) })
      : words.say('exchange.seen', { when: lastSeen === null ? words.say('exchange.never') : when(lastSeen) }),
    isThis ? words.say('exchange.thisDevice') : '',
  ]);
  return done({ devices: listed.value }, rows.length === 0 ? [words.say('syncPage.noDevices')] : aligned(rows));
};

const listConflicts = async (app: App, words: Words): Promise<Outcome> => {
  const rows: ConflictView[] = [];
  for (let last: ConflictView | null = null; ; last = rows.at(-1) ?? null) {
    const after = last === null ? null : { table: last.table, rowId: last.rowId, field: last.field, foundAt: last.foundAt };
    const page: Result<readonly ConflictView[], CallError> = await ask(app, conflictsEntry, { after });
    if (!page.ok) return failed(words, page.error);
    if (page.value.length === 0) break;
    rows.push(...page.value);
  }
  const lines = rows.map(({ title, rowId, field, winner, loser }) => [
    title ?? rowId,
    field,
    `${String(winner.value ?? '–')} (${winner.actor.name ?? winner.actor.id})`,
    `${String(loser.value ?? '–')} (${loser.actor.name ?? loser.actor.id})`,
  ]);
  return done({ conflicts: rows }, lines.length === 0 ? [words.say('exchange.noConflicts')] : aligned(lines));
};

/** Runs one of the commands that work on an open store. */
export const runSync = async (app: App, words: Words, dir: string, request: SyncRequest): Promise<Outcome> => {
  switch (request.command) {
    case 'publish':
      return publishTo(app, words, dir, request);
    case 'invite':
      return inviteSomebody(app, words, request);
    case 'sync':
      return exchange(app, words, dir);
    case 'push-again':
      return pushEverything(app, words, dir);
    case 'move':
      return moveTo(app, words, dir, request);
    case 'leave':
      return leaveHub(app, words, dir);
    case 'devices':
      return listDevices(app, words);
    case 'conflicts':
      return listConflicts(app, words);
  }
};
