/** Invitations that nobody has used yet, and those that wrong codes have ended, with a way to another. */
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { formatInstant } from '../../shared/i18n/format.ts';
import type { OpenCodeLine } from '../../shared/sync/statusContract.ts';
import { useText } from '../app/i18n.ts';

type OpenCodesProps = {
  readonly lines: readonly OpenCodeLine[];
  readonly workspace: WorkspaceView;
  readonly onAnother: (person: string) => void;
};

export const OpenCodes = ({ lines, workspace, onAnother }: OpenCodesProps) => {
  const { t, language } = useText();
  if (lines.length === 0) return null;
  return (
    <ul className="keptList" aria-label={t('syncPage.openCodes')}>
      {lines.map(({ letters, person, personName, expiresAt, isEnded }) => (
        <li key={letters} className="row">
          <span className="medium">{personName ?? t('changes.someone')}</span>
          <span className={isEnded ? 'small warn grow' : 'small muted grow'}>
            {isEnded
              ? t('syncPage.endedCode', { letters })
              : t('syncPage.openCode', { letters, when: formatInstant(language, expiresAt, workspace.zone) })}
          </span>
          {isEnded ? (
            <button
              type="button"
              className="button quiet small"
              onClick={() => {
                onAnother(person);
              }}
            >
              {t('syncPage.anotherCode')}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
};
