/** The latest changes: when, who, what record, and what was done to it. */
import type { RecentChange } from '../../../shared/sync/contract.ts';
import { namedText } from '../../../shared/i18n/recordText.ts';
import { useText } from '../../app/i18n.ts';
import { hrefOf } from '../../app/routes.ts';
import { actorName, changeTextKey } from '../../app/changeText.ts';
import { RecordedTime } from '../../ui/RecordedTime.tsx';
import { useSinceLeft } from './lastVisit.ts';

type ChangeListProps = {
  readonly changes: readonly RecentChange[];
  readonly workspaceId: string;
  readonly today: string;
  readonly zone: string;
};

export const ChangeList = ({ changes, workspaceId, today, zone }: ChangeListProps) => {
  const { t } = useText();
  const sinceLeft = useSinceLeft(workspaceId, changes[0]?.seq ?? null);
  return (
    <section className="panel flush" aria-labelledby="changesTitle">
      <div className="listHead">
        <h2 id="changesTitle" className="hSection grow">
          {sinceLeft === null || sinceLeft === 0 ? t('cockpit.changesTitle') : t('cockpit.sinceLeft', { count: sinceLeft })}
        </h2>
        <a className="link" href={hrefOf('history')}>
          {t('cockpit.seeAll')}
        </a>
      </div>
      {changes.length === 0 ? <p className="listLine muted">{t('cockpit.changesEmpty')}</p> : null}
      {changes.map((change) => {
        const cells = (
          <>
            <RecordedTime change={change} today={today} zone={zone} className="small muted ellipsis" />
            <span className="ellipsis">{actorName(t, change.actor)}</span>
            <span className="ellipsis medium">
              {change.subject === null ? t('changes.many', { count: change.ops }) : namedText(t, change.subject)}
            </span>
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
