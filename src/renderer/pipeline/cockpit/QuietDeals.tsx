/** The open deals that nobody has touched for longest: a list that needs no common currency, and a reason to act. */
import { deals } from '../../../shared/pipeline/contract.ts';
import { formatMoney } from '../../../shared/i18n/format.ts';
import { useQuery } from '../../app/calls.ts';
import { useText } from '../../app/i18n.ts';
import { seededName } from '../../app/names.ts';
import { quietLimit } from '../../app/quiet.ts';
import { hrefOf } from '../../app/routes.ts';
import { ErrorBlank } from '../../ui/Blank.tsx';

const shown = 8;

export const QuietDeals = () => {
  const { t, language } = useText();
  const list = useQuery(deals, { sort: 'lastActivity', limit: shown });
  return (
    <section className="panel flush" aria-labelledby="quietTitle">
      <div className="listHead">
        <h2 id="quietTitle" className="hSection">
          {t('cockpit.quietTitle')}
        </h2>
        <span className="grow" />
        <a className="link" href={hrefOf('pipeline', { sort: 'lastActivity' })}>
          {t('cockpit.seeAll')}
        </a>
      </div>
      {list.error ? <ErrorBlank error={list.error.error} onRetry={() => void list.refetch()} /> : null}
      {list.data?.rows.length === 0 ? <p className="listLine muted">{t('cockpit.headlineNoOpen')}</p> : null}
      {list.data?.rows.map((deal) => (
        <a key={deal.id} className="listLine deal" href={hrefOf('pipeline', { deal: deal.id })}>
          <span className="ellipsis medium">{deal.account?.name ?? deal.title}</span>
          <span className="ellipsis muted small">
            {[deal.stage === null ? null : seededName(t, deal.stage), deal.owner?.name].filter(Boolean).join(' · ')}
          </span>
          <span className={deal.quietDays !== null && deal.quietDays > quietLimit ? 'num small warn medium' : 'num small muted'}>
            {deal.quietDays === null ? t('pipeline.noDay') : t('cockpit.quietDays', { count: deal.quietDays })}
          </span>
          <span className={deal.amount === null ? 'num muted' : 'num strong'}>
            {deal.amount === null ? t('pipeline.noAmount') : formatMoney(language, deal.amount)}
          </span>
        </a>
      ))}
    </section>
  );
};
