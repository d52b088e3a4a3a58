/** The window: what surrounds every page, and which page the address names. */
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { workspace as workspaceQuery } from '../../shared/admin/contract.ts';
import { beginning as beginningQuery } from '../../shared/admin/setupContract.ts';
import { homeOf } from '../../shared/admin/setupRoles.ts';
import { HealthStrip, useLost } from '../backups/HealthStrip.tsx';
import { RescuePage } from '../backups/RescuePage.tsx';
import { hasExplored } from '../admin/firstRun/startDetails.ts';
import { SampleStrip } from '../admin/firstRun/SampleStrip.tsx';
import { Palette } from '../search/Palette.tsx';
import { SearchField } from '../search/SearchField.tsx';
import { functionNames, roleNames } from '../admin/settings/roleNames.ts';
import { SyncLine } from '../sync/SyncLine.tsx';
import { useConflictAlerts } from '../sync/useConflictAlerts.ts';
import { ErrorBlank } from '../ui/Blank.tsx';
import { Frame } from '../ui/Frame.tsx';
import { KeySheet } from '../ui/KeySheet.tsx';
import { Said } from '../ui/Said.tsx';
import { PageBoundary } from '../ui/PageBoundary.tsx';
import { Rail } from '../ui/Rail.tsx';
import { StatusBar } from '../ui/StatusBar.tsx';
import { TitleBar } from '../ui/TitleBar.tsx';
import { ClientContext, refresh, useQuery } from './calls.ts';
import type { Client } from './client.ts';
import type { CommandSection } from './commands.ts';
import { useCommandKeys, useCommandSection } from './commands.ts';
import { type Translate, useText } from './i18n.ts';
import { RemovalDialog } from './RemovalDialog.tsx';
import { NoSession } from './NoSession.tsx';
import { useProgress } from './progress.ts';
import { mayDo, reachHere } from './may.ts';
import { type Places, PlacesContext, usePlaces } from './place.ts';
import { goHome, useRoute } from './routes.ts';
import { mantineTheme } from './theme.ts';
import { useUndoCommands } from './undoKeys.ts';
import { useDesktop } from './useDesktop.ts';
import { useColorScheme } from './useTheme.ts';
import { useWindowCommands } from './windowCommands.ts';

/** What somebody is in the words of their role; of a member, who is told apart by it, also where they work. */
const whatText = (t: Translate, { access, functions }: WorkspaceView['me']): string =>
  [t(roleNames[access]), ...(access === 'seller' ? functions.map((side) => t(functionNames[side])) : [])].join(', ');

/** Keys that a table or a panel answers itself, for the sheet. */
const tableSection: CommandSection = {
  id: 'tables',
  label: 'palette.sectionTables',
  commands: [
    { id: 'table.open', label: 'common.keyOpen', keys: ['Enter'] },
    { id: 'table.move', label: 'common.keyMove', keys: ['ArrowUp', 'ArrowDown'] },
    { id: 'peek.close', label: 'common.keyClose', keys: ['Escape'] },
  ],
};

/** How often the window looks whether a new day has begun, in milliseconds. */
const dayCheckEvery = 60_000;

type AppProps = { readonly client: Client; readonly queries: QueryClient; readonly places: Places; readonly styleNonce: () => string };

export const App = ({ client, queries, places, styleNonce }: AppProps) => {
  const scheme = useColorScheme();
  return (
    <MantineProvider theme={mantineTheme} forceColorScheme={scheme} getStyleNonce={styleNonce} deduplicateCssVariables>
      <QueryClientProvider client={queries}>
        <ClientContext value={client}>
          <PlacesContext value={places}>
            <Window client={client} />
          </PlacesContext>
        </ClientContext>
      </QueryClientProvider>
    </MantineProvider>
  );
};

