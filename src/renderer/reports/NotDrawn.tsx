/** Says which currencies a chart leaves out, because no rate brings them into the one that it is drawn in. */
import { formatList } from '../../shared/i18n/format.ts';
import type { MoneyByCurrency } from '../../shared/kernel/money.ts';
import type { PipelineReport } from '../../shared/reports/pipelineContract.ts';
import { useText } from '../app/i18n.ts';

/** Codes in these sums that neither are the report's currency nor have a rate into it. */
export const codesNotDrawn = (sums: readonly MoneyByCurrency[], { currency, rates }: PipelineReport): readonly string[] => {
  const codes = new Set(sums.flatMap((each) => Object.keys(each)));
  return [...codes].filter((code) => code !== currency && !rates.some((rate) => rate.currency === code)).toSorted();
};

export const NotDrawn = ({ codes }: { readonly codes: readonly string[] }) => {
  const { t, language } = useText();
  return codes.length === 0 ? null : <p className="meta">{t('reports.othersNotDrawn', { codes: formatList(language, codes) })}</p>;
};
