/** The status bar: where the data is, how it is with the hub, and what the figures rest on. */
import type { ReactNode } from 'react';
import { formatDay } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';

type StatusBarProps = {
  readonly state: 'saved' | 'readOnly' | 'gone';
  readonly sync: ReactNode;
  readonly today: string;
  readonly baseCurrency: string;
};

const stateTexts = { saved: 'common.savedHere', readOnly: 'common.readOnly', gone: 'common.hostGoneTitle' } as const;

export const StatusBar = ({ state, sync, today, baseCurrency }: StatusBarProps) => {
  const { t, language } = useText();
  return (
    <footer className="statusBar">
      <span role="status" className={state === 'gone' ? 'bad medium' : undefined}>
        <i className={`dot ${state}`} />
        {t(stateTexts[state])}
      </span>
      {sync}
      <i className="space" />
      <span>{formatDay(language, today)}</span>
      <span>{t('common.baseCurrency', { currency: baseCurrency })}</span>
    </footer>
  );
};
