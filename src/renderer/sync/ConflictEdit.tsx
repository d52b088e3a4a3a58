/** A third value for the field of a conflict, typed or chosen: what both wrote can be seen above it while one writes. */
import { useLayoutEffect, useRef, useState } from 'react';
import { account as accountQuery, products } from '../../shared/accounts/contract.ts';
import { people, type WorkspaceView } from '../../shared/admin/contract.ts';
import { deal as dealQuery, stages } from '../../shared/pipeline/contract.ts';
import type { PayloadValue } from '../../shared/sync/changeSet.ts';
import type { ConflictView } from '../../shared/sync/statusContract.ts';
import { AccountPicker } from '../accounts/AccountPicker.tsx';
import { useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { idOf } from '../app/routes.ts';
import type { Echo } from '../ui/Editable.tsx';
import { dayEcho, readDayText } from '../ui/dayText.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { moneyText, readMoneyText } from '../ui/moneyText.ts';
import { useEscape } from '../pipeline/useEscape.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { type Cells, cellsOf, conflictLabel } from './recordValues.ts';
import { type FieldKind, isNeeded } from './settleWith.ts';

type Choice = { readonly value: string; readonly label: string };
/** What is in the fields: the value itself as text, and what a fact has beside it. */
type Draft = {
  readonly text: string;
  readonly day: string;
  readonly reason: string;
  readonly closeReasonId: string;
  readonly name: string;
};

type ConflictEditProps = {
  readonly conflict: ConflictView;
  readonly kind: FieldKind;
  readonly workspace: WorkspaceView;
  /** The value to write; null where nothing was changed: what stands is what is wanted. */
  readonly onSave: (value: { readonly value: PayloadValue } | null) => void;
  readonly onCancel: () => void;
};

const emptied = (text: string): string | null => (text === '' ? null : text);

const useChoices = (kind: FieldKind, rowId: string): readonly Choice[] => {
  const { t } = useText();
  const sold = useQuery(products, kind === 'product' ? {} : null);
  const persons = useQuery(people, kind === 'person' ? {} : null);
  const process = useQuery(stages, kind === 'stage' ? {} : null);
  const deal = useQuery(dealQuery, kind === 'contact' ? { id: rowId } : null, false);
  const accountId = deal.data?.account?.id ?? null;
  const company = useQuery(accountQuery, accountId === null ? null : { id: accountId }, false);
  const listed = (rows: readonly { readonly id: string; readonly name: string }[]): readonly Choice[] =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  const none: Choice = { value: '', label: t('account.none') };
  switch (kind) {
    case 'product':
      return [none, ...listed(sold.data ?? [])];
    case 'contact':
      return [none, ...listed(company.data?.contacts ?? [])];
    case 'person':
      return [{ value: '', label: t('common.nobody') }, ...listed(persons.data ?? [])];
    case 'stage':
      return (process.data?.stages ?? []).map((stage) => ({ value: stage.id, label: seededName(t, stage) }));
    case 'yesNo':
      return [
        { value: '1', label: t('common.yes') },
        { value: '0', label: t('common.no') },
      ];
    default:
      return [];
  }
};

export const ConflictEdit = ({ conflict, kind, workspace, onSave, onCancel }: ConflictEditProps) => {
  const { t, language } = useText();
  const { table, rowId, field, winner } = conflict;
  const cells: Cells = cellsOf(winner.value) ?? {};
  const currency = typeof cells['currency'] === 'string' ? cells['currency'] : workspace.baseCurrency;
  const plain = (name: string): string => String(cells[name] ?? '');
  const minor = cells['amountMinor'] ?? null;
  const start: Draft = {
    text:
      kind === 'worth'
        ? minor === null
          ? ''
          : moneyText(language, { minor: BigInt(minor), currency })
        : kind === 'stage'
          ? plain('toStageId')
          : kind === 'person'
            ? plain('personId')
            : String(winner.value ?? ''),
    day: plain('expectedClose'),
    reason: '',
    closeReasonId: '',
    name: '',
  };
  const [draft, setDraft] = useState(start);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    // What one has asked to edit, one edits at once.
    form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, []);
  useEscape(form, onCancel);
  const choices = useChoices(kind, rowId);
  const process = useQuery(stages, kind === 'stage' ? {} : null);
  const chosen = process.data?.stages.find(({ id }) => id === draft.text);
  const reasons = (process.data?.closeReasons ?? []).filter((reason) => reason.kind === chosen?.kind);
  const label = conflictLabel(t, conflict);
  const put = (changed: Partial<Draft>): void => {
    setDraft((now) => ({ ...now, ...changed }));
  };

  const days = dayEcho(t, language, workspace.today);
  const echo: Echo =
    kind === 'whole' && !/^\d{0,8}$/u.test(draft.text.replaceAll(/\s/gu, ''))
      ? { isRight: false, text: t('account.notWhole') }
      : kind === 'day'
        ? days(draft.text)
        : isNeeded(table, field) && draft.text.trim() === ''
          ? { isRight: false, text: t('account.needed') }
          : { isRight: true, text: null };
  const money = draft.text.trim() === '' ? null : readMoneyText(language, draft.text, currency);
  const closeEcho = days(draft.day);
  const isRight =
    kind === 'worth'
      ? (money === null || money.kind === 'money') && closeEcho.isRight
      : kind === 'stage'
        ? chosen !== undefined && (chosen.kind !== 'lost' || draft.closeReasonId !== '')
        : echo.isRight;

  const valueOf = (): PayloadValue => {
    const text = draft.text.trim();
    switch (kind) {
      case 'whole':
        return text === '' ? null : Number(text.replaceAll(/\s/gu, ''));
      case 'yesNo':
        return Number(text);
      case 'day':
        return text === '' ? null : readDayText(text, workspace.today);
      case 'worth': {
        const amount = money?.kind === 'money' ? { amountMinor: String(money.money.minor), currency: money.money.currency } : {};
        return JSON.stringify({ ...amount, expectedClose: draft.day.trim() === '' ? null : readDayText(draft.day, workspace.today) });
      }
      case 'stage':
        return JSON.stringify({ toStageId: text, reason: emptied(draft.reason.trim()), closeReasonId: emptied(draft.closeReasonId) });
      case 'person':
        return JSON.stringify({ personId: emptied(text) });
      default:
        return emptied(text);
    }
  };
  const isChanged = draft.text !== start.text || draft.day !== start.day;
  const select = (
    <SelectField
      label={label}
      value={draft.text}
      options={choices}
      onChange={(text) => {
        put({ text, closeReasonId: '' });
      }}
    />
  );
  const line = (text: string, name: 'text' | 'day' | 'reason', said: string, understood: Echo | null) => (
    <label className="formField">
      <span className="meta">{said}</span>
      <span className={understood?.isRight === false ? 'field wrong' : 'field'}>
        <input
          type="text"
          aria-invalid={understood?.isRight === false}
          value={text}
          onChange={(event) => {
            put({ [name]: event.target.value });
          }}
        />
      </span>
      {understood === null || understood.text === null ? null : (
        <span className={understood.isRight ? 'meta' : 'meta bad'} role={understood.isRight ? undefined : 'alert'}>
          {understood.text}
        </span>
      )}
    </label>
  );
  return (
    <form
      ref={form}
      className="conflictEdit"
      aria-label={t('others.editing', { field: label })}
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight) onSave(isChanged ? { value: valueOf() } : null);
      }}
    >
      {kind === 'words' ? (
        <label className="formField wide">
          <span className="meta">{label}</span>
          <span className="field">
            <textarea
              rows={4}
              value={draft.text}
              onChange={(event) => {
                put({ text: event.target.value });
              }}
            />
          </span>
        </label>
      ) : kind === 'account' ? (
        draft.name === '' ? (
          <AccountPicker
            label={label}
            exceptId={table === 'account' ? idOf<'Account'>(rowId) : null}
            onPick={({ id, name }) => {
              put({ text: id, name });
            }}
            onCancel={onCancel}
          />
        ) : (
          <span className="medium">{draft.name}</span>
        )
      ) : kind === 'worth' ? (
        <>
          <MoneyInput
            label={t('common.amount')}
            currency={currency}
            text={draft.text}
            onType={(text) => {
              put({ text });
            }}
          />
          {line(draft.day, 'day', t('pipeline.expectedClose'), closeEcho)}
        </>
      ) : kind === 'stage' ? (
        <>
          {select}
          {reasons.length === 0 ? null : (
            <SelectField
              label={t(chosen?.kind === 'lost' ? 'pipeline.lossReason' : 'pipeline.reason')}
              value={draft.closeReasonId}
              options={[
                { value: '', label: t(chosen?.kind === 'lost' ? 'board.chooseLossReason' : 'board.chooseReason') },
                ...reasons.map((each) => ({ value: each.id, label: seededName(t, each) })),
              ]}
              onChange={(closeReasonId) => {
                put({ closeReasonId });
              }}
            />
          )}
          {line(draft.reason, 'reason', t('pipeline.reason'), null)}
        </>
      ) : choices.length > 0 ? (
        select
      ) : (
        line(draft.text, 'text', label, echo)
      )}
      <div className="row">
        <button type="submit" className="button small primary" disabled={!isRight || (kind === 'account' && draft.name === '')}>
          {t('common.save')}
        </button>
        <button type="button" className="button small quiet" onClick={onCancel}>
          {t('common.cancel')}
        </button>
      </div>
    </form>
  );
};
