/** How the first deals come in, as long as the window has no import of its own. */
import { useText } from '../app/i18n.ts';

/** The command as one types it, the same in every language. */
const importCommand = 'npm run -s samspill -- import --store DIR --from PATH';

export const ImportHint = () => {
  const { t } = useText();
  return (
    <>
      {t('cockpit.emptyBody')} <code className="command">{importCommand}</code>
    </>
  );
};
