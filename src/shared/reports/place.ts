/** The address of a report's page, from what was chosen and back. All parts are ids, days and words of the contract: nothing to escape. */
import type { CallInputOf } from '../kernel/contract.ts';
import type { pipelineReport, PrintChoice, ReportLanguage } from './contract.ts';
import { reportLanguages } from './contract.ts';

/** `#/print/pipeline?lang=nb&status=open&asOf=2026-11-19`; what is not chosen is left out. */
export const placeOf = ({ report, language, status, ownerId, asOf, from, to }: PrintChoice): string => {
  const parts = Object.entries({ lang: language, status: status ?? 'all', owner: ownerId, asOf, from, to });
  return `#/print/${report}?${parts.flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`])).join('&')}`;
};

export type PrintedPlace = { readonly language: ReportLanguage; readonly input: CallInputOf<typeof pipelineReport> };

/** What the address asks for; null when it is not that of a report. Whether ids and days are any is for the query to say. */
export const readPlace = (hash: string): PrintedPlace | null => {
  const match = /^#\/print\/pipeline(?:\?(?<search>.*))?$/u.exec(hash);
  if (match === null) return null;
  const given = new Map(
    (match.groups?.['search'] ?? '').split('&').map((part): readonly [string, string] => {
      const [name = '', value = ''] = part.split('=');
      return [name, value];
    }),
  );
  const status = given.get('status') ?? 'open';
  const input = {
    status: status === 'all' ? null : status,
    ownerId: given.get('owner') ?? null,
    asOf: given.get('asOf') ?? null,
    from: given.get('from') ?? null,
    to: given.get('to') ?? null,
  };
  // The address is untrusted; the contract refuses what does not fit.
  return { language: reportLanguages.find((each) => each === given.get('lang')) ?? 'en', input: input as PrintedPlace['input'] };
};
