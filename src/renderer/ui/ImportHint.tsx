/** How the first deals come in: one sentence and, for those who may import, the way to the import. */
import { useText } from '../app/i18n.ts';
import { usePlacesHere } from '../app/placesHere.ts';
import { hrefOf } from '../app/routes.ts';

export const ImportHint = () => {
  const { t } = useText();
  const mayImport = usePlacesHere().some(({ name }) => name === 'import');
  return (
    <>
      {t('cockpit.emptyBody')}{' '}
      {mayImport ? (
        <a className="link" href={hrefOf('import')}>
          {t('wizard.hint')}
        </a>
      ) : null}
    </>
  );
};
