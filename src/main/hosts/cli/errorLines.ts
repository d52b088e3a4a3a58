/** Errors as the terminal says them: one line, and further lines where several things are wrong at once. */
import type { Say, TextKey } from '../../../shared/i18n/dictionary.ts';
import { isTextKey } from '../../../shared/i18n/dictionary.ts';
import { errorText } from '../../../shared/i18n/errorText.ts';
import type { InvalidDecisions } from '../../../shared/imports/problems.ts';
import { fingerprintText } from '../../../shared/sync/fingerprint.ts';
import { exhaustive } from '../../../shared/kernel/result.ts';
import type { CommandName } from './args.ts';
import { commandNames } from './args.ts';
import type { ArgumentError } from './argumentError.ts';

type PlainError = { readonly type: string };

const detail = (error: PlainError, name: string): unknown => (error as Readonly<Record<string, unknown>>)[name];

/** Lines for an error that a call, an import or the reading of a file answered. */
export const errorLines = (say: Say, error: PlainError): readonly string[] => {
  switch (error.type) {
    case 'UnknownEntry':
      return [say('cli.unknownEntry', { name: String(detail(error, 'name')) })];
    case 'InvalidInput':
      return [say('cli.invalidInput', { issues: issueLines(error).join(', ') })];
    case 'InvalidMapping':
      return [say('imports.InvalidMapping'), ...issueLines(error)];
    case 'InvalidDecisions':
      return [say('imports.InvalidDecisions'), ...decisionLines(say, error)];
    case 'UnreadablePath':
      return [say(reasonKey(detail(error, 'reason')), { name: String(detail(error, 'name')) })];
    case 'OutUnwritable':
      return [say('cli.outUnwritable', { out: String(detail(error, 'out')) })];
    case 'BuildFailed':
      return [say('start.buildFailed', { reason: String(detail(error, 'reason')) })];
    case 'ManyRemoved':
      return [errorText(say, error), say('cli.sayYes')];
    case 'HubUntrusted': {
      const fingerprint = fingerprintText(String(detail(error, 'fingerprint')));
      return [errorText(say, error), say('hosting.cliUntrusted', { fingerprint: fingerprint.replaceAll(' ', '') }), fingerprint];
    }
    case 'HostNotStarted':
      return [
        errorText(say, error),
        say(`hosting.${String(detail(error, 'because'))}` as TextKey, { port: Number(detail(error, 'port') ?? 0) }),
      ];
    case 'SyncFailed':
      return [say(`exchange.${String(detail(error, 'because'))}` as TextKey)];
    case 'NotJson':
      return [say('cli.fileNotJson', { name: String(detail(error, 'name')) })];
    default:
      return [withOwnWords(say, error)];
  }
};

/** The import says more about its own errors than the window's short sentences do. */
const withOwnWords = (say: Say, error: PlainError): string => {
  const own = `imports.${error.type}`;
  return errorText((key, params) => say(isTextKey(own) && key !== 'errors.Defect' ? own : key, params), error);
};

const issueLines = (error: PlainError): readonly string[] =>
  ((detail(error, 'issues') ?? []) as readonly { readonly path: string; readonly code: string }[]).map(({ path, code }) =>
    path === '' ? code : `${path}: ${code}`,
  );

type DecisionIssue = InvalidDecisions['issues'][number];
const decisionKeys: Readonly<Record<DecisionIssue['code'], TextKey>> = {
  shape: 'imports.decisionShape',
  unknownKind: 'imports.decisionUnknownKind',
  unknownChoice: 'imports.decisionUnknownChoice',
  unknownTarget: 'imports.decisionUnknownTarget',
  givenTwice: 'imports.decisionGivenTwice',
};
const decisionLines = (say: Say, error: PlainError): readonly string[] =>
  ((detail(error, 'issues') ?? []) as readonly DecisionIssue[]).map(
    ({ index, code, detail: what }) => `${index + 1}. ${say(decisionKeys[code], { detail: what })}`,
  );

const reasonKey = (reason: unknown): TextKey =>
  reason === 'missing'
    ? 'cli.fileMissing'
    : reason === 'denied'
      ? 'cli.fileDenied'
      : reason === 'notAFile'
        ? 'cli.fileNotAFile'
        : 'errors.UnreadablePath';

/** Two lines: what is wrong with the arguments, and how they are written. */
export const argumentLines = (say: Say, error: ArgumentError, command: CommandName | null): readonly string[] => [
  argumentText(say, error),
  usageLine(say, command),
];

const argumentText = (say: Say, error: ArgumentError): string => {
  switch (error.type) {
    case 'CommandMissing':
      return say('cli.commandMissing');
    case 'CommandUnknown':
      return say('cli.commandUnknown', error);
    case 'ArgumentUnknown':
      return say('start.unknownArgument', error);
    case 'ArgumentMissing':
      return say('cli.argumentMissing', error);
    case 'ArgumentRepeated':
      return say('start.argumentRepeated', error);
    case 'ValueMissing':
      return say('start.valueMissing', error);
    case 'ValueUnexpected':
      return say('start.valueUnexpected', error);
    case 'ValueNotListed':
      return say('cli.valueNotListed', error);
    case 'LanguageUnknown':
      return say('start.languageUnknown', error);
    case 'DayInvalid':
      return say('cli.dayInvalid', error);
    case 'InstantInvalid':
      return say('cli.instantInvalid', error);
    case 'SeedInvalid':
      return say('cli.seedInvalid', error);
    case 'HoursInvalid':
      return say('exchange.hoursInvalid', error);
    case 'FingerprintInvalid':
      return say('hosting.fingerprintInvalid', error);
    case 'InputNotJson':
      return say('cli.inputNotJson');
    default:
      return exhaustive(error);
  }
};

const usageKeys: Readonly<Record<CommandName, TextKey>> = {
  sample: 'cli.usageSample',
  import: 'cli.usageImport',
  kpi: 'cli.usageKpi',
  call: 'cli.usageCall',
  history: 'cli.usageHistory',
  doctor: 'cli.usageDoctor',
  backup: 'backup.usageBackup',
  restore: 'backup.usageRestore',
  batches: 'cli.usageBatches',
  'undo-batch': 'cli.usageUndoBatch',
  publish: 'exchange.usagePublish',
  join: 'exchange.usageJoin',
  host: 'hosting.usage',
  sync: 'exchange.usageSync',
  'push-again': 'home.usagePushAgain',
  move: 'home.usageMove',
  leave: 'home.usageLeave',
  invite: 'exchange.usageInvite',
  devices: 'exchange.usageDevices',
  conflicts: 'exchange.usageConflicts',
  report: 'cli.usageReport',
};

const usageLine = (say: Say, command: CommandName | null): string =>
  say('cli.usage', {
    command: command === null ? say('cli.usageCommand', { commands: commandNames.join(', ') }) : say(usageKeys[command]),
  });

/** All commands, or one of them, with what every command takes. */
export const helpLines = (say: Say, command: CommandName | null): readonly string[] => [
  usageLine(say, command),
  ...(command === null ? commandNames.map((name) => `  ${say(usageKeys[name])}`) : []),
  say('cli.usageEverywhere'),
];
