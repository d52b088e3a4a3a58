/** Asks the browser to tell of new conflicts, and says how it is with that. */
import { useClient } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { askPermission, useNotificationPermission } from './notificationPermission.ts';
import { useAlertChoice } from './useConflictAlerts.ts';

export const ConflictAlertSetting = () => {
  const { t } = useText();
  const { shell } = useClient();
  const { isOn, setOn } = useAlertChoice();
  const permission = useNotificationPermission();
  // The desktop app tells by itself, and the system's own settings silence it.
  if (shell !== null || permission === null) return null;
  if (permission === 'denied') return <p className="small muted">{t('others.newsDenied')}</p>;
  if (isOn && permission === 'granted')
    return (
      <p className="small muted row">
        {t('others.newsOn')}
        <button
          type="button"
          className="link"
          onClick={() => {
            setOn(false);
          }}
        >
          {t('others.newsStop')}
        </button>
      </p>
    );
  return (
    <button
      type="button"
      className="button small"
      onClick={() => {
        void askPermission().then((answer) => {
          setOn(answer === 'granted');
        });
      }}
    >
      {t('others.newsAsk')}
    </button>
  );
};
