/** Which period the cockpit adds up, and the day it looks back from. */
import type { Day } from '../../shared/kernel/day.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { useText } from '../app/i18n.ts';
import { setParams } from '../app/routes.ts';
import { DayField } from '../ui/DayField.tsx';
import { Segment } from '../ui/Segment.tsx';
import type { Period, PeriodKind } from './period.ts';
import { periodKinds } from './period.ts';

const kindTexts: Readonly<Record<PeriodKind, TextKey>> = {
  month: 'cockpit.month',
  quarter: 'cockpit.periodQuarter',
  year: 'cockpit.periodYear',
  all: 'cockpit.periodAll',
};

type PeriodControlsProps = { readonly period: Period; readonly today: Day };

export const PeriodControls = ({ period, today }: PeriodControlsProps) => {
  const { t } = useText();
  return (
    <>
      <Segment
        label={t('common.period')}
        value={period.kind}
        options={periodKinds.map((kind) => ({ value: kind, label: t(kindTexts[kind]) }))}
        onChange={(kind) => {
          setParams({ period: kind });
        }}
      />
      <DayField
        label={t('cockpit.asOfDay')}
        value={period.asOf}
        max={today}
        onChange={(day) => {
          setParams({ asOf: day >= today ? null : day });
        }}
      />
      {period.asOf === today ? null : (
        <button
          type="button"
          className="link"
          onClick={() => {
            setParams({ asOf: null });
          }}
        >
          {t('cockpit.asOfToday')}
        </button>
      )}
    </>
  );
};
