/** The address of a report's page, from what was chosen and back. All parts are ids, days and words of the contract: nothing to escape. */
import type { CallInputOf } from '../kernel/contract.ts';
import { allWords, type Parameter } from '../kernel/report.ts';
import type { PrintChoice, ReportLanguage } from './contract.ts';
import { reportLanguages } from './contract.ts';
import { type ReportName, reportNames, reportOf, type reports } from './reports.ts';

/** `#/print/pipeline?lang=nb&status=open&asOf=2026-11-19`; what is not chosen is left out. */
export const printAddressOf = ({ report, language, ...choice }: PrintChoice): string => {
  const chosen: Readonly<Record<string, string | null>> = choice;
  const parts = Object.entries(reportOf(report).parameters).flatMap(([name, parameter]) => {
    const value = chosen[name] ?? (parameter.is === 'word' ? allWords : null);
    return value === null ? [] : [`${writtenAs(name, parameter)}=${value}`];
  });
  return `#/print/${report}?${[`lang=${language}`, ...parts].join('&')}`;
};

const writtenAs = (name: string, { written = name }: Parameter): string => written;

export type PrintAddress<N extends ReportName = ReportName> = {
  readonly report: N;
  readonly language: ReportLanguage;
  readonly input: CallInputOf<(typeof reports)[N]['content']>;
};

/** What the address asks for; null when it is not that of a report. Whether ids and days are any is for the query to say. */
export const readPrintAddress = (hash: string): PrintAddress | null => {
  const match = /^#\/print\/(?<name>[\w-]+)(?:\?(?<search>.*))?$/u.exec(hash);
  const report = reportNames.find((name) => name === match?.groups?.['name']);
  if (report === undefined) return null;
  const given = new Map(
    (match?.groups?.['search'] ?? '').split('&').map((part): readonly [string, string] => {
      const [name = '', value = ''] = part.split('=');
      return [name, value];
    }),
  );
  const input = Object.fromEntries(
    Object.entries(reportOf(report).parameters).map(([name, parameter]): readonly [string, string | null] => {
      const text = given.get(writtenAs(name, parameter));
      if (parameter.is === 'word') return [name, text === allWords ? null : (text ?? parameter.otherwise)];
      return [name, text ?? null];
    }),
  );
  // The address is untrusted; the contract refuses what does not fit.
  return { report, language: reportLanguages.find((each) => each === given.get('lang')) ?? 'en', input };
};
