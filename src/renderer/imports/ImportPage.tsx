/** The import: from dropped files to stored records in steps, and the list of all imports so far. */
import { useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import type { ImportReport } from '../../shared/imports/report.ts';
import { look } from '../../shared/imports/wizardContract.ts';
import { useText } from '../app/i18n.ts';
import { mayCall } from '../app/may.ts';
import { Blank } from '../ui/Blank.tsx';
import { BatchTable } from './BatchTable.tsx';
import { CheckStep, StepRefused } from './CheckStep.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import { choicesOf, draftOf, plan, readingChoices } from './draft.ts';
import { DropZone } from './DropZone.tsx';
import { DryRunStep } from './DryRunStep.tsx';
import { FilesStep } from './FilesStep.tsx';
import { StepFrame } from './StepFrame.tsx';
import { useTaskAnswer } from './useTask.ts';
import { useWizard } from './wizardState.ts';
import { Working } from './Working.tsx';
import './imports.css';

export const ImportPage = ({ workspace }: { readonly workspace: WorkspaceView }) => {
  const { t } = useText();
  const step = useWizard((state) => state.step);
  const grant = useWizard((state) => state.grant);
  const goTo = useWizard((state) => state.goTo);
  const startOver = useWizard((state) => state.startOver);
  const [report, setReport] = useState<ImportReport | null>(null);
  if (!mayCall(workspace, look))
    return (
      <div className="page">
        <Blank title={t('errors.heading')}>{t('errors.NotAllowed', { action: t('wizard.place') })}</Blank>
      </div>
    );
  if (step === 'done' && report !== null) return <DoneStep report={report} />;
  if (step === 'choose' || step === 'done' || grant === null)
    return (
      <StepFrame finding={t('wizard.finding')}>
        <DropZone />
        <BatchTable zone={workspace.zone} />
      </StepFrame>
    );
  return (
    <Dropped
      grant={grant}
      onDone={(done) => {
        startOver();
        setReport(done);
        goTo('done');
      }}
    />
  );
};

type DroppedProps = { readonly grant: string; readonly onDone: (report: ImportReport) => void };

const Dropped = ({ grant, onDone }: DroppedProps) => {
  const { t } = useText();
  const step = useWizard((state) => state.step);
  const drafts = useWizard((state) => state.drafts);
  const startOver = useWizard((state) => state.startOver);
  const [current, setCurrent] = useState('');
  const seen = useTaskAnswer(look, { grant, files: [...readingChoices(drafts)] }, true);
  if (seen.error !== null) return <StepRefused error={seen.error.error} onBack={startOver} />;
  if (seen.data === undefined)
    return (
      <StepFrame finding={t('wizard.uploading')} isBusy>
        <Working label={t('wizard.uploading')} onStop={startOver} />
      </StepFrame>
    );
  const unread = seen.data.files.filter((file) => file.look === null);
  const plans = seen.data.files.flatMap((file) => (file.look === null ? [] : [plan(file.look, draftOf(drafts, file.name))]));
  // A file that could not be read stays out of the steps behind the first.
  const files = [...choicesOf(plans), ...unread.map(({ name }) => ({ name, skip: true }))];
  const props = { plans, current, onChoose: setCurrent, isBusy: seen.isFetching };
  switch (step) {
    case 'columns':
      return <ColumnsStep {...props} />;
    case 'check':
      return <CheckStep input={{ grant, files }} />;
    case 'dryRun':
      return <DryRunStep input={{ grant, files }} onDone={onDone} />;
    default:
      return <FilesStep {...props} unread={unread} />;
  }
};
