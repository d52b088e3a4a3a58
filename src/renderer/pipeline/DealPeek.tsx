/** A deal at the side: what it is worth, its facts, and everything that happened to it. */
import type { ReactNode } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { DealView } from '../../shared/pipeline/contract.ts';
import { deal as dealQuery } from '../../shared/pipeline/contract.ts';
import { useQuery } from '../app/calls.ts';
import { formatBasisPoints, formatDay, formatMoney } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { quietLimit } from '../app/quiet.ts';
import { hrefOf, setParams } from '../app/routes.ts';
import { ErrorBlank } from '../ui/Blank.tsx';
import { Peek } from '../ui/Peek.tsx';
import { DealRecord } from './DealRecord.tsx';
import { DealHistory } from './DealHistory.tsx';
import { DealStatus } from './dealColumns.tsx';

type DealPeekProps = { readonly dealId: Id<'Deal'>; readonly workspace: WorkspaceView };

const close = (): void => {
  setParams({ deal: null });
};

export const DealPeek = ({ dealId, workspace }: DealPeekProps) => {
  const { t } = useText();
  const query = useQuery(dealQuery, { id: dealId }, false);
  const deal = query.data;
  if (query.error)
    return (
      <Peek subject={dealId} kicker={t('common.deal')} title={t('errors.heading')} onClose={close}>
        <ErrorBlank error={query.error.error} onRetry={() => void query.refetch()} />
      </Peek>
    );
  return (
    <Peek subject={dealId} kicker={deal?.account?.name ?? t('common.deal')} title={deal?.title ?? '…'} onClose={close}>
      {deal === undefined ? null : <DealFacts deal={deal} today={workspace.today} zone={workspace.zone} />}
    </Peek>
  );
};

const DealFacts = ({ deal, today, zone }: { readonly deal: DealView; readonly today: string; readonly zone: string }) => {
  const { t, language } = useText();
  const day = (value: string | null): string => (value === null ? t('pipeline.noDay') : formatDay(language, value));
  const isOpen = deal.status === 'open';
  const isOverdue = isOpen && deal.expectedClose !== null && deal.expectedClose < today;
  const closeDay = isOverdue ? (
    <span className="warn">{t('pipeline.overdue', { day: day(deal.expectedClose) })}</span>
  ) : (
    day(deal.expectedClose)
  );
  const nextStep =
    deal.nextStep === null ? (
      <span className="warn">{t('pipeline.noNextStep')}</span>
    ) : (
      [deal.nextStepDay === null ? null : day(deal.nextStepDay), deal.nextStep].filter(Boolean).join(': ')
    );
  return (
    <>
      <section>
        <div className="row">
          <div className="figure grow">{deal.amount === null ? t('pipeline.noAmount') : formatMoney(language, deal.amount)}</div>
          <DealStatus status={deal.status} />
        </div>
        <a className="link" href={hrefOf('pipeline', { record: deal.id })}>
          {t('deal.openPage')}
        </a>
        {deal.estimate ? <p className="small muted">{t('pipeline.estimateExplained')}</p> : null}
        {isOpen && deal.quietDays !== null ? (
          <p className={deal.quietDays > quietLimit ? 'small warn' : 'small muted'}>{t('common.quietFor', { count: deal.quietDays })}</p>
        ) : null}
      </section>
      <section>
        <h3>{t('common.facts')}</h3>
        <dl>
          {isOpen ? <Fact name={t('common.stage')}>{deal.stage === null ? t('common.notKnown') : seededName(t, deal.stage)}</Fact> : null}
          {isOpen && deal.stage !== null ? (
            <Fact name={t('pipeline.probability')}>{formatBasisPoints(language, deal.stage.probabilityBp)}</Fact>
          ) : null}
          <Fact name={t('common.company')}>{deal.account?.name ?? t('pipeline.noAccount')}</Fact>
          <Fact name={t('common.owner')}>{deal.owner?.name ?? t('pipeline.noOwner')}</Fact>
          {deal.product === null ? null : <Fact name={t('common.product')}>{deal.product.name}</Fact>}
          {deal.contact === null ? null : <Fact name={t('common.contact')}>{deal.contact.name}</Fact>}
          {isOpen ? (
            <Fact name={t('pipeline.expectedClose')}>{closeDay}</Fact>
          ) : (
            <Fact name={t('pipeline.closedDay')}>{day(deal.closedDay)}</Fact>
          )}
          <Fact name={t('pipeline.createdDay')}>{day(deal.createdDay)}</Fact>
          {isOpen ? <Fact name={t('fields.deal.nextStep')}>{nextStep}</Fact> : null}
        </dl>
      </section>
      <section className="flush">
        <h3>{t('common.history')}</h3>
        <DealHistory deal={deal} />
      </section>
      <section className="flush">
        <h3>{t('pipeline.recorded')}</h3>
        <DealRecord dealId={deal.id} today={today} zone={zone} />
      </section>
    </>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
