/** The reports: what each shows, the choices for it, and the PDFs made in this window. */
import { create } from 'zustand';
import type { OutputOf } from '../../shared/kernel/contract.ts';
import { IconDownload, IconExternalLink, IconFileTypePdf } from '@tabler/icons-react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { people } from '../../shared/admin/contract.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { formatDay, formatDayRange } from '../../shared/i18n/format.ts';
import { languageNames, languages } from '../../shared/i18n/languages.ts';
import type { PrintChoice } from '../../shared/reports/contract.ts';
import { print } from '../../shared/reports/contract.ts';
import { printAddressOf } from '../../shared/reports/printAddress.ts';
import { dataUntil } from '../../shared/sync/seenContract.ts';
import { dragFile } from '../../shared/desktop.ts';
import { askShell } from '../app/bridge.ts';
import { useClient, useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { setParams } from '../app/routes.ts';
import { PeriodControls } from '../pipeline/cockpit/PeriodControls.tsx';
import { periodOf } from '../pipeline/cockpit/period.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { Segment } from '../ui/Segment.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { Ghost } from '../ui/Ghost.tsx';
import { dataUntilText } from './dataUntilText.ts';
import { choiceOf } from './reportChoice.ts';
import './reports.css';

type MadeReport = OutputOf<typeof print>;

type MadeReports = { readonly made: readonly MadeReport[]; readonly add: (report: MadeReport) => void };

/** The PDFs made since this window was opened, newest first; the files themselves are with the host. */
const useMadeReports = create<MadeReports>()((set) => ({
  made: [],
  add: (report) => {
    set(({ made }) => ({ made: [report, ...made] }));
  },
}));

type ReportsPageProps = { readonly workspace: WorkspaceView; readonly params: URLSearchParams };

const tables = ['open', 'won', 'lost', 'all'] as const;
const tableChoices: Readonly<Record<(typeof tables)[number], TextKey>> = {
  open: 'pipeline.filterOpen',
  won: 'pipeline.filterWon',
  lost: 'pipeline.filterLost',
  all: 'pipeline.statusAll',
};

export const ReportsPage = ({ workspace, params }: ReportsPageProps) => {
  const { t, language } = useText();
  const choice = choiceOf(params, workspace.today, language);
  return (
    <div className="page">
      <PageHead finding={t('reports.galleryFinding')} context={t('reports.galleryContext')} />
      <div className="sheet reportGallery">
        <section className="panel">
          <h2 className="hSection row">
            <IconFileTypePdf className="icon" stroke={1.75} aria-hidden="true" />
            {t('common.pipeline')}
          </h2>
          <p className="muted">{t('reports.about')}</p>
          <HoldsUntil choice={choice} />
          <Choices choice={choice} workspace={workspace} params={params} />
          <Make choice={choice} />
        </section>
        <MadeReports />
      </div>
    </div>
  );
};

/** Who reads a report acts on it: how far its numbers reach is said before it is made. */
const HoldsUntil = ({ choice }: { readonly choice: PrintChoice }) => {
  const { t, language } = useText();
  const { data } = useQuery(dataUntil, { asOf: choice.asOf });
  return data === undefined ? null : <p className="small">{dataUntilText(t, language, data)}</p>;
};

type ChoicesProps = ReportsPageProps & { readonly choice: PrintChoice };

const Choices = ({ choice, workspace, params }: ChoicesProps) => {
  const { t, language } = useText();
  const persons = useQuery(people, {});
  const period = periodOf(params, workspace.today);
  return (
    <div className="reportChoices">
      <div className="row">
        <PeriodControls period={period} today={workspace.today} />
      </div>
      <p className="small muted">
        {period.range === null
          ? t('cockpit.contextAll', { day: formatDay(language, period.asOf) })
          : formatDayRange(language, period.range.from, period.range.to)}
      </p>
      <div className="row">
        <SelectField
          label={t('common.owner')}
          value={choice.ownerId ?? ''}
          options={[
            { value: '', label: t('pipeline.anyOwner') },
            ...(persons.data ?? []).map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          onChange={(owner) => {
            setParams({ owner });
          }}
        />
        <span className="small muted">{t('reports.languageOf')}</span>
        <SelectField
          label={t('reports.languageOf')}
          value={choice.language}
          options={languages.map((each) => ({ value: each as string, label: languageNames[each] }))}
          onChange={(lang) => {
            setParams({ lang });
          }}
        />
      </div>
      <div className="row">
        <span className="small muted">{t('reports.tableOf')}</span>
        <Segment
          label={t('reports.tableOf')}
          value={choice.status ?? 'all'}
          options={tables.map((table) => ({ value: table, label: t(tableChoices[table]) }))}
          onChange={(status) => {
            setParams({ status });
          }}
        />
      </div>
    </div>
  );
};

const Make = ({ choice }: { readonly choice: PrintChoice }) => {
  const { t } = useText();
  const client = useClient();
  const { mutate, isPending, error, data } = useCommand(print);
  const add = useMadeReports((state) => state.add);
  // Leaving the page must not lose the file: what was made is kept with the window.
  const run = (): void => {
    mutate(choice, {
      onSuccess: (made) => {
        add(made);
        client.download(made.fileId);
      },
    });
  };
  return (
    <>
      <div className="row">
        <button type="button" className="button primary" disabled={isPending} onClick={run}>
          {t(isPending ? 'reports.making' : 'reports.make')}
        </button>
        <a className="button quiet row" href={printAddressOf(choice)} target="_blank" rel="noreferrer">
          {t('reports.preview')}
          <IconExternalLink className="icon small" stroke={1.75} aria-hidden="true" />
        </a>
      </div>
      <p className="small" role="status">
        {isPending ? '' : data === undefined ? '' : t('reports.ready', { name: data.name })}
      </p>
      {error === null ? null : (
        <p className="small bad" role="alert">
          {errorText(t, error.error)}
        </p>
      )}
    </>
  );
};

const MadeReports = () => {
  const { t } = useText();
  const client = useClient();
  const made = useMadeReports((state) => state.made);
  return (
    <section className="panel">
      <h2 className="hSection">{t('reports.made')}</h2>
      {made.length === 0 ? (
        <>
          <p className="muted">{t('reports.madeNone')}</p>
          <Ghost kind="sheet" />
        </>
      ) : (
        <ul className="madeReports">
          {made.map((report) => (
            <li key={report.fileId}>
              <span className="ellipsis">{report.name}</span>
              <button
                type="button"
                className="link row"
                aria-label={`${t('reports.download')}: ${report.name}`}
                draggable={client.shell !== null}
                title={client.shell === null ? undefined : t('desktop.dragOut')}
                onDragStart={(event) => {
                  if (client.shell === null) return;
                  event.preventDefault();
                  void askShell(client.shell, dragFile, { fileId: report.fileId });
                }}
                onClick={() => {
                  client.download(report.fileId);
                }}
              >
                <IconDownload className="icon small" stroke={1.75} aria-hidden="true" />
                {t('reports.download')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
