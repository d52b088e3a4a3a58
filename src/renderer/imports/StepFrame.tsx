/** What every step of the wizard looks like: its sentence, the line of steps, its content, and a foot with the ways on. */
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { useText } from '../app/i18n.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { Steps } from './Steps.tsx';
import { useWizard } from './wizardState.ts';

type StepFrameProps = { readonly finding: string; readonly foot?: ReactNode; readonly children: ReactNode; readonly isBusy?: boolean };

export const StepFrame = ({ finding, foot, children, isBusy = false }: StepFrameProps) => {
  const { t } = useText();
  const step = useWizard((state) => state.step);
  const startOver = useWizard((state) => state.startOver);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that led here is gone, and the focus with it: it goes on in this step. The first one leaves it where the person put it.
    if (step !== 'choose' && document.activeElement === document.body) body.current?.focus({ preventScroll: true });
  }, [step]);
  useEffect(() => {
    // A file let go of anywhere on the page: the browser would leave the page for it.
    const stay = (event: DragEvent): void => {
      event.preventDefault();
    };
    addEventListener('dragover', stay);
    addEventListener('drop', stay);
    return () => {
      removeEventListener('dragover', stay);
      removeEventListener('drop', stay);
    };
  }, []);
  return (
    <div className="page fixed wizard">
      <PageHead
        finding={finding}
        context={t('wizard.context')}
        controls={
          step === 'choose' || step === 'done' ? undefined : (
            <button type="button" className="button quiet" onClick={startOver}>
              {t('wizard.startOver')}
            </button>
          )
        }
      />
      <Steps step={step} />
      <div className="wizardHold">
        <div className="wizardBody" ref={body} tabIndex={-1} aria-busy={isBusy}>
          {children}
        </div>
      </div>
      {foot === undefined ? null : <div className="wizardFoot">{foot}</div>}
      <div className="heard" role="status">
        {finding}
      </div>
    </div>
  );
};
