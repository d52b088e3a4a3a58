/** What a browser sees that has not been let in, or whose host has ended. */
import { useText } from './i18n.ts';
import { Door } from '../ui/Door.tsx';

type NoSessionProps = { readonly isHostGone: boolean; readonly onRetry: () => void };

/** The command as one types it, the same in every language. */
const startCommand = 'npm start';

export const NoSession = ({ isHostGone, onRetry }: NoSessionProps) => {
  const { t } = useText();
  return (
    <Door>
      <main className="blank">
        <h1 className="hPage">{t(isHostGone ? 'common.hostGoneTitle' : 'common.noSessionTitle')}</h1>
        <p className="muted">{t(isHostGone ? 'errors.HostUnreachable' : 'common.noSessionBody')}</p>
        <p className="small">
          {t('common.noSessionCommand')} <code className="command">{startCommand}</code>
        </p>
        <button type="button" className="button" onClick={onRetry}>
          {t('common.tryAgain')}
        </button>
      </main>
    </Door>
  );
};
