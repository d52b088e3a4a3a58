/** An import, and the list of imports, in words. */
import type { Say, TextKey } from '../../../shared/i18n/dictionary.ts';
import { isTextKey, rawText } from '../../../shared/i18n/dictionary.ts';
import { formatInstant, formatCount } from '../../../shared/i18n/format.ts';
import { kindText, namedText } from '../../../shared/i18n/recordText.ts';
import type { BatchLine, Undone } from '../../../shared/imports/contract.ts';
import { recordKinds } from '../../../shared/imports/kinds.ts';
import type { FileReport, ImportReport, ProblemGroup, ProblemValue, RecordCounts } from '../../../shared/imports/report.ts';
import { meantBy } from '../../../shared/imports/problems.ts';
import { aligned } from './answer.ts';
import type { Words } from './answer.ts';

/** Texts of one kind of problem shown at most; `--json` has them all. */
const valuesShown = 8;

const importsKey = (prefix: string, name: string): TextKey => `imports.${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}` as TextKey;

export const importLines = (words: Words, report: ImportReport): readonly string[] => {
  const { say } = words;
  return [
    ...report.files.map((file) => fileLine(words, file)),
    '',
    ...countLines(words, report.counts),
    ...(report.heldBack === 0 ? [] : [say('imports.heldBack', { count: report.heldBack })]),
    ...putAwayLines(words, report),
    ...(report.problems.length === 0 ? [] : ['', say('cli.problemsTitle')]),
    ...report.problems.flatMap((group) => problemLines(words, group)),
    '',
    outcomeText(say, report),
    ...(report.batchId === null ? [] : [say('cli.batchHint', { id: report.batchId })]),
  ];
};

const putAwayLines = ({ say, language }: Words, { mode, putAway }: ImportReport): readonly string[] =>
  putAway.length === 0
    ? []
    : [
        say(mode === 'commit' ? 'imports.stagesPutAway' : 'imports.stagesToPutAway', {
          count: putAway.length,
          names: putAway
            .map(({ name, seedKey }) => (seedKey === null ? undefined : rawText(language, `seeds.${seedKey}`)) ?? name)
            .join(', '),
        }),
      ];

const outcomeText = (say: Say, { mode, batchId }: ImportReport): string =>
  say(mode !== 'commit' ? 'imports.dryRun' : batchId === null ? 'imports.nothingChanged' : 'imports.stored');

const fileLine = ({ say }: Words, file: FileReport): string => {
  if (file.skipped !== null) return say('cli.fileSkipped', { name: file.name, reason: say(importsKey('skipped', file.skipped)) });
  return say('cli.fileAs', {
    name: file.name,
    rows: say('imports.rowsRead', { count: file.rows }),
    kind: file.kind === null ? '' : say(importsKey('records', file.kind)),
    encoding: file.encoding,
    delimiter: file.delimiter === '\t' ? say('cli.delimiterTab') : file.delimiter,
  });
};

const outcomes = ['made', 'changed', 'unchanged', 'linked'] as const;

const countLines = ({ say, language }: Words, counts: ImportReport['counts']): readonly string[] =>
  aligned(
    recordKinds.flatMap((kind) => {
      const of: RecordCounts | undefined = counts[kind];
      if (of === undefined) return [];
      // The word is taken as it is: these texts have one form for every number.
      const parts = outcomes.flatMap((outcome) =>
        of[outcome] === 0 ? [] : [say(`imports.${outcome}`, { count: formatCount(language, of[outcome]) })],
      );
      return [[say(importsKey('records', kind)), parts.join(', ')]];
    }),
  );

const choiceText = (say: Say, choice: string): string => {
  const meant = meantBy(choice);
  if (meant !== null) return say('imports.choiceUse', { name: meant });
  const key = importsKey('choice', choice);
  return isTextKey(key) ? say(key) : choice;
};

const problemLines = ({ say, language }: Words, group: ProblemGroup): readonly string[] => {
  const undecided = group.undecided === 0 ? '' : ` (${say('imports.undecided', { count: group.undecided })})`;
  const [example] = group.examples;
  // The code in brackets is what a decisions file calls it.
  const heading = `  ${formatCount(language, group.count)} × ${say(importsKey('problem', group.kind))} [${group.kind}]${undecided}`;
  const shown = group.values.filter(({ original }) => original !== '').slice(0, valuesShown);
  const more = group.moreValues + group.values.length - shown.length - group.values.filter(({ original }) => original === '').length;
  return [
    example === undefined ? heading : `${heading}, ${say('cli.example', { file: example.file, line: example.line })}`,
    ...shown.map((value) => `      ${valueText(say, language, value)}`),
    ...(more > 0 ? [`      ${say('cli.moreValues', { count: more })}`] : []),
    ...(group.undecided === 0 || group.choices.length === 0
      ? []
      : [`      ${say('cli.choices', { choices: group.choices.map((choice) => `${choice} (${choiceText(say, choice)})`).join(', ') })}`]),
  ];
};

const valueText = (say: Say, language: Words['language'], { original, count, suggestion, decision }: ProblemValue): string => {
  const after =
    decision !== null
      ? `, ${say('cli.decided', { choice: choiceText(say, decision) })}`
      : suggestion !== null
        ? `. ${say('imports.suggestion', { name: suggestion })}`
        : '';
  return `${formatCount(language, count)} × ${JSON.stringify(original)}${after}`;
};

/** Newest first. */
export const batchLines = ({ say, language }: Words, batches: readonly BatchLine[], zone: string): readonly string[] =>
  batches.length === 0
    ? [say('imports.noBatches')]
    : batches.flatMap((batch) => [
        [
          formatInstant(language, batch.startedAt, zone),
          say(batch.status === 'undone' ? 'imports.batchUndone' : 'imports.batchCommitted'),
          batch.files.join(', '),
          batch.id,
        ].join('  '),
        ...countLines({ say, language }, batch.counts).map((line) => `    ${line}`),
        `    ${say('cli.batchProblems', { all: formatCount(language, batch.problems), undecided: formatCount(language, batch.undecided) })}`,
      ]);

export const undoneLines = ({ say, language }: Words, undone: Undone): readonly string[] => [
  say('cli.batchUndone', {
    withdrawn: formatCount(language, undone.withdrawn),
    voided: formatCount(language, undone.voided),
    reverted: formatCount(language, undone.reverted),
  }),
  ...undone.kept.map(
    ({ table, id, name, seedKey, of, because }) =>
      `  ${namedText(say, { table, title: name, seedKey, of })} (${kindText(say, table)} ${id}): ${say(importsKey('kept', because))}`,
  ),
];
