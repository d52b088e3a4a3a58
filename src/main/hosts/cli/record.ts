/** `history` and `doctor` in words: what happened to a record, and what is wrong with a store. */
import type { Say, TextKey } from '../../../shared/i18n/dictionary.ts';
import { isTextKey } from '../../../shared/i18n/dictionary.ts';
import { formatDay, formatInstant } from '../../../shared/i18n/format.ts';
import { exhaustive } from '../../../shared/kernel/exhaustive.ts';
import type { DoctorFinding, DoctorReport, FieldChange, HistoryEntry } from '../../../shared/sync/contract.ts';
import type { Words } from './answer.ts';

const whatKeys: Readonly<Record<HistoryEntry['what'], TextKey>> = {
  made: 'cli.historyMade',
  changed: 'cli.historyChanged',
  removed: 'common.wasRemoved',
  restored: 'cli.historyRestored',
  withdrawn: 'cli.historyWithdrawn',
};

/** Newest first, a heading for each change with its fields below; tables, fields and values as they are stored. */
export const historyLines = (words: Words, entries: readonly HistoryEntry[], zone: string): readonly string[] =>
  entries.flatMap((entry) => [entryHeading(words, entry, zone), ...entry.changes.map((change) => `  ${changeText(words.say, change)}`)]);

const entryHeading = ({ say, language }: Words, entry: HistoryEntry, zone: string): string => {
  const command = `changes.${entry.command.replace('.', '_')}`;
  const named = isTextKey(command) ? say(command) : entry.command;
  const happened =
    entry.happenedDay === undefined
      ? []
      : [entry.happenedDay === null ? say('cli.historyDayUnknown') : say('cli.historyOn', { day: formatDay(language, entry.happenedDay) })];
  const voided = entry.voided ? [say('common.takenBack')] : [];
  const what = [`${entry.table} ${say(whatKeys[entry.what])}`, ...happened, ...voided].join(', ');
  return `#${entry.seq}  ${formatInstant(language, entry.at, zone)}  ${entry.actor.name ?? say('changes.someone')}: ${named} (${what})`;
};

const valueText = (say: Say, value: FieldChange['to']): string => (value === null ? say('cli.empty') : String(value));
const changeText = (say: Say, { field, from, to }: FieldChange): string =>
  from === undefined ? `${field}: ${valueText(say, to)}` : `${field}: ${valueText(say, from)} → ${valueText(say, to)}`;

const logFaultKeys = {
  missing: 'cli.findingLogMissing',
  payload: 'cli.findingLogPayload',
  chain: 'cli.findingLogChain',
  running: 'cli.findingLogRunning',
} as const;
const differenceKeys = { missing: 'cli.findingMissing', extra: 'cli.findingExtra', changed: 'cli.findingChanged' } as const;

const findingText = ({ say }: Words, finding: DoctorFinding): string => {
  switch (finding.type) {
    case 'SqliteDamage':
      return say('cli.findingDamage', { detail: finding.detail });
    case 'LogFault':
      return say(logFaultKeys[finding.fault], { seq: finding.seq });
    case 'HeadBehind':
      return say('cli.findingHeadBehind', { count: finding.missing });
    case 'HeadDiffers':
      return say('cli.findingHeadDiffers');
    case 'HeadNotWritten':
      return say('cli.findingHeadNotWritten', { count: finding.changes });
    case 'RowDiffers':
      return say(differenceKeys[finding.difference], { table: finding.table, id: finding.rowId });
    case 'DerivedDiffers':
      return say('cli.findingDerived', { table: finding.table, id: finding.rowId });
    default:
      return exhaustive(finding);
  }
};

export const doctorLines = (words: Words, { sets, findings }: DoctorReport): readonly string[] => {
  const { say } = words;
  return findings.length === 0
    ? [say('cli.doctorWell', { count: sets })]
    : [say('cli.doctorFound', { count: findings.length }), ...findings.map((finding) => `  ${findingText(words, finding)}`)];
};
