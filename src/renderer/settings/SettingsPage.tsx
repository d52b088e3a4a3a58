/** The settings: everything that can be agreed on in the workspace, on one searchable page, with who changed each part last. */
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { people as peopleQuery, teams as teamsQuery } from '../../shared/admin/contract.ts';
import { exportPeople, exportRates, exportTargets } from '../../shared/admin/exportContract.ts';
import type { Action } from '../../shared/admin/policy.ts';
import { rates as ratesQuery } from '../../shared/admin/ratesContract.ts';
import { lastChanges, type SettingPart } from '../../shared/admin/settingsContract.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { formatList } from '../../shared/i18n/format.ts';
import { stages as stagesQuery } from '../../shared/pipeline/contract.ts';
import { exportStages } from '../../shared/pipeline/exportContract.ts';
import { useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { mayDo, reachHere } from '../app/may.ts';
import { asFile, ExportMenu } from '../exports/ExportMenu.tsx';
import { Blank, ErrorBlank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { BackupSetting } from '../backups/BackupSetting.tsx';
import { PeopleSetting } from './PeopleSetting.tsx';
import { RatesSetting } from './RatesSetting.tsx';
import './settings.css';
import { SettingSection } from './SettingSection.tsx';
import { StagesSetting } from './StagesSetting.tsx';
import { TargetsSetting } from './TargetsSetting.tsx';
import { TeamsSetting } from './TeamsSetting.tsx';
import { WindowSetting } from './WindowSetting.tsx';
import { WorkspaceSetting } from './WorkspaceSetting.tsx';

type Part = {
  readonly id: string;
  readonly title: TextKey;
  readonly about: TextKey;
  /** What else of it a search finds. */
  readonly words: readonly TextKey[];
  readonly log: SettingPart | null;
  readonly action: Action | null;
  readonly body: ReactNode;
};

export const SettingsPage = ({ workspace }: { readonly workspace: WorkspaceView }) => {
  const { t, language } = useText();
  const [text, setText] = useState('');
  const { today, zone } = workspace;
  // A guest sees nothing of the deals: neither what they are worth, nor what is to be won.
  const seesDeals = reachHere(workspace, 'deal.read') !== 'none';
  const stages = useQuery(stagesQuery, {});
  const people = useQuery(peopleQuery, {});
  const teams = useQuery(teamsQuery, {});
  const rates = useQuery(ratesQuery, seesDeals ? { limit: 1 } : null);
  const last = useQuery(lastChanges, seesDeals ? {} : null);
  const failed = [stages, people, teams, rates, last].find((query) => query.error !== null);
  if (failed?.error) return <ErrorBlank error={failed.error.error} onRetry={() => void failed.refetch()} />;
  if (!stages.data || !people.data || !teams.data || (seesDeals && !rates.data)) return <div className="page" aria-busy="true" />;
  const process = stages.data.stages;
  const everybody = people.data;
  const groups = teams.data;
  const may = (action: Action): boolean => mayDo(workspace, action);
  const parts: readonly Part[] = [
    {
      id: 'workspace',
      title: 'settings.workspaceTitle',
      about: 'settings.workspaceAbout',
      words: ['settings.workspaceName', 'settings.region', 'settings.baseCurrency', 'settings.zone'],
      log: 'workspace',
      action: 'workspace.edit',
      body: <WorkspaceSetting workspace={workspace} canEdit={may('workspace.edit')} />,
    },
    {
      id: 'window',
      title: 'settings.windowTitle',
      about: 'settings.windowAbout',
      words: ['common.language', 'common.theme', 'common.themeDark', 'common.themeLight'],
      log: null,
      action: null,
      body: <WindowSetting />,
    },
    {
      id: 'backups',
      title: 'backup.title',
      about: 'backup.about',
      words: ['backup.newest', 'backup.restore', 'backup.keptTitle', 'backup.health', 'backup.examine'],
      log: null,
      action: null,
      body: <BackupSetting workspace={workspace} />,
    },
    {
      id: 'rates',
      title: 'common.rates',
      about: 'settings.ratesAbout',
      words: ['settings.currency', 'settings.rate', 'settings.source'],
      log: 'rates',
      action: 'rate.edit',
      body: <RatesSetting today={today} canEdit={may('rate.edit')} />,
    },
    {
      id: 'targets',
      title: 'settings.targetsTitle',
      about: 'settings.targetsAbout',
      words: ['common.revenueTarget', 'common.period'],
      log: 'targets',
      action: 'target.edit',
      body: <TargetsSetting today={today} base={workspace.baseCurrency} people={everybody} teams={groups} canEdit={may('target.edit')} />,
    },
    {
      id: 'stages',
      title: 'settings.stagesTitle',
      about: 'settings.stagesAbout',
      words: ['common.stage', 'settings.probability', 'settings.criteria'],
      log: 'stages',
      action: 'stage.edit',
      body: <StagesSetting stages={process} canEdit={may('stage.edit')} />,
    },
    {
      id: 'people',
      title: 'settings.peopleTitle',
      about: 'settings.peopleAbout',
      words: ['common.person', 'common.email', 'common.role', 'settings.function', 'settings.position'],
      log: 'people',
      action: 'people.edit',
      body: <PeopleSetting people={everybody} workspace={workspace} />,
    },
    {
      id: 'teams',
      title: 'settings.teamsTitle',
      about: 'settings.teamsAbout',
      words: ['common.team', 'settings.leader', 'settings.members'],
      log: 'teams',
      action: 'teams.edit',
      body: <TeamsSetting teams={groups} people={everybody} today={today} canEdit={may('teams.edit')} />,
    },
  ];
  const sought = text.trim().toLowerCase();
  const shown = parts
    .filter(({ id }) => seesDeals || (id !== 'rates' && id !== 'targets' && id !== 'backups'))
    .filter(({ title, about, words }) => [title, about, ...words].some((key) => t(key).toLowerCase().includes(sought)));
  const missing = rates.data?.missing ?? [];
  return (
    <div className="page settings">
      <PageHead
        context={t('settings.context', { workspace: workspace.name })}
        finding={
          missing.length === 0
            ? t('settings.headline', { base: workspace.baseCurrency })
            : t('settings.headlineMissing', { codes: formatList(language, missing), base: workspace.baseCurrency })
        }
        controls={
          <>
            <ExportMenu lists={[asFile(exportPeople, {}), asFile(exportStages, {}), asFile(exportRates, {}), asFile(exportTargets, {})]} />
            <span className="field search">
              <IconSearch className="icon small" stroke={1.75} aria-hidden="true" />
              <input
                type="search"
                aria-label={t('settings.search')}
                placeholder={t('settings.search')}
                value={text}
                onChange={(event) => {
                  setText(event.target.value);
                }}
              />
            </span>
          </>
        }
      />
      <div className="sheet settingSheet">
        {shown.length === 0 ? (
          <div className="panel">
            <Blank
              title={t('settings.nothingFound', { text: text.trim() })}
              action={{
                label: t('trash.clearSearch'),
                run: () => {
                  setText('');
                },
              }}
            />
          </div>
        ) : null}
        {shown.map(({ id, title, about, log, action, body }) => {
          // Whoever holds CEO gives positions there, and need not be an admin for it.
          const canEdit = action === null || may(action) || (action === 'people.edit' && may('position.give'));
          const isAdmins = action === 'workspace.edit' || action === 'people.edit';
          return (
            <SettingSection
              key={id}
              title={t(title)}
              about={t(about)}
              last={log === null ? null : (last.data?.[log] ?? null)}
              today={today}
              zone={zone}
              fixed={canEdit || workspace.readOnly ? null : t(isAdmins ? 'settings.onlyAdmin' : 'settings.onlyLeaders')}
            >
              {body}
            </SettingSection>
          );
        })}
      </div>
    </div>
  );
};
