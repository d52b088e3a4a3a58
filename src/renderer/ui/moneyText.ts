/** Amounts in a field: as they are typed, what was understood of them, and both readings where there are two. */
import type { Currency, Money } from '../../shared/kernel/money.ts';
import { isCurrency } from '../../shared/kernel/money.ts';
import { amountToMinor, type ExactAmount, readAmount } from '../../shared/kernel/readAmount.ts';
import { type Amount, formatFigure, formatMoney } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import type { Translate } from '../app/i18n.ts';
import type { Echo } from './Editable.tsx';

export type MoneyReading =
  | { readonly kind: 'money'; readonly money: Money }
  | { readonly kind: 'two'; readonly thousands: Money; readonly decimal: Money }
  | { readonly kind: 'none' };

const toMoney = (amount: ExactAmount, currency: string): Money | null => {
  const code = amount.currency ?? currency;
  if (!isCurrency(code)) return null;
  const minor = amountToMinor(amount, code);
  return minor.ok ? { minor: minor.value, currency: code satisfies Currency } : null;
};

/**
 * A mark alone before three digits could mean either, whichever the language writes decimals with. Otherwise the language's own reading counts;
 * where it has none, the only one there is: `1,2 mill` in English, `1.2m` in Norwegian.
 */
export const readMoneyText = (language: Language, text: string, currency: string): MoneyReading => {
  const own = language === 'en' ? '.' : ',';
  const settled = readAmount(text, { decimal: own });
  const open = readAmount(text, { decimal: 'unknown' });
  if (open.kind === 'ambiguous') {
    const thousands = toMoney(open.asThousands, currency);
    const decimal = toMoney(open.asDecimal, currency);
    if (thousands !== null && decimal !== null) return { kind: 'two', thousands, decimal };
    const only = thousands ?? decimal;
    return only === null ? { kind: 'none' } : { kind: 'money', money: only };
  }
  const read = settled.kind === 'amount' ? settled : open;
  const amount = read.kind === 'amount' ? toMoney(read.amount, currency) : null;
  return amount === null ? { kind: 'none' } : { kind: 'money', money: amount };
};

/** The amount as somebody would type it, without its code. */
export const moneyText = (language: Language, money: Amount): string => formatFigure(language, money).replaceAll('\u00a0', ' ');

/** The line below a field for money; an empty field means that nothing is known. */
export const moneyEcho =
  (t: Translate, language: Language, currency: string) =>
  (text: string): Echo => {
    if (text.trim() === '') return { isRight: true, text: null };
    const read = readMoneyText(language, text, currency);
    switch (read.kind) {
      case 'money':
        return { isRight: true, text: `= ${formatMoney(language, read.money)}` };
      case 'two':
        return {
          isRight: false,
          text: t('account.twoReadings', {
            thousands: formatMoney(language, read.thousands),
            decimal: formatMoney(language, read.decimal, 'full'),
          }),
        };
      case 'none':
        return { isRight: false, text: t('account.notMoney') };
    }
  };
