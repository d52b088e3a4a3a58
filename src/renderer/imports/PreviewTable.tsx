/** The first rows of a file as they were understood, every cell as the text it is. */
import type { FileLook } from '../../shared/imports/wizardContract.ts';
import { formatCount } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';

const inTabOrder = 0;

export const PreviewTable = ({ look }: { readonly look: FileLook }) => {
  const { t, language } = useText();
  return (
    // A wide file scrolls; whoever has no mouse must be able to reach it.
    <section className="previewScroll" tabIndex={inTabOrder} aria-label={t('wizard.preview', { name: look.name })}>
      <table className="ledger dense preview" aria-label={t('wizard.preview', { name: look.name })}>
        <thead>
          <tr>
            <th scope="col" className="num">
              {t('wizard.line')}
            </th>
            {look.columns.map(({ name }) => (
              <th key={name} scope="col" title={name}>
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {look.preview.map(({ line, cells }) => (
            <tr key={line}>
              <td className="num muted">{formatCount(language, line)}</td>
              {look.columns.map(({ name }, index) => (
                <td key={name} title={cells[index]}>
                  <bdi>{cells[index] ?? ''}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
