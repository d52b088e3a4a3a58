/** What the table says as a whole: the sentence above it and the total that closes it. */
import type { OutputOf } from '../../shared/kernel/contract.ts';
import type { MoneyByCurrency } from '../../shared/kernel/money.ts';
import type { deals } from '../../shared/pipeline/contract.ts';
import { formatCompactMoney, formatCount, formatList, formatMoney } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import type { Translate } from '../app/i18n.ts';
import { useText } from '../app/i18n.ts';
import { hrefOf } from '../app/routes.ts';
import type { TotalCell } from '../ui/DataTable.tsx';
import { TracedText } from '../ui/TracedText.tsx';
import type { ColumnKey, PipelineView, StatusFilter } from './pipelineRoute.ts';
import { isFiltered } from './pipelineRoute.ts';

type DealsAnswer = OutputOf<typeof deals>;

/** The figures of the whole pipeline are explained in the cockpit. */
const hrefOfFigure = (figure: string): string => hrefOf('cockpit', { figure });

export const Finding = ({ view, first }: { readonly view: PipelineView; readonly first: DealsAnswer }) => {
  const { t, language } = useText();
  const codes = Object.keys(first.amount);
  const only = codes.length === 1 ? codes[0] : undefined;
  const finding =
    first.count === 0 && !isFiltered(view)
      ? t('cockpit.headlineNoOpen')
      : isFiltered(view) || codes.length === 0
        ? t('pipeline.findingFiltered', { count: first.count })
        : only === undefined
          ? t('pipeline.findingMixed', { count: first.count, codes: formatList(language, codes) })
          : t('pipeline.finding', {
              count: first.count,
              raw: formatCompactMoney(language, { minor: first.amount[only] ?? 0n, currency: only }),
              weighted: formatCompactMoney(language, { minor: first.weighted[only] ?? 0n, currency: only }),
            });
  return <TracedText text={finding} openFigure={null} hrefOf={hrefOfFigure} />;
};

/** The count at the left, the sums below the amounts, and what they weigh after them where there is room. */
export const totalOf = (
  t: Translate,
  language: Language,
  keys: readonly ColumnKey[],
  status: StatusFilter,
  { count, amount, weighted, withoutAmount }: DealsAnswer,
): readonly TotalCell[] => {
  const codes = Object.keys(amount);
  const sums = (of: MoneyByCurrency): readonly string[] =>
    codes.map((code) => formatMoney(language, { minor: of[code] ?? 0n, currency: code }));
  const missing = withoutAmount > 0 ? t('pipeline.totalWithoutAmount', { missing: formatCount(language, withoutAmount) }) : null;
  const counted = [t('common.dealCount', { count }), missing].filter((part) => part !== null).join(' · ');
  const at = keys.indexOf('amount');
  if (at < 1) return [{ span: keys.length, content: [counted, ...sums(amount)].join(' · ') }];
  const rest = keys.length - at - 1;
  // Less room than two columns cuts the figures off; the head of the page says them too.
  const weights = status === 'open' && rest > 1 ? sums(weighted).map((sum) => t('table.weightedSum', { sum })) : [];
  const lines = (texts: readonly string[]) => texts.map((text) => <div key={text}>{text}</div>);
  return [
    { span: at, content: counted },
    { span: 1, content: lines(sums(amount)), isNumber: true },
    ...(rest > 0 ? [{ span: rest, content: <span className="muted">{lines(weights)}</span>, isNumber: true }] : []),
  ];
};
