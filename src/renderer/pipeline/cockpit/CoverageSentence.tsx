/** The headline's sentence about coverage, where the pipeline falls short of what the period takes. */
import { formatPercent } from '../../../shared/i18n/format.ts';
import { useText } from '../../app/i18n.ts';
import { hrefWith } from '../../app/routes.ts';
import { periodText } from '../../admin/settings/periods.ts';
import { TracedText } from '../../ui/TracedText.tsx';
import type { Period } from './period.ts';
import { isShort, useOutlook } from './useOutlook.ts';

export const CoverageSentence = ({ period, isOpen }: { readonly period: Period; readonly isOpen: boolean }) => {
  const { t, language } = useText();
  const { data } = useOutlook(period);
  const coverage = data?.coverage ?? null;
  if (data === undefined || coverage === null || coverage.required === null || !isShort(data)) return null;
  const text = t('cockpit.sentenceShort', {
    share: formatPercent(language, { n: data.open, d: coverage.required }, 0),
    period: periodText(t, language, data.from, data.to),
  });
  return (
    <span>
      {' '}
      <TracedText
        text={text}
        openFigure={isOpen ? 'coverage' : null}
        hrefOf={(why) => hrefWith({ why, figure: null, stage: null, from: null })}
        hot={['coverage']}
      />
    </span>
  );
};
