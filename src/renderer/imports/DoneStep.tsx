/** How the import ended: what came in, the odd rows as a file, and taking it all back. */
import { useState } from 'react';
import type { Undone } from '../../shared/imports/contract.ts';
import type { ImportReport } from '../../shared/imports/report.ts';
import { useText } from '../app/i18n.ts';
import { hrefOf } from '../app/routes.ts';
import { BatchActions } from './BatchActions.tsx';
import { CountsTable } from './CountsTable.tsx';
import { StepFrame } from './StepFrame.tsx';
import { UndoneNote } from './UndoneNote.tsx';
import { useWizard } from './wizardState.ts';

export const DoneStep = ({ report }: { readonly report: ImportReport }) => {
  const { t } = useText();
  const startOver = useWizard((state) => state.startOver);
  const [undone, setUndone] = useState<Undone | null>(null);
  const { batchId } = report;
  return (
    <StepFrame
      finding={batchId === null ? t('wizard.findingUnchanged') : t('wizard.findingDone', { count: report.rows - report.heldBack })}
      foot={
        <>
          <button type="button" className="button" onClick={startOver}>
            {t('wizard.another')}
          </button>
          <a className="button primary" href={hrefOf('pipeline')}>
            {t('wizard.toPipeline')}
          </a>
        </>
      }
    >
      <CountsTable report={report} />
      {undone === null ? null : <UndoneNote undone={undone} />}
      {batchId === null ? null : (
        <div className="hint">
          <BatchActions batchId={batchId} hasProblems={report.problems.length > 0} isUndone={undone !== null} onUndone={setUndone} />
        </div>
      )}
    </StepFrame>
  );
};
