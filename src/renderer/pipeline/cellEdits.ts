/** How the cells of the pipeline table are edited: the text an edit starts from, what a typed text means, and the command that saves it. */
import { useMemo } from 'react';
import type { PersonView, WorkspaceView } from '../../shared/admin/contract.ts';
import { mayTouch } from '../../shared/admin/policy.ts';
import { toDecimalText } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { minorDigits, type Money } from '../../shared/kernel/money.ts';
import type { DealLine } from '../../shared/pipeline/contract.ts';
import { editDeal, setDealOwner, setDealValue } from '../../shared/pipeline/contract.ts';
import { useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { viewerHere } from '../app/may.ts';
import { idOf } from '../app/routes.ts';
import { dayEcho, readDayText } from '../ui/dayText.ts';
import type { Echo } from '../ui/Editable.tsx';
import { moneyEcho, readMoneyText } from '../ui/moneyText.ts';
import type { ColumnKey } from './pipelineRoute.ts';

export type CellEdit = {
  /** The stored value as the text that editing starts from. */
  readonly textOf: (deal: DealLine) => string;
  readonly echo: (text: string, deal: DealLine) => Echo;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly inputMode?: 'text' | 'decimal';
  /** `was`: the deal as the editor last saw it. Rejects with `CallFailed`. */
  readonly save: (text: string, was: DealLine) => Promise<unknown>;
};

export type CellEdits = {
  readonly of: (key: ColumnKey) => CellEdit | null;
  readonly mayEdit: (deal: DealLine) => boolean;
};

const fine: Echo = { isRight: true, text: null };

/** Digits and the language's own mark, nothing between thousands: whatever is typed over it reads in one way only. */
export const plainAmount = (language: Language, { minor, currency }: Money): string => {
  const text = toDecimalText(minor, minorDigits(currency)).replace(/\.0+$/u, '');
  return language === 'en' ? text : text.replace('.', ',');
};

export const useCellEdits = (workspace: WorkspaceView, people: readonly PersonView[]): CellEdits => {
  const { t, language } = useText();
  const { mutateAsync: edit } = useCommand(editDeal);
  const { mutateAsync: setValue } = useCommand(setDealValue);
  const { mutateAsync: setOwner } = useCommand(setDealOwner);
  const { today, baseCurrency, readOnly, me } = workspace;
  return useMemo(() => {
    const currencyOf = (deal: DealLine): string => deal.amount?.currency ?? baseCurrency;
    const readDays = dayEcho(t, language, today);
    const edits: Partial<Readonly<Record<ColumnKey, CellEdit>>> = {
      title: {
        textOf: ({ title }) => title,
        echo: (text) => (text.trim() === '' ? { isRight: false, text: t('account.needed') } : fine),
        save: async (text, was) => edit({ id: was.id, title: text.trim(), was: { title: was.title } }),
      },
      nextStep: {
        textOf: ({ nextStep }) => nextStep ?? '',
        echo: () => fine,
        save: async (text, was) => edit({ id: was.id, nextStep: text.trim() === '' ? null : text.trim(), was: { nextStep: was.nextStep } }),
      },
      amount: {
        textOf: ({ amount }) => (amount === null ? '' : plainAmount(language, amount)),
        echo: (text, deal) => moneyEcho(t, language, currencyOf(deal))(text),
        inputMode: 'decimal',
        save: async (text, was) => {
          const read = readMoneyText(language, text, currencyOf(was));
          return setValue({ id: was.id, amount: read.kind === 'money' ? read.money : null, was: { amount: was.amount } });
        },
      },
      expectedClose: {
        textOf: ({ expectedClose }) => expectedClose ?? '',
        echo: readDays,
        save: async (text, was) =>
          setValue({
            id: was.id,
            expectedClose: text.trim() === '' ? null : readDayText(text, today),
            was: { expectedClose: was.expectedClose },
          }),
      },
      owner: {
        textOf: ({ owner }) => owner?.id ?? '',
        echo: () => fine,
        options: [{ value: '', label: t('pipeline.noOwner') }, ...people.map(({ id, name }) => ({ value: id, label: name }))],
        save: async (text, was) => setOwner({ id: was.id, personId: idOf<'Person'>(text), was: { personId: was.owner?.id ?? null } }),
      },
    };
    return {
      of: (key) => edits[key] ?? null,
      mayEdit: (deal) => !readOnly && mayTouch(viewerHere(me), 'deal.edit', deal.owner?.id ?? null),
    };
  }, [t, language, edit, setValue, setOwner, people, today, baseCurrency, readOnly, me]);
};
