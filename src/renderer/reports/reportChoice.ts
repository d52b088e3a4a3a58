/** What the address of the reports page says about the report to be made. */
import type { Day } from '../../shared/kernel/day.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { isLanguage } from '../../shared/i18n/languages.ts';
import { stageKinds } from '../../shared/pipeline/schema.ts';
import type { PrintChoice } from '../../shared/reports/contract.ts';
import { idOf } from '../app/routes.ts';
import { periodOf } from '../pipeline/cockpit/period.ts';

/** The window's own language unless another is chosen; of today unless an earlier day is. */
export const choiceOf = (params: URLSearchParams, today: Day, language: Language): PrintChoice => {
  const { asOf, range } = periodOf(params, today);
  const wanted = params.get('lang');
  const status = params.get('status') ?? 'open';
  return {
    report: 'pipeline',
    language: isLanguage(wanted) ? wanted : language,
    status: status === 'all' ? null : (stageKinds.find((kind) => kind === status) ?? 'open'),
    ownerId: idOf<'Person'>(params.get('owner')),
    asOf: asOf === today ? null : asOf,
    from: range?.from ?? null,
    to: range?.to ?? null,
  };
};
