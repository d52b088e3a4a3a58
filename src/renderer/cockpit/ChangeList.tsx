/** The latest changes: when, who, what record, and what was done to it. */
import type { RecentChange } from '../../shared/sync/contract.ts';
import { formatInstant, formatRecent } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { hrefOf } from '../app/routes.ts';
import { actorName, changeTextKey } from '../app/changeText.ts';

type ChangeListProps = { readonly changes: readonly RecentChange[]; readonly today: string; readonly zone: string };

export const ChangeList = ({ changes, today, zone }: ChangeListProps) => {
  const { t, language } = useText();
  return (
    <section className="panel flush" aria-labelledby="changesTitle">
      <div className="listHead">
        <h2 id="changesTitle" className="hSection">
          {t('cockpit.changesTitle')}
        </h2>
      </div>
      {changes.length === 0 ? <p className="listLine muted">{t('cockpit.changesEmpty')}</p> : null}
      {changes.map((change) => {
        const cells = (
          <>
            <time className="small muted ellipsis" title={formatInstant(language, change.at, zone)}>
              {formatRecent(language, change.at, today, zone)}
            </time>
            <span className="ellipsis">{actorName(t, change.actor)}</span>
            <span className="ellipsis medium">{change.subject?.title ?? t('changes.many', { count: change.ops })}</span>
            <span className="small ellipsis num">{t(changeTextKey(change.command) ?? 'changes.other')}</span>
          </>
        );
        return change.subject?.table === 'deal' ? (
          <a key={change.seq} className="listLine change" href={hrefOf('pipeline', { deal: change.subject.id, status: 'all' })}>
            {cells}
          </a>
        ) : (
          <div key={change.seq} className="listLine change">
            {cells}
          </div>
        );
      })}
    </section>
  );
};
