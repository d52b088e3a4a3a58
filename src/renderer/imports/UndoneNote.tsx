/** What taking an import back did, and which records were kept and why. */
import type { Undone } from '../../shared/imports/contract.ts';
import { formatCount } from '../../shared/i18n/format.ts';
import { namedText } from '../../shared/i18n/recordText.ts';
import { useText } from '../app/i18n.ts';
import { keptWord } from './words.ts';

const namedAtMost = 20;

export const UndoneNote = ({ undone }: { readonly undone: Undone }) => {
  const { t, language } = useText();
  const { withdrawn, reverted, kept } = undone;
  return (
    <div className="undoneNote" role="status">
      <p className="strong">
        {t('wizard.undone', { withdrawn: formatCount(language, withdrawn), reverted: formatCount(language, reverted) })}
      </p>
      {kept.length === 0 ? null : (
        <>
          <p>{t('wizard.kept', { count: kept.length })}</p>
          <ul>
            {kept.slice(0, namedAtMost).map(({ table, id, name, seedKey, of, because }) => (
              <li key={`${table} ${id}`}>
                <bdi>{namedText(t, { table, title: name, seedKey, of })}</bdi>: {keptWord(t, because)}
              </li>
            ))}
          </ul>
          {kept.length > namedAtMost ? <p>{t('common.andMore', { count: kept.length - namedAtMost })}</p> : null}
        </>
      )}
    </div>
  );
};
