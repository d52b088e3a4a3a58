/** The open deals with the largest amounts, each a link to the deal. */
import { deals } from '../../shared/pipeline/contract.ts';
import { useQuery } from '../app/calls.ts';
import { formatDay, formatMoney } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { hrefOf } from '../app/routes.ts';
import { ErrorBlank } from '../ui/Blank.tsx';

const shown = 8;

export const LargestDeals = () => {
  const { t, language } = useText();
  const list = useQuery(deals, { sort: 'amount', descending: true, limit: shown });
  return (
    <section className="panel flush" aria-labelledby="largestTitle">
      <div className="listHead">
        <h2 id="largestTitle" className="hSection">
          {t('cockpit.largestTitle')}
        </h2>
        <span className="grow" />
        <a className="link" href={hrefOf('pipeline', { sort: 'amount' })}>
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
          <span className="num small muted">
            {deal.expectedClose === null ? t('pipeline.noDay') : formatDay(language, deal.expectedClose)}
          </span>
          <span className="num strong">{deal.amount === null ? t('pipeline.noAmount') : formatMoney(language, deal.amount)}</span>
        </a>
      ))}
    </section>
  );
};
