/** A window that is only a report: no rail, no menus, always paper; it tells the printer when everything is on it. */
import { QueryClientProvider } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useEffect } from 'react';
import type { OutputOf } from '../../shared/kernel/contract.ts';
import type { PrintAddress } from '../../shared/reports/printAddress.ts';
import { type ReportName, reports } from '../../shared/reports/reports.ts';
import { type DataUntil, dataUntil } from '../../shared/sync/seenContract.ts';
import { ClientContext, useQuery } from '../app/calls.ts';
import type { Client } from '../app/client.ts';
import { formatDay } from '../../shared/i18n/format.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { useText } from '../app/i18n.ts';
import './paper.css';
import { PipelineSheet } from './PipelineSheet.tsx';

type ContentOf<N extends ReportName> = OutputOf<(typeof reports)[N]['content']>;
type SheetProps<N extends ReportName> = { readonly report: ContentOf<N>; readonly until: DataUntil };

/** What each report looks like on paper. */
const sheets: { readonly [N in ReportName]: ComponentType<SheetProps<N>> } = { pipeline: PipelineSheet };

type PrintWindowProps = { readonly client: Client; readonly queries: QueryClient; readonly address: PrintAddress };

export const PrintWindow = ({ client, queries, address }: PrintWindowProps) => (
  <QueryClientProvider client={queries}>
    <ClientContext value={client}>
      <PrintedReport address={address} />
    </ClientContext>
  </QueryClientProvider>
);

const twoFrames = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        resolve();
      });
    });
  });

/** Fonts are asked for by the text that needs them, so they are in only after a first layout; then all is drawn once more. */
const sayReady = async (): Promise<void> => {
  await twoFrames();
  await document.fonts.ready;
  await twoFrames();
  document.documentElement.dataset['ready'] = 'yes';
};

const PrintedReport = ({ address }: { readonly address: PrintAddress }) => {
  const { t, language } = useText();
  const { content, called } = reports[address.report];
  const asked = useQuery(content, address.input, false);
  const { data } = asked;
  const until = useQuery(dataUntil, { asOf: address.input.asOf ?? null }, false);
  const error = asked.error ?? until.error;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    if (error === null) return;
    document.documentElement.dataset['failure'] = error.error.type;
    document.documentElement.dataset['ready'] = 'failed';
  }, [error]);
  if (error !== null)
    return (
      <main className="paper">
        <h1 className="hPage">{t(called)}</h1>
        <p role="alert">{errorText(t, error.error)}</p>
      </main>
    );
  // Printed once: both answers must be on the paper.
  if (data === undefined || until.data === undefined) return <main className="paper" aria-busy="true" />;
  return <ReadySheet name={address.report} report={data} until={until.data} />;
};

type ReadySheetProps = SheetProps<ReportName> & { readonly name: ReportName };

const ReadySheet = ({ name, report, until }: ReadySheetProps) => {
  const { t, language } = useText();
  const { workspace, asOf } = report;
  const title = t(reports[name].called);
  useEffect(() => {
    document.title = t('reports.windowTitle', { title, workspace, day: formatDay(language, asOf) });
    void sayReady();
  }, [t, language, title, workspace, asOf]);
  const Sheet = sheets[name];
  return <Sheet report={report} until={until} />;
};