const Window = ({ client }: { readonly client: Client }) => {
  const { language } = useText();
  const queries = useQueryClient();
  const workspace = useQuery(workspaceQuery, {});
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const { refetch } = workspace;
  const isOpen = workspace.data !== undefined;
  useEffect(() => {
    if (!isOpen) return undefined;
    return client.onSignal(
      (signal) => {
        if (signal.type === 'changed') void refresh(queries, signal.tables);
        else useProgress.getState().put(signal);
      },
      (state) => void (state === 'lost' ? refetch() : refresh(queries, null)),
    );
  }, [client, queries, isOpen, refetch]);
  // A window left open over midnight learns of the new day, and everything counted up to today is asked again.
  useEffect(() => {
    const timer = setInterval(() => void refetch(), dayCheckEvery);
    return () => {
      clearInterval(timer);
    };
  }, [refetch]);
  const today = workspace.data?.today;
  const dayShown = useRef(today);
  useEffect(() => {
    if (dayShown.current !== undefined && dayShown.current !== today) void refresh(queries, null);
    dayShown.current = today;
  }, [queries, today]);
  const error = workspace.error?.error;
  const isHostGone = error?.type === 'HostUnreachable';
  // What is on screen stays readable when the host has ended; only a window without a session shows nothing.
  if (error?.type === 'NoSession' || (isHostGone && !workspace.data))
    return <NoSession isHostGone={isHostGone} onRetry={() => void refetch()} />;
  if (error?.type === 'StoreNeedsHelp')
    return <RescuePage problem={String('problem' in error ? error.problem : '')} onChanged={() => void refetch()} />;
  if (error && !isHostGone) return <ErrorBlank error={error} onRetry={() => void refetch()} />;
  if (!workspace.data) return <div aria-busy="true" />;
  return <Desk workspace={workspace.data} isHostGone={isHostGone} />;
};

type DeskProps = { readonly workspace: WorkspaceView; readonly isHostGone: boolean };

const Desk = ({ workspace, isHostGone }: DeskProps) => {
  const { t } = useText();
  const { place, params, isBare } = useRoute();
  const { data: beginning } = useQuery(beginningQuery, {});
  const mayBegin = beginning !== undefined && (beginning.isFresh || beginning.canLeave) && mayDo(workspace, 'workspace.edit');
  const isAsked = mayBegin && (beginning.isFresh || !hasExplored(workspace.id));
  const lost = useLost(reachHere(workspace, 'store.check') !== 'none');
  const home = isAsked ? 'start' : homeOf(workspace.me.functions);
  const isLedHome = beginning !== undefined && (isBare || (place === 'start' && !mayBegin));
  useEffect(() => {
    if (isLedHome) goHome(home);
  }, [isLedHome, home]);
  const [areKeysShown, setAreKeysShown] = useState(false);
  const showKeys = useCallback(() => {
    setAreKeysShown(true);
  }, []);
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const openPalette = useCallback(() => {
    setIsPaletteOpen(true);
  }, []);
  useCommandSection(useWindowCommands(showKeys, openPalette));
  useCommandSection(tableSection);
  useCommandSection(useUndoCommands());
  useDesktop();
  useConflictAlerts(reachHere(workspace, 'history.read') !== 'none');
  useCommandKeys();
  const { label, page: Page } = usePlaces()[place];
  const placeName = t(label);
  useEffect(() => {
    document.title = t('common.windowTitle', { place: placeName, workspace: workspace.name });
  }, [t, placeName, workspace.name]);
  return (
    <Frame
      titleBar={<TitleBar place={placeName} search={<SearchField onOpen={openPalette} />} onShowKeys={showKeys} />}
      strip={
        lost !== null ? (
          <HealthStrip lost={lost} />
        ) : workspace.sample && place !== 'start' ? (
          <SampleStrip canLeave={beginning?.canLeave === true && mayBegin} />
        ) : null
      }
      rail={
        // The first questions ask who one is: nobody of the sample company stands beside them.
        <Rail
          current={place}
          who={place === 'start' ? '' : workspace.me.name}
          whoDetail={`${whatText(t, workspace.me)}, ${workspace.name}`}
        />
      }
      statusBar={
        <StatusBar
          state={isHostGone ? 'gone' : workspace.readOnly ? 'readOnly' : 'saved'}
          sync={<SyncLine isAsked={reachHere(workspace, 'history.read') !== 'none'} today={workspace.today} zone={workspace.zone} />}
          today={workspace.today}
          baseCurrency={workspace.baseCurrency}
        />
      }
    >
      <main className="sheetArea">
        <PageBoundary key={place}>
          {isBare || (place === 'start' && !mayBegin) ? (
            <div className="page" aria-busy="true" />
          ) : (
            <Page workspace={workspace} params={params} />
          )}
        </PageBoundary>
      </main>
      <div className="heard" aria-live="polite">
        {placeName}
      </div>
      <Said />
      <RemovalDialog />
      {isPaletteOpen ? (
        <Palette
          workspaceId={workspace.id}
          onClose={() => {
            setIsPaletteOpen(false);
          }}
        />
      ) : null}
      {areKeysShown ? (
        <KeySheet
          onClose={() => {
            setAreKeysShown(false);
          }}
        />
      ) : null}
    </Frame>
  );
};
