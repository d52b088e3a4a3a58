/** `history` and `doctor` in words: what happened to a record, and what is wrong with a store. */
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import { isTextKey } from '../../../shared/i18n/dictionary.ts';
import { formatDay, formatInstant } from '../../../shared/i18n/format.ts';
import { changeText, kindText, type ValueWords } from '../../../shared/i18n/recordText.ts';
import { exhaustive } from '../../../shared/kernel/result.ts';
import { tableByName } from '../../../shared/schema/tables.ts';
import type { DoctorFinding, DoctorReport, HistoryEntry } from '../../../shared/sync/contract.ts';
import type { Words } from './answer.ts';

const whatKeys: Readonly<Record<HistoryEntry['what'], TextKey>> = {
  made: 'cli.historyMade',
  changed: 'cli.historyChanged',
  removed: 'common.wasRemoved',
  restored: 'cli.historyRestored',
  withdrawn: 'cli.historyWithdrawn',
};

/** Newest first, a heading for each change with its fields below, in the words of the window; as they are stored they stand in the JSON. */
export const historyLines = (words: ValueWords, entries: readonly HistoryEntry[]): readonly string[] =>
  entries.flatMap((entry) => {
    const table = tableByName.get(entry.table);
    const lines = table === undefined ? [] : entry.changes.flatMap((change) => changeText(words, table, change) ?? []);
    return [entryHeading(words, entry), ...lines.map((line) => `  ${line}`)];
  });

const entryHeading = ({ say, language, zone }: ValueWords, entry: HistoryEntry): string => {
  const command = `changes.${entry.command.replace('.', '_')}`;
  const named = isTextKey(command) ? say(command) : entry.command;
  const happened =
    entry.happenedDay === undefined
      ? []
      : [entry.happenedDay === null ? say('cli.historyDayUnknown') : say('cli.historyOn', { day: formatDay(language, entry.happenedDay) })];
  const voided = entry.voided ? [say('common.takenBack')] : [];
  const row = [kindText(say, entry.table), ...(entry.name === null ? [] : [entry.name])].join(' · ');
  const what = [`${row} ${say(whatKeys[entry.what])}`, ...happened, ...voided].join(', ');
  const provisional = entry.provisional ? ` (${say('common.provisional')})` : '';
  return `#${entry.seq}  ${formatInstant(language, entry.at, zone)}${provisional}  ${entry.actor.name ?? say('changes.someone')}: ${named} (${what})`;
};

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
    case 'UnreadableValue': {
      const { table, rowId: id, column, set } = finding;
      return say(finding.isFact ? 'cli.findingUnreadableFact' : 'cli.findingUnreadableField', { table, id, column, set });
    }
    case 'DerivedDiffers':
      return say('cli.findingDerived', { table: finding.table, id: finding.rowId });
    default:
      return exhaustive(finding);
  }
};

const breachKeys = { madeAgain: 'backup.breachMadeAgain', notWhole: 'backup.breachNotWhole' } as const;

export const doctorLines = (words: Words, { sets, findings, breaches }: DoctorReport): readonly string[] => {
  const { say } = words;
  const found =
    findings.length === 0
      ? [say('cli.doctorWell', { count: sets })]
      : [say('cli.doctorFound', { count: findings.length }), ...findings.map((finding) => `  ${findingText(words, finding)}`)];
  const broken = breaches.map(({ rule, table, rowId: id, seq }) => `  ${say(breachKeys[rule], { table, id, seq })}`);
  return [...found, ...(broken.length === 0 ? [] : [say('backup.breaches', { count: broken.length }), ...broken])];
};
