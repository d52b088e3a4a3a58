/** The arguments of the command line, read strictly: what is not understood is said, never ignored. */
import { parseArgs } from 'node:util';
import { isLanguage } from '../../../shared/i18n/languages.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { importKinds } from '../../../shared/imports/kinds.ts';
import type { ImportKind } from '../../../shared/imports/kinds.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { parseDay } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { decodeWire } from '../../../shared/kernel/wire.ts';
import type { ArgumentError } from './argumentError.ts';
import { readReportRequest, reportOptions } from './report.ts';
import type { ReportRequest } from './report.ts';
import { readHubCode, readInviteRequest } from './syncArgs.ts';
import type { JoinRequest, SyncRequest } from './syncArgs.ts';

export type SampleRequest = { readonly command: 'sample'; readonly size: 'small'; readonly seed: number };
export type ImportRequest = {
  readonly command: 'import';
  readonly from: string;
  readonly kind: ImportKind | null;
  /** A file, or the name of a saved mapping. */
  readonly mapping: string | null;
  readonly decide: string | null;
  readonly dryRun: boolean;
};
export type KpiRequest = {
  readonly command: 'kpi';
  readonly asOf: Day | null;
  /** Milliseconds since 1970 UTC. */
  readonly recordedAsOf: number | null;
  readonly from: Day | null;
  readonly to: Day | null;
};
export type CallRequest = { readonly command: 'call'; readonly name: string; readonly input: unknown; readonly yes: boolean };
export type HistoryRequest = { readonly command: 'history'; readonly record: string };
export type UndoBatchRequest = { readonly command: 'undo-batch'; readonly batch: string; readonly yes: boolean };
export type BackupRequest = {
  readonly command: 'backup';
  /** A folder other than the usual one. */
  readonly to: string | null;
  /** The daily backups go there too from now on. */
  readonly daily: boolean;
};
export type RestoreRequest = { readonly command: 'restore'; readonly from: string };
export type Request =
  | SampleRequest
  | ImportRequest
  | KpiRequest
  | CallRequest
  | HistoryRequest
  | UndoBatchRequest
  | ReportRequest
  | BackupRequest
  | RestoreRequest
  | JoinRequest
  | SyncRequest
  | { readonly command: 'doctor' }
  | { readonly command: 'host' }
  | { readonly command: 'batches' };
export type CommandName = Request['command'];

/** What every command line may say, whatever the command; known even where the rest is wrong, so that the complaint is in the right form. */
export type Common = { readonly json: boolean; readonly language: Language | null; readonly command: CommandName | null };
export type CliArgs = Common & { readonly help: boolean; readonly store: string | null; readonly request: Request | null };

export type WrongArgs = { readonly common: Common; readonly error: ArgumentError };

const options = {
  help: { type: 'boolean' },
  json: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  daily: { type: 'boolean' },
  yes: { type: 'boolean' },
  store: { type: 'string' },
  lang: { type: 'string' },
  size: { type: 'string' },
  seed: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  kind: { type: 'string' },
  mapping: { type: 'string' },
  decide: { type: 'string' },
  'as-of': { type: 'string' },
  'recorded-as-of': { type: 'string' },
  record: { type: 'string' },
  batch: { type: 'string' },
  out: { type: 'string' },
  hub: { type: 'string' },
  code: { type: 'string' },
  fingerprint: { type: 'string' },
  role: { type: 'string' },
  function: { type: 'string' },
  position: { type: 'string' },
  name: { type: 'string' },
  person: { type: 'string' },
  team: { type: 'string' },
  hours: { type: 'string' },
} as const;
type OptionName = keyof typeof options;
/** What is chosen of reports is declared with them. */
const allOptions: Readonly<Record<string, { readonly type: 'boolean' | 'string' }>> = {
  ...options,
  ...Object.fromEntries(reportOptions.map((name) => [name, { type: 'string' } as const])),
};

