/** The page of one deal: what it is worth, its facts, stage, owners and credit at the left; what was done and every change at the right. */
import { useMemo, useRef } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import { fieldNamed } from '../../shared/kernel/fields.ts';
import type { DealView } from '../../shared/pipeline/contract.ts';
import { deal as dealQuery, editDeal } from '../../shared/pipeline/contract.ts';
import { deal as dealTable } from '../../shared/pipeline/schema.ts';
import { RecordHistory } from '../account/RecordHistory.tsx';
import { SinceLine } from '../account/SinceLine.tsx';
import { Timeline } from '../account/Timeline.tsx';
import { useSinceLooked } from '../account/useSinceLooked.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import type { CommandSection } from '../app/commands.ts';
import { useCommandSection } from '../app/commands.ts';
import { useText } from '../app/i18n.ts';
import { mayChange } from '../app/may.ts';
import { hrefOf } from '../app/routes.ts';
import { DealHistory } from '../pipeline/DealHistory.tsx';
import { DealStatus } from '../pipeline/dealColumns.tsx';
import { ErrorBlank } from '../ui/Blank.tsx';
import { Fixed } from '../ui/Editable.tsx';
import { FieldEditable } from '../ui/FieldEditable.tsx';
import '../account/account.css';
import '../pipeline/pipeline.css';
import { DealCredit } from './DealCredit.tsx';
import { DealFacts } from './DealFacts.tsx';
import { DealOwners } from './DealOwners.tsx';
import { DealStage } from './DealStage.tsx';
import { DealWorth } from './DealWorth.tsx';
import './deal.css';

const titleField = fieldNamed(dealTable, 'title');

type DealPageProps = { readonly dealId: Id<'Deal'>; readonly workspace: WorkspaceView };

export const DealPage = ({ dealId, workspace }: DealPageProps) => {
  const query = useQuery(dealQuery, { id: dealId }, false);
  if (query.error) return <ErrorBlank error={query.error.error} onRetry={() => void query.refetch()} />;
  return query.data === undefined ? <div className="page" aria-busy="true" /> : <DealSheet deal={query.data} workspace={workspace} />;
};

const DealSheet = ({ deal, workspace }: { readonly deal: DealView; readonly workspace: WorkspaceView }) => {
  const { t } = useText();
  const log = useRef<HTMLInputElement>(null);
  const since = useSinceLooked(workspace, deal.id);
  const { mutateAsync: edit } = useCommand(editDeal);
  const isFixed = !mayChange(workspace, 'deal.edit', deal.owner?.id ?? null);
  const section = useMemo<CommandSection>(
    () => ({
      id: 'deal',
      label: 'account.keysSection',
      commands: [
        {
          id: 'deal.log',
          label: 'account.keyLog',
          keys: ['l'],
          run: () => {
            log.current?.focus();
          },
        },
        { id: 'deal.edit', label: 'account.keyEdit', keys: ['F2'] },
      ],
    }),
    [],
  );
  useCommandSection(section);
  return (
    <div className="page">
      <div className="head">
        <div className="grow">
          <a className="link" href={hrefOf('pipeline')}>
            {t('deal.back')}
          </a>
          <h1 className="hPage">
            <Fixed isFixed={isFixed}>
              <FieldEditable
                field={titleField}
                record={deal}
                here={workspace}
                own={{ label: t('common.deal') }}
                onSave={async (patch, was) => edit({ id: deal.id, ...patch, was })}
              />
            </Fixed>
          </h1>
          <div className="small muted">
            {deal.account === null ? (
              t('pipeline.noAccount')
            ) : (
              <a className="underlined" href={hrefOf('accounts', { id: deal.account.id })}>
                {deal.account.name}
              </a>
            )}
          </div>
          {isFixed && !workspace.readOnly ? (
            <p className="small muted">{t('deal.othersDeal', { name: deal.owner?.name ?? t('changes.someone') })}</p>
          ) : null}
        </div>
        <DealStatus status={deal.status} />
      </div>
      <SinceLine since={since} />
      <div className="recordSheet">
        <div className="recordSide">
          <Fixed isFixed={isFixed}>
            <DealWorth deal={deal} baseCurrency={workspace.baseCurrency} />
            <DealFacts deal={deal} workspace={workspace} />
            <DealStage deal={deal} today={workspace.today} />
            <DealOwners deal={deal} today={workspace.today} />
            <DealCredit deal={deal} />
          </Fixed>
        </div>
        <div className="recordMain">
          {deal.account === null ? (
            <section className="panel">
              <h2 className="hSection">{t('account.timeline')}</h2>
              <p className="small muted">{t('deal.noTimeline')}</p>
            </section>
          ) : (
            <Timeline accountId={deal.account.id} dealId={deal.id} workspace={workspace} logRef={log} />
          )}
          <section className="panel flush">
            <h2 className="hSection panelHead">{t('deal.happened')}</h2>
            <DealHistory deal={deal} />
          </section>
          <section className="panel flush">
            <h2 className="hSection panelHead">{t('deal.recorded')}</h2>
            <RecordHistory recordId={deal.id} today={workspace.today} zone={workspace.zone} fresh={since.seqs} />
          </section>
        </div>
      </div>
    </div>
  );
};
