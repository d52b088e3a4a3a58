/** The import as it would be, in numbers; then the import itself, which can be stopped as long as it runs. */
import { cancel, run } from '../../shared/imports/contract.ts';
import type { ImportReport } from '../../shared/imports/report.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { useClient, useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';
import { type CheckInput, StepRefused, useDecisions } from './CheckStep.tsx';
import { CountsTable } from './CountsTable.tsx';
import { StepFrame } from './StepFrame.tsx';
import { nextTask, useCurrentTask, useTaskAnswer } from './useTask.ts';
import { useWizard } from './wizardState.ts';
import { problemWord } from './words.ts';
import { Working } from './Working.tsx';

type DryRunStepProps = { readonly input: CheckInput; readonly onDone: (report: ImportReport) => void };

export const DryRunStep = ({ input, onDone }: DryRunStepProps) => {
  const { t } = useText();
  const client = useClient();
  const goTo = useWizard((state) => state.goTo);
  const say = useSaid((state) => state.say);
  const decisions = useDecisions();
  const whole = { grant: input.grant, files: [...input.files], decisions: [...decisions] };
  const commit = useCommand(run);
  const isCommitting = commit.isPending;
  const dry = useTaskAnswer(run, { ...whole, dryRun: true });
  const toCheck = (): void => {
    goTo('check');
  };
  if (dry.error !== null) return <StepRefused error={dry.error.error} onBack={toCheck} />;
  if (isCommitting || dry.data === undefined) {
    const finding = t(isCommitting ? 'wizard.findingRunning' : 'wizard.findingChecking');
    return (
      <StepFrame finding={finding} isBusy>
        <Working
          label={finding}
          onStop={() => {
            if (isCommitting) void client.call(cancel.name, { taskId: useCurrentTask.getState().id });
            else toCheck();
          }}
        />
      </StepFrame>
    );
  }
  const importNow = (): void => {
    commit.mutate(
      { ...whole, dryRun: false, taskId: nextTask(input.grant) },
      {
        onSuccess: onDone,
        onError: ({ error }) => {
          say(errorText(t, error), error.type === 'Cancelled' ? 'done' : 'refused');
        },
      },
    );
  };
  return (
    <StepFrame
      finding={t('wizard.findingDryRun')}
      foot={
        <>
          <button type="button" className="button" onClick={toCheck}>
            {t('wizard.back')}
          </button>
          <button type="button" className="button primary" onClick={importNow}>
            {t('wizard.toImport')}
          </button>
        </>
      }
    >
      <CountsTable report={dry.data} />
      <Undecided report={dry.data} />
    </StepFrame>
  );
};

const Undecided = ({ report }: { readonly report: ImportReport }) => {
  const { t } = useText();
  const open = report.problems.filter(({ undecided }) => undecided > 0);
  return open.length === 0 ? null : (
    <ul className="small muted hint undecided">
      {open.map(({ kind, undecided }) => (
        <li key={kind}>
          {problemWord(t, kind)}: {t('imports.undecided', { count: undecided })}
        </li>
      ))}
    </ul>
  );
};