type Shape = { readonly options: readonly OptionName[]; readonly needs: readonly OptionName[]; readonly words: readonly string[] };
const everywhere: readonly OptionName[] = ['help', 'json', 'store', 'lang'];
const shapes: Readonly<Record<CommandName, Shape>> = {
  sample: { options: ['size', 'seed'], needs: [], words: [] },
  import: { options: ['from', 'kind', 'mapping', 'decide', 'dry-run'], needs: ['from'], words: [] },
  kpi: { options: ['as-of', 'recorded-as-of', 'from', 'to'], needs: [], words: [] },
  call: { options: ['yes'], needs: [], words: ['NAME', 'JSON'] },
  history: { options: ['record'], needs: ['record'], words: [] },
  doctor: { options: [], needs: [], words: [] },
  backup: { options: ['to', 'daily'], needs: [], words: [] },
  restore: { options: ['from'], needs: ['from'], words: [] },
  batches: { options: [], needs: [], words: [] },
  'undo-batch': { options: ['batch', 'yes'], needs: ['batch'], words: [] },
  publish: { options: ['hub', 'code', 'fingerprint'], needs: ['hub', 'code'], words: [] },
  join: { options: ['hub', 'code', 'fingerprint'], needs: ['hub', 'code'], words: [] },
  sync: { options: [], needs: [], words: [] },
  'push-again': { options: [], needs: [], words: [] },
  move: { options: ['hub', 'code', 'fingerprint'], needs: ['hub', 'code'], words: [] },
  host: { options: [], needs: [], words: [] },
  leave: { options: [], needs: [], words: [] },
  invite: { options: ['role', 'function', 'position', 'name', 'person', 'team', 'hours'], needs: ['role', 'name'], words: [] },
  devices: { options: [], needs: [], words: [] },
  conflicts: { options: [], needs: [], words: [] },
  report: { options: ['out'], needs: ['out'], words: ['NAME'] },
};
export const commandNames = Object.keys(shapes) as readonly CommandName[];
const isCommand = (name: string): name is CommandName => Object.hasOwn(shapes, name);

const takes = (command: CommandName, option: string): boolean => {
  const named: readonly string[] = [...everywhere, ...shapes[command].options, ...(command === 'report' ? reportOptions : [])];
  return named.includes(option);
};

type Given = { readonly values: ReadonlyMap<string, string>; readonly words: readonly string[] };

/** Reads the arguments after the program's own name. */
export const parseCliArgs = (argv: readonly string[]): Result<CliArgs, WrongArgs> => {
  // Not `strict`: its errors are English sentences, and ours come from the dictionaries. The tokens say all that is needed.
  const { tokens } = parseArgs({ args: [...argv], options: allOptions, strict: false, allowPositionals: true, tokens: true });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const name = words[0];
  const command = name !== undefined && isCommand(name) ? name : null;
  const language = tokens.find((token) => token.kind === 'option' && token.name === 'lang');
  const tag = language?.kind === 'option' ? language.value : undefined;
  const common: Common = {
    json: tokens.some((token) => token.kind === 'option' && token.name === 'json'),
    language: isLanguage(tag) ? tag : null,
    command,
  };
  const wrong = (error: ArgumentError): Result<never, WrongArgs> => err({ common, error });

  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name: option, rawName: argument, value } = token;
    const known = argument.startsWith('--') && Object.hasOwn(allOptions, option) ? allOptions[option] : undefined;
    if (known === undefined || (command !== null && !takes(command, option))) return wrong({ type: 'ArgumentUnknown', argument });
    if (values.has(option)) return wrong({ type: 'ArgumentRepeated', argument });
    if (known.type === 'boolean') {
      if (value !== undefined) return wrong({ type: 'ValueUnexpected', argument });
    } else if (value === undefined || value === '' || (!token.inlineValue && value.startsWith('-'))) {
      return wrong({ type: 'ValueMissing', argument });
    }
    values.set(option, value ?? '');
  }
  if (tag !== undefined && !isLanguage(tag)) return wrong({ type: 'LanguageUnknown', value: tag });

  const args = { ...common, help: values.has('help'), store: values.get('store') ?? null };
  if (name !== undefined && command === null) return wrong({ type: 'CommandUnknown', command: name });
  if (args.help) return ok({ ...args, request: null });
  if (command === null) return wrong({ type: 'CommandMissing' });
  const request = readRequest(command, { values, words: words.slice(1) });
  return request.ok ? ok({ ...args, request: request.value }) : wrong(request.error);
};

