/** The status bar: where the data is, and what the figures rest on. */
import { formatDay } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';

type StatusBarProps = { readonly isReadOnly: boolean; readonly today: string; readonly baseCurrency: string };

export const StatusBar = ({ isReadOnly, today, baseCurrency }: StatusBarProps) => {
  const { t, language } = useText();
  return (
    <footer className="statusBar">
      <span>
        <i className={isReadOnly ? 'dot readOnly' : 'dot'} />
        {t(isReadOnly ? 'common.readOnly' : 'common.savedHere')}
      </span>
      <span>{t('common.recent')}</span>
      <i className="space" />
      <span>{formatDay(language, today)}</span>
      <span>{t('common.baseCurrency', { currency: baseCurrency })}</span>
    </footer>
  );
};
