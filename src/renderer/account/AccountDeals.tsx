/** All deals of an account with their sum: the rows behind what the data says. */
import type { RefObject } from 'react';
import { useCallback } from 'react';
import { formatDay, formatMoney } from '../../shared/i18n/format.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { deals } from '../../shared/pipeline/contract.ts';
import { useWindows } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { hrefOf } from '../app/routes.ts';
import { DealStatus } from '../pipeline/dealColumns.tsx';
import { ErrorBlank } from '../ui/Blank.tsx';
import { MoreButton } from '../ui/MoreButton.tsx';

type AccountDealsProps = {
  readonly accountId: Id<'Account'>;
  readonly today: Day;
  readonly headingRef: RefObject<HTMLHeadingElement | null>;
};

export const AccountDeals = ({ accountId, today, headingRef }: AccountDealsProps) => {
  const { t, language } = useText();
  const inputAfter = useCallback(
    (after: string | null) => ({ accountId, status: null, sort: 'stage' as const, after, limit: 50 }),
    [accountId],
  );
  const list = useWindows(deals, inputAfter, ({ next }) => next, false);
  if (list.error) return <ErrorBlank error={list.error.error} onRetry={() => void list.refetch()} />;
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section className="panel flush">
      <h2 ref={headingRef} tabIndex={-1} className="hSection panelHead">
        {t('common.deals')}
      </h2>
      {first?.count === 0 ? <p className="small muted panelNote">{t('account.saysNoDeals')}</p> : null}
      {first === undefined || first.count === 0 ? null : (
        <table className="ledger dense recordDeals">
          <thead>
            <tr>
              <th scope="col">{t('common.deal')}</th>
              <th scope="col">{t('common.stage')}</th>
              <th scope="col">{t('common.owner')}</th>
              <th scope="col" className="num">
                {t('pipeline.closedDay')}
              </th>
              <th scope="col" className="num">
                {t('common.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((deal) => {
              const day = deal.status === 'open' ? deal.expectedClose : deal.closedDay;
              const isOverdue = deal.status === 'open' && day !== null && day < today;
              return (
                <tr key={deal.id}>
                  <td>
                    <a className="medium underlined" href={hrefOf('pipeline', { record: deal.id })}>
                      {deal.title}
                    </a>
                  </td>
                  <td>{deal.status === 'open' && deal.stage !== null ? seededName(t, deal.stage) : <DealStatus status={deal.status} />}</td>
                  <td>{deal.owner?.name ?? <span className="muted">{t('pipeline.noOwner')}</span>}</td>
                  <td className="num">
                    {day === null ? (
                      <span className="muted">{t('pipeline.noDay')}</span>
                    ) : (
                      <span className={isOverdue ? 'warn' : ''}>{formatDay(language, day)}</span>
                    )}
                  </td>
                  <td className="num">
                    {deal.amount === null ? <span className="muted">{t('pipeline.noAmount')}</span> : formatMoney(language, deal.amount)}
                  </td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={4}>{t('common.dealCount', { count: first.count })}</td>
              <td className="num">
                {Object.entries(first.amount).map(([currency, minor]) => (
                  <div key={currency}>{formatMoney(language, { minor, currency })}</div>
                ))}
              </td>
            </tr>
          </tfoot>
        </table>
      )}
      <MoreButton list={list} className="panelNote" />
    </section>
  );
};