const readRequest = (command: CommandName, given: Given): Result<Request, ArgumentError> => {
  const { values, words } = given;
  const shape = shapes[command];
  const surplus = words[shape.words.length];
  if (surplus !== undefined) return err({ type: 'ArgumentUnknown', argument: surplus });
  const missing = shape.needs.find((option) => !values.has(option));
  if (missing !== undefined) return err({ type: 'ArgumentMissing', argument: `--${missing}` });
  switch (command) {
    case 'sample':
      return sampleRequest(values);
    case 'import':
      return importRequest(values);
    case 'kpi':
      return kpiRequest(values);
    case 'call':
      return callRequest(values, words);
    case 'history':
      return ok({ command, record: values.get('record') ?? '' });
    case 'undo-batch':
      return ok({ command, batch: values.get('batch') ?? '', yes: values.has('yes') });
    case 'report':
      return readReportRequest(values, words);
    case 'backup':
      // Without a folder there is nothing to choose for the days to come.
      if (values.has('daily') && !values.has('to')) return err({ type: 'ArgumentMissing', argument: '--to' });
      return ok({ command, to: values.get('to') ?? null, daily: values.has('daily') });
    case 'restore':
      return ok({ command, from: values.get('from') ?? '' });
    case 'publish':
    case 'join':
    case 'move': {
      const code = readHubCode(values);
      return code.ok ? ok({ command, ...code.value }) : code;
    }
    case 'invite':
      return readInviteRequest(values);
    case 'doctor':
    case 'host':
    case 'batches':
    case 'sync':
    case 'push-again':
    case 'leave':
    case 'devices':
    case 'conflicts':
      return ok({ command });
  }
};

const sampleRequest = (values: Given['values']): Result<SampleRequest, ArgumentError> => {
  const size = values.get('size') ?? 'small';
  if (size !== 'small') return err({ type: 'ValueNotListed', argument: '--size', value: size, choices: 'small' });
  const seed = values.get('seed') ?? '1';
  // Nine digits fit the generator's 32 bits.
  if (!/^\d{1,9}$/.test(seed)) return err({ type: 'SeedInvalid', value: seed });
  return ok({ command: 'sample', size, seed: Number(seed) });
};

const importRequest = (values: Given['values']): Result<ImportRequest, ArgumentError> => {
  const wanted = values.get('kind') ?? null;
  const kind = importKinds.find((known) => known === wanted) ?? null;
  if (wanted !== kind) return err({ type: 'ValueNotListed', argument: '--kind', value: wanted ?? '', choices: importKinds.join(', ') });
  return ok({
    command: 'import',
    from: values.get('from') ?? '',
    kind,
    mapping: values.get('mapping') ?? null,
    decide: values.get('decide') ?? null,
    dryRun: values.has('dry-run'),
  });
};

const kpiRequest = (values: Given['values']): Result<KpiRequest, ArgumentError> => {
  const days: (Day | null)[] = [];
  for (const option of ['as-of', 'from', 'to'] as const) {
    const text = values.get(option);
    const read = text === undefined ? null : parseDay(text);
    if (text !== undefined && read === null) return err({ type: 'DayInvalid', argument: `--${option}`, value: text });
    days.push(read);
  }
  const text = values.get('recorded-as-of');
  const recordedAsOf = text === undefined ? null : parseInstant(text);
  if (text !== undefined && recordedAsOf === null) return err({ type: 'InstantInvalid', argument: '--recorded-as-of', value: text });
  const [asOf = null, from = null, to = null] = days;
  return ok({ command: 'kpi', asOf, recordedAsOf, from, to });
};

const callRequest = (values: Given['values'], words: readonly string[]): Result<CallRequest, ArgumentError> => {
  const [name, text] = words;
  if (name === undefined) return err({ type: 'ArgumentMissing', argument: 'NAME' });
  try {
    return ok({ command: 'call', name, input: text === undefined ? {} : decodeWire(text), yes: values.has('yes') });
  } catch (cause) {
    if (cause instanceof SyntaxError) return err({ type: 'InputNotJson' });
    throw cause;
  }
};

const instantShape = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** An ISO instant with its offset, in ms; null for anything else. Without an offset nobody knows which instant is meant. */
const parseInstant = (text: string): number | null => {
  const match = instantShape.exec(text);
  // The calendar is checked apart: Date.parse takes 30 February for 2 March.
  if (match === null || parseDay(match[1] ?? '') === null) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || ms < 0 ? null : ms;
};
