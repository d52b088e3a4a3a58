/** A field of a record as its column declares it: shown, and edited where it stands. */
import { fieldKey } from '../../shared/i18n/dictionary.ts';
import { formatCount, formatDay, formatMoney } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { RecordField } from '../../shared/kernel/fields.ts';
import type { Money } from '../../shared/kernel/money.ts';
import type { Translate } from '../app/i18n.ts';
import { useText } from '../app/i18n.ts';
import { dayEcho, readDayText } from './dayText.ts';
import type { Echo, EditableProps } from './Editable.tsx';
import { Editable } from './Editable.tsx';
import { moneyEcho, moneyText, readMoneyText } from './moneyText.ts';

type FieldEdit = Omit<EditableProps, 'onSave' | 'className'> & {
  /** What a typed text is saved as. */
  readonly read: (text: string) => unknown;
};
/** The day it is, and the currency of an amount that names none. */
type Here = { readonly today: Day; readonly baseCurrency: string };

const fine: Echo = { isRight: true, text: null };

/** A record that another names is chosen in a way of its own, by whoever shows it. */
export const isTyped = ({ kind }: RecordField): boolean => kind !== 'ref';

/** As `fieldValues` gives them. */
type Value = string | number | boolean | Money | null;
type TypedEdit = Omit<FieldEdit, 'label'>;

const numberEdit = (t: Translate, language: Language, { of, facets }: RecordField, value: number | null): TypedEdit => {
  const read = (text: string): number | null => (text.trim() === '' ? null : Number(text.replaceAll(/\s/gu, '')));
  const fits = (text: string): boolean => {
    const digits = text.replaceAll(/\s/gu, '');
    return /^-?\d+$/u.test(digits) && Number(digits) >= (of.min ?? -Infinity) && Number(digits) <= (of.max ?? Infinity);
  };
  const isYear = facets.isYear === true;
  return {
    shown: value === null ? null : isYear ? value : formatCount(language, value),
    value: value === null ? '' : String(value),
    inputMode: 'numeric',
    echo: (text) =>
      text.trim() === '' || fits(text) ? fine : { isRight: false, text: t(isYear ? 'account.notYear' : 'account.notWhole') },
    read,
  };
};

const textEdit = (t: Translate, { of, facets }: RecordField, text: string): TypedEdit => {
  const isNeeded = (of.min ?? 0) > 0;
  return {
    shown: text === '' ? null : text,
    value: text,
    ...(facets.holdsA === undefined ? {} : { inputMode: facets.holdsA === 'phone' ? ('tel' as const) : facets.holdsA }),
    ...(of.max === undefined ? {} : { maxLength: of.max }),
    echo: (typed) => (isNeeded && typed.trim() === '' ? { isRight: false, text: t('account.needed') } : fine),
    read: (typed) => (typed.trim() === '' && of.optional ? null : typed.trim()),
  };
};

const fieldEdit = (t: Translate, language: Language, here: Here, field: RecordField, value: Value): TypedEdit => {
  const { today } = here;
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'text':
      return textEdit(t, field, text);
    case 'integer':
      return numberEdit(t, language, field, typeof value === 'number' ? value : null);
    case 'boolean':
      return {
        shown: t(value === true ? 'common.yes' : 'common.no'),
        value: value === true ? 'yes' : 'no',
        options: [
          { value: 'yes', label: t('common.yes') },
          { value: 'no', label: t('common.no') },
        ],
        read: (typed) => typed === 'yes',
      };
    case 'day':
      return {
        shown: text === '' ? null : formatDay(language, text),
        value: text,
        echo: dayEcho(t, language, today),
        read: (typed) => (typed.trim() === '' ? null : readDayText(typed, today)),
      };
    case 'money': {
      const money = typeof value === 'object' ? value : null;
      const currency = money?.currency ?? here.baseCurrency;
      return {
        shown: money === null ? null : formatMoney(language, money),
        value: money === null ? '' : moneyText(language, money),
        inputMode: 'decimal',
        echo: moneyEcho(t, language, currency),
        read: (typed) => {
          const reading = readMoneyText(language, typed.trim(), currency);
          return typed.trim() !== '' && reading.kind === 'money' ? reading.money : null;
        },
      };
    }
    default:
      throw new Error(`${field.table}.${field.name} is not typed`);
  }
};

export type FieldEditableProps = {
  readonly field: RecordField;
  /** Holds its fields under their names. */
  readonly record: object;
  readonly here: Here;
  /** What this field has beyond its kind. */
  readonly own?: Partial<FieldEdit> | undefined;
  readonly className?: string;
  /** `was`: the same field as it was when editing began. Rejects with `CallFailed`. */
  readonly onSave: (patch: object, was: object) => Promise<unknown>;
};

export const FieldEditable = ({ field, record, here, own = {}, className = '', onSave }: FieldEditableProps) => {
  const { t, language } = useText();
  const { name } = field;
  const value = (record as Readonly<Record<string, Value | undefined>>)[name] ?? null;
  const { read, ...shown } = { label: t(fieldKey(field)), ...fieldEdit(t, language, here, field, value), ...own };
  return <Editable {...shown} className={className} onSave={async (text, was) => onSave({ [name]: read(text) }, { [name]: read(was) })} />;
};
