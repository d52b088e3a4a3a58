/** Everything odd in the files by kind, most telling first: what needs an answer, and below it what is imported as it is. */
import { check } from '../../shared/imports/contract.ts';
import type { FileChoice } from '../../shared/imports/fileChoices.ts';
import { isProblemKind, problemKinds } from '../../shared/imports/problems.ts';
import type { ImportReport } from '../../shared/imports/report.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { formatCount } from '../../shared/i18n/format.ts';
import type { ClientError } from '../app/callResult.ts';
import { useText } from '../app/i18n.ts';
import { decisionsOf } from './draft.ts';
import { ProblemCard } from './ProblemCard.tsx';
import { StepFrame } from './StepFrame.tsx';
import { useTaskAnswer } from './useTask.ts';
import { answerTo, useWizard } from './wizardState.ts';
import { problemWord, skippedWord } from './words.ts';
import { Working } from './Working.tsx';

export type CheckInput = { readonly grant: string; readonly files: readonly FileChoice[] };

const isNote = (kind: string): boolean => isProblemKind(kind) && problemKinds[kind].isNote;

export const CheckStep = ({ input }: { readonly input: CheckInput }) => {
  const { t } = useText();
  const goTo = useWizard((state) => state.goTo);
  // Asked without the answers given here: they stand beside the question, and the dry run takes them.
  const found = useTaskAnswer(check, { grant: input.grant, files: [...input.files] });
  const toColumns = (): void => {
    goTo('columns');
  };
  if (found.error !== null) return <StepRefused error={found.error.error} onBack={toColumns} />;
  if (found.data === undefined)
    return (
      <StepFrame finding={t('wizard.findingChecking')} isBusy>
        <Working label={t('wizard.findingChecking')} onStop={toColumns} />
      </StepFrame>
    );
  return <Found report={found.data} onBack={toColumns} />;
};

const Found = ({ report, onBack }: { readonly report: ImportReport; readonly onBack: () => void }) => {
  const { t, language } = useText();
  const goTo = useWizard((state) => state.goTo);
  const answers = useWizard((state) => state.answers);
  const asked = report.problems.filter(({ kind }) => !isNote(kind));
  const notes = report.problems.filter(({ kind }) => isNote(kind));
  const open = asked.filter(
    ({ kind, undecided, values }) =>
      undecided > 0 &&
      answerTo(answers, kind, null) === null &&
      !values.every(({ original }) => answerTo(answers, kind, original) !== null),
  );
  const skipped = report.files.filter((file) => file.skipped !== null);
  return (
    <StepFrame
      finding={
        open.length > 0
          ? t('wizard.findingOdd', { count: open.length })
          : t(report.problems.length > 0 ? 'wizard.findingNotes' : 'wizard.findingClean')
      }
      foot={
        <>
          <button type="button" className="button" onClick={onBack}>
            {t('wizard.back')}
          </button>
          <button
            type="button"
            className="button primary"
            onClick={() => {
              goTo('dryRun');
            }}
          >
            {t('wizard.toDryRun')}
          </button>
        </>
      }
    >
      <div className="problems">
        {skipped.map(({ name, skipped: why }) => (
          <p key={name} className="small muted hint">
            <bdi>{name}</bdi>: {why === null ? '' : skippedWord(t, why)}
          </p>
        ))}
        {asked.map((group) => (
          <ProblemCard key={group.kind} group={group} />
        ))}
        {notes.length === 0 ? null : (
          <section className="problemCard" aria-label={t('wizard.notes')}>
            <h3 className="hSection">{t('wizard.notes')}</h3>
            <ul className="small">
              {notes.map(({ kind, count, examples }) => (
                <li key={kind}>
                  {formatCount(language, count)} × {problemWord(t, kind)}
                  {examples[0] === undefined ? null : (
                    <span className="muted">
                      {' · '}
                      <bdi>{t('wizard.example', { file: examples[0].file, line: formatCount(language, examples[0].line) })}</bdi>:{' '}
                      <bdi className="original">{examples[0].original}</bdi>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </StepFrame>
  );
};

/** Why a step could not be done, and the way back. */
export const StepRefused = ({ error, onBack }: { readonly error: ClientError; readonly onBack: () => void }) => {
  const { t } = useText();
  const loseFiles = useWizard((state) => state.loseFiles);
  const isGone = error.type === 'FileNotGranted' || (error.type === 'UnreadablePath' && !('file' in error));
  return (
    <StepFrame
      finding={t('errors.heading')}
      foot={
        <button type="button" className="button" onClick={isGone ? loseFiles : onBack}>
          {t(isGone ? 'wizard.chooseFiles' : 'wizard.back')}
        </button>
      }
    >
      <p role="alert" className="hint bad">
        {errorText(t, error)}
      </p>
    </StepFrame>
  );
};

/** The answers as the import takes them, for the steps behind this one. */
export const useDecisions = (): readonly object[] => decisionsOf(useWizard((state) => state.answers));
