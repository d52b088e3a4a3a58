/** The status bar: where the data is, and what the figures rest on. */
import { formatDay } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';

type StatusBarProps = { readonly state: 'saved' | 'readOnly' | 'gone'; readonly today: string; readonly baseCurrency: string };

const stateTexts = { saved: 'common.savedHere', readOnly: 'common.readOnly', gone: 'common.hostGoneTitle' } as const;

export const StatusBar = ({ state, today, baseCurrency }: StatusBarProps) => {
  const { t, language } = useText();
  return (
    <footer className="statusBar">
      <span role="status" className={state === 'gone' ? 'bad medium' : undefined}>
        <i className={`dot ${state}`} />
        {t(stateTexts[state])}
      </span>
      <span>{t('common.recent')}</span>
      <i className="space" />
      <span>{formatDay(language, today)}</span>
      <span>{t('common.baseCurrency', { currency: baseCurrency })}</span>
    </footer>
  );
};
