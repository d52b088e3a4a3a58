/** The steps of the import as a line: which is now, which are behind. */
import { useText } from '../app/i18n.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { type Step, steps } from './wizardState.ts';

const stepNames: Readonly<Record<Step, TextKey>> = {
  choose: 'wizard.stepChoose',
  files: 'wizard.stepFiles',
  columns: 'common.columns',
  check: 'wizard.stepCheck',
  dryRun: 'wizard.stepDryRun',
  done: 'wizard.stepDone',
};

export const Steps = ({ step }: { readonly step: Step }) => {
  const { t } = useText();
  return (
    <ol className="wizardSteps" aria-label={t('wizard.steps')}>
      {steps.map((each, index) => (
        <li key={each} className={index < steps.indexOf(step) ? 'past' : undefined} aria-current={each === step ? 'step' : undefined}>
          <span className="number">{index + 1}</span>
          {t(stepNames[each])}
        </li>
      ))}
    </ol>
  );
};
