/** Sizes and findings in the words of the window. */
import type { Say } from '../../shared/i18n/dictionary.ts';
import { formatCount } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { exhaustive } from '../../shared/kernel/result.ts';
import type { Breach, DoctorFinding } from '../../shared/sync/contract.ts';

const kilo = 1024;

/** A size as people compare them: whole megabytes from ten of them on, kilobytes below. */
export const sizeText = (t: Say, language: Language, bytes: number): string =>
  bytes >= 10 * kilo * kilo
    ? t('backup.megabytes', { n: formatCount(language, Math.round(bytes / kilo / kilo)) })
    : t('backup.kilobytes', { n: formatCount(language, Math.max(1, Math.round(bytes / kilo))) });

const logFaults = {
  missing: 'cli.findingLogMissing',
  payload: 'cli.findingLogPayload',
  chain: 'cli.findingLogChain',
  running: 'cli.findingLogRunning',
} as const;
const differences = { missing: 'cli.findingMissing', extra: 'cli.findingExtra', changed: 'cli.findingChanged' } as const;

/** A finding as a sentence, the same as the terminal says it. */
export const findingSentence = (t: Say, finding: DoctorFinding): string => {
  switch (finding.type) {
    case 'SqliteDamage':
      return t('cli.findingDamage', { detail: finding.detail });
    case 'LogFault':
      return t(logFaults[finding.fault], { seq: finding.seq });
    case 'HeadBehind':
      return t('cli.findingHeadBehind', { count: finding.missing });
    case 'HeadDiffers':
      return t('cli.findingHeadDiffers');
    case 'HeadNotWritten':
      return t('cli.findingHeadNotWritten', { count: finding.changes });
    case 'RowDiffers':
      return t(differences[finding.difference], { table: finding.table, id: finding.rowId });
    case 'UnreadableValue': {
      const { table, rowId: id, column, set } = finding;
      return t(finding.isFact ? 'cli.findingUnreadableFact' : 'cli.findingUnreadableField', { table, id, column, set });
    }
    case 'DerivedDiffers':
      return t('cli.findingDerived', { table: finding.table, id: finding.rowId });
    default:
      return exhaustive(finding);
  }
};

const breaches = { madeAgain: 'backup.breachMadeAgain', notWhole: 'backup.breachNotWhole' } as const;

/** What stands in the log against a rule, as a sentence. */
export const breachSentence = (t: Say, { rule, table, rowId: id, seq }: Breach): string => t(breaches[rule], { table, id, seq });

/** `lost` confirmed changes are gone; zero where nobody knows how many. */
export const lostText = (t: Say, lost: number): string => (lost === 0 ? t('backup.lostUnknown') : t('backup.lost', { count: lost }));
