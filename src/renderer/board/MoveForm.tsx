/** What a move asks for before it is made: which criteria are met or why not, and how, for how much and when a deal closed. */
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { SubmitEvent } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { OutputOf } from '../../shared/kernel/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { stages as stagesQuery } from '../../shared/pipeline/contract.ts';
import { stageMove } from '../../shared/pipeline/schema.ts';
import type { ClientError } from '../app/client.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { DayField } from '../ui/DayField.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { AmountField, readMoney } from './AmountField.tsx';
import { stageOf, useBoard } from './BoardContext.ts';
import type { Move } from './boardMoves.ts';
import { missingFor } from './boardMoves.ts';
import { useBoardState } from './boardState.ts';

type MoveFormProps = {
  readonly move: Move;
  readonly workspace: WorkspaceView;
  readonly closeReasons: OutputOf<typeof stagesQuery>['closeReasons'];
};

const titles = { open: 'board.formMove', won: 'board.formWon', lost: 'board.formLost' } as const;
const actions = { open: 'common.move', won: 'board.markWon', lost: 'board.markLost' } as const;

export const MoveForm = ({ move, workspace, closeReasons }: MoveFormProps) => {
  const { t, language } = useText();
  const board = useBoard();
  const closeForm = useBoardState((state) => state.closeForm);
  const focusOn = useBoardState((state) => state.focusOn);
  const form = useRef<HTMLFormElement>(null);
  const titleId = useId();
  const { card, to } = move;
  const missing = missingFor(card, stageOf(board, card.stageId), to);
  const [met, setMet] = useState<readonly Id<'StageCriterion'>[]>([]);
  const [reason, setReason] = useState('');
  const [closeReasonId, setCloseReasonId] = useState('');
  const [amount, setAmount] = useState<string | null>(null);
  const [day, setDay] = useState<Day>(workspace.today);
  const [error, setError] = useState<ClientError | null>(null);
  const currency = card.amount?.currency ?? workspace.baseCurrency;
  const typed = amount === null || amount.trim() === '' ? null : readMoney(language, amount, currency);
  const isAmountWrong = typed !== null && !typed.ok;
  const needsReason = missing.some(({ id }) => !met.includes(id));
  const cause =
    needsReason && reason.trim() === ''
      ? t('board.needsReason')
      : to.kind === 'lost' && closeReasonId === ''
        ? t('errors.CloseReasonMissing')
        : null;
  const canSend = cause === null && !isAmountWrong;

  const close = useCallback((): void => {
    closeForm(move);
    focusOn(card.id);
  }, [closeForm, focusOn, move, card.id]);
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    form.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    const element = form.current;
    element?.addEventListener('keydown', onKey);
    return () => {
      element?.removeEventListener('keydown', onKey);
    };
  }, [close]);
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!canSend) return;
    const refused = await board.place(move, {
      met: [...met],
      reason: reason.trim() === '' ? null : reason.trim(),
      closeReasonId: closeReasonId === '' ? null : (closeReasonId as Id<'CloseReason'>),
      happenedOn: day === workspace.today ? null : day,
      ...(typed?.ok ? { amount: typed.value } : {}),
    });
    // What cannot be mended here (the deal is gone, belongs to somebody else) has been said already.
    if (refused === null || refused.type === 'DealNotFound' || refused.type === 'NotYourDeal') closeForm(move);
    else setError(refused);
  };
  return (
    <form
      ref={form}
      className={to.kind === 'open' ? 'moveForm' : 'moveForm closing'}
      aria-labelledby={titleId}
      onSubmit={(event) => void send(event)}
    >
      <h3 id={titleId} className="panelTitle strong">
        {t(titles[to.kind], { title: card.title, stage: seededName(t, to) })}
      </h3>
      {missing.length === 0 ? null : (
        <fieldset>
          <legend className="meta">{t('board.criteria')}</legend>
          {missing.map((criterion) => (
            <label key={criterion.id} className="small">
              <input
                type="checkbox"
                checked={met.includes(criterion.id)}
                onChange={(event) => {
                  setMet(event.target.checked ? [...met, criterion.id] : met.filter((id) => id !== criterion.id));
                }}
              />
              {seededName(t, { name: criterion.text, seedKey: criterion.seedKey })}
            </label>
          ))}
        </fieldset>
      )}
      {to.kind === 'open' ? null : (
        <SelectField
          label={t(to.kind === 'lost' ? 'pipeline.lossReason' : 'pipeline.reason')}
          value={closeReasonId}
          options={[
            { value: '', label: t(to.kind === 'lost' ? 'board.chooseLossReason' : 'board.chooseReason') },
            ...closeReasons.filter(({ kind }) => kind === to.kind).map((each) => ({ value: each.id, label: seededName(t, each) })),
          ]}
          onChange={setCloseReasonId}
        />
      )}
      {to.kind === 'won' ? <AmountField currency={currency} known={card.amount} typed={amount} onType={setAmount} /> : null}
      {to.kind === 'open' ? null : <DayField label={t('pipeline.closedDay')} value={day} max={workspace.today} onChange={setDay} />}
      <label className="formField">
        <span className="meta">{t(needsReason ? 'board.reasonNeeded' : 'board.note')}</span>
        <span className="field">
          <input
            type="text"
            maxLength={stageMove.columns.reason.max}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
            }}
          />
        </span>
      </label>
      {error === null ? null : (
        <p className="small bad" role="alert">
          {errorText(t, error)}
        </p>
      )}
      {cause === null ? null : <p className="meta">{cause}</p>}
      <div className="row">
        <button type="submit" className="button primary" disabled={!canSend}>
          {t(actions[to.kind])}
        </button>
        <button type="button" className="button quiet" onClick={close}>
          {t('common.cancel')}
        </button>
      </div>
    </form>
  );
};
