/** How the first deals come in: one sentence and the way to the import. */
import { useText } from '../app/i18n.ts';
import { hrefOf } from '../app/routes.ts';

export const ImportHint = () => {
  const { t } = useText();
  return (
    <>
      {t('cockpit.emptyBody')}{' '}
      <a className="link" href={hrefOf('import')}>
        {t('wizard.hint')}
      </a>
    </>
  );
};
