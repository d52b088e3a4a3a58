/** The stage of a deal with what must be true before it leaves, and the form that moves it on. */
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { formatBasisPoints } from '../../../shared/i18n/format.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { DealView, StageView } from '../../../shared/pipeline/contract.ts';
import { moveDeal, stages as stagesQuery } from '../../../shared/pipeline/contract.ts';
import { stageMove } from '../../../shared/pipeline/schema.ts';
import type { DealFacts } from '../../../shared/pipeline/stages.ts';
import { useSaying } from '../../accounts/useSaying.ts';
import { useCommand, useQuery } from '../../app/calls.ts';
import { useText } from '../../app/i18n.ts';
import { seededName } from '../../app/names.ts';
import { idOf } from '../../app/routes.ts';
import { DayField } from '../../ui/DayField.tsx';
import { useIsFixed } from '../../ui/Editable.tsx';
import { SelectField } from '../../ui/SelectField.tsx';

const factsOf = (deal: DealView): DealFacts => ({
  hasAmount: deal.amount !== null,
  hasExpectedClose: deal.expectedClose !== null,
  hasContact: deal.contact !== null,
  hasNextStep: deal.nextStep !== null && deal.nextStep.trim() !== '',
  hasAccount: deal.account !== null,
});

export const DealStage = ({ deal, today }: { readonly deal: DealView; readonly today: Day }) => {
  const { t, language } = useText();
  const process = useQuery(stagesQuery, {});
  const isFixed = useIsFixed();
  const [met, setMet] = useState<readonly Id<'StageCriterion'>[]>([]);
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const [closeReason, setCloseReason] = useState('');
  const [on, setOn] = useState(today);
  const { mutateAsync: move } = useCommand(moveDeal);
  const attempt = useSaying();
  const stages = process.data?.stages ?? [];
  const current = stages.find(({ id }) => id === deal.stage?.id);
  const chosen = stages.find(({ id }) => id === to);
  const reasons = (process.data?.closeReasons ?? []).filter(({ kind }) => kind === chosen?.kind);
  const save = async (stage: StageView): Promise<void> => {
    const isDone = await attempt(async () =>
      move({
        id: deal.id,
        toStageId: stage.id,
        met: [...met],
        reason: reason.trim() === '' ? null : reason.trim(),
        closeReasonId: idOf<'CloseReason'>(closeReason),
        happenedOn: on,
      }),
    );
    if (!isDone) return;
    setTo('');
    setReason('');
    setCloseReason('');
    setMet([]);
  };
  return (
    <section className="panel">
      <h2 className="hSection">{t('common.stage')}</h2>
      <p>
        <span className="medium">{current === undefined ? t('common.notKnown') : seededName(t, current)}</span>{' '}
        {current?.kind === 'open' ? <span className="muted">{formatBasisPoints(language, current.probabilityBp)}</span> : null}
      </p>
      {current === undefined || current.criteria.length === 0 ? null : (
        <fieldset className="criteria">
          <legend className="meta">{t('deal.exit', { stage: seededName(t, current) })}</legend>
          {current.criteria.map((criterion) => {
            const text = seededName(t, { name: criterion.text, seedKey: criterion.seedKey });
            if (criterion.provenBy !== 'manual' && factsOf(deal)[criterion.provenBy])
              return (
                <div key={criterion.id} className="small row good">
                  <IconCheck className="icon small" stroke={2} aria-hidden="true" />
                  {text} <span className="muted">{t('deal.proven')}</span>
                </div>
              );
            return isFixed ? (
              <div key={criterion.id} className="small row muted">
                {text}
              </div>
            ) : (
              <label key={criterion.id} className="small row">
                <input
                  type="checkbox"
                  checked={met.includes(criterion.id)}
                  onChange={(event) => {
                    setMet(event.target.checked ? [...met, criterion.id] : met.filter((id) => id !== criterion.id));
                  }}
                />
                {text}
              </label>
            );
          })}
        </fieldset>
      )}
      {isFixed ? null : (
        <form
          className="formLine"
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen !== undefined) void save(chosen);
          }}
        >
          <SelectField
            label={t('deal.moveTo')}
            value={to}
            options={[
              { value: '', label: t('deal.move') },
              ...stages.filter(({ id }) => id !== current?.id).map((stage) => ({ value: stage.id, label: seededName(t, stage) })),
            ]}
            onChange={(value) => {
              setTo(value);
              setCloseReason('');
            }}
          />
          {chosen === undefined ? null : (
            <>
              {reasons.length === 0 ? null : (
                <SelectField
                  label={t(chosen.kind === 'lost' ? 'pipeline.lossReason' : 'pipeline.reason')}
                  value={closeReason}
                  options={[
                    { value: '', label: t(chosen.kind === 'lost' ? 'board.chooseLossReason' : 'board.chooseReason') },
                    ...reasons.map((each) => ({ value: each.id, label: seededName(t, each) })),
                  ]}
                  onChange={setCloseReason}
                />
              )}
              <DayField label={t('common.day')} value={on} max={today} onChange={setOn} />
              <span className="field grow">
                <input
                  type="text"
                  maxLength={stageMove.columns.reason.max}
                  aria-label={t('pipeline.reason')}
                  placeholder={t('pipeline.reason')}
                  value={reason}
                  onChange={(event) => {
                    setReason(event.target.value);
                  }}
                />
              </span>
              <button type="submit" className="button small primary" disabled={chosen.kind === 'lost' && closeReason === ''}>
                {t('common.move')}
              </button>
            </>
          )}
        </form>
      )}
    </section>
  );
};
