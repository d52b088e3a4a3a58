/** The desktop app put together: the store in its thread, the page under its own scheme, windows, menus, printer, and an end in order. */
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, clipboard, dialog, nativeImage, Notification, safeStorage, session } from 'electron';
import { workspace } from '../../../shared/admin/contract.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { uploadFolder } from '../../core/fileDesk.ts';
import { openApp } from '../../openApp.ts';
import { defectId, systemPorts, systemRandom } from '../../../platform/ports.ts';
import { withPrinter } from '../print/printingApp.ts';
import { withOwnStore } from '../start/ownStore.ts';
import { chooseStore, type StoreChoice } from '../start/surroundings.ts';
import { storeText } from '../storeText.ts';
import { readFileMap } from '../web/fileMap.ts';
import { type Served, serveIn } from './appProtocol.ts';
import { answerCalls, type Answerer } from './calls.ts';
import { alertOfConflicts } from './conflictAlerts.ts';
import { createElectronPrinter } from './electronPrinter.ts';
import { createFileShell } from './fileShell.ts';
import { hardenAllContents, hardenSession } from './hardening.ts';
import { linkIn, addressOfLink } from './links.ts';
import { keychainKey } from './keychain.ts';
import { noticePages } from './noticePage.ts';
import type { ShellArgs } from './profile.ts';
import { createQuit } from './quit.ts';
import { pageOrigin } from './sender.ts';
import { answerShell } from './shellCalls.ts';
import { createShellLog, diagnostics, type ShellLog } from './shellLog.ts';
import { watchBreaks } from './breaks.ts';
import { readFeed, replacesItself } from './updateFeed.ts';
import { createUpdates } from './updates.ts';
import { createWindows } from './windows.ts';
import { readState, writeState } from './windowState.ts';

export type ShellStart = { readonly args: ShellArgs; readonly language: Language; readonly isProfileUsable: boolean };

/** The address of the page while somebody works on it; null for the built one. */
const developmentOrigin = (): string | null => {
  const given = process.env['SAMSPILL_PAGE'] ?? '';
  return !app.isPackaged && /^http:\/\/127\.0\.0\.1:\d+$/u.test(given) ? given : null;
};

const holdsAnything = (dir: string): boolean => {
  try {
    return readdirSync(dir).length > 0;
  } catch (cause) {
    return !(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT');
  }
};

const storeChoice = (given: string | null, holds = holdsAnything): StoreChoice =>
  chooseStore({
    given,
    env: process.env,
    platform: process.platform,
    home: homedir(),
    cwd: process.env['INIT_CWD'] ?? process.cwd(),
    holdsAnything: holds,
  });

const openStore = async (choice: StoreChoice, isNamed: boolean, language: Language, log: ShellLog) => {
  const secretKey = await keychainKey({
    keychain: safeStorage,
    platform: process.platform,
    folder: app.getPath('userData'),
    random: systemRandom,
    waitMs: 5_000,
  });
  const opened = await openApp({ storeDir: choice.dir, language, sample: choice.isSample, log, secretKey });
  // A folder that was named is that one folder; the usual ones lead to each other.
  if (!opened.ok || isNamed) return opened;
  const value = withOwnStore(opened.value, choice.isSample ? 'sample' : 'own', (kind) => {
    const { dir } = storeChoice(null, () => kind === 'own');
    return openApp({ storeDir: dir, language, sample: kind === 'sample', log, secretKey });
  });
  return ok(value);
};

/** Says in words why the app cannot start, and ends it. */
const giveUp = async (language: Language, message: string): Promise<void> => {
  process.stderr.write(`${message}\n`);
  await dialog.showMessageBox({
    type: 'error',
    title: translate(language, 'common.appName'),
    message,
    buttons: [translate(language, 'common.close')],
  });
  app.exit(1);
};

/** Runs until the person quits. */
export const runShell = async ({ args, language, isProfileUsable }: ShellStart): Promise<void> => {
  const profile = app.getPath('userData');
  const log = createShellLog(join(profile, 'logs', 'samspill.log'));
  log.note(`start ${app.getVersion()}`);
  process.on('uncaughtException', (cause) => {
    log.defect(defectId(), cause);
  });
  process.on('unhandledRejection', (cause) => {
    log.defect(defectId(), cause);
  });

  const built = join(app.getAppPath(), 'out');
  const development = developmentOrigin();
  const origin = development ?? pageOrigin;
  const preload = join(built, 'preload', 'preload.cjs');
  const icon = join(app.getAppPath(), 'resources', 'icon.png');

  // What needs no store comes first, so that nothing can load before it is guarded.
  hardenAllContents(app, origin, (address) => {
    windows.open(address);
  });
  hardenSession(session.defaultSession, origin, development !== null, () => {
    log.warn('requestRefused', {});
  });

  const choice = storeChoice(args.store);
  const [fileMap, opened] = await Promise.all([
    readFileMap(join(built, 'renderer')),
    openStore(choice, args.store !== null, language, log).catch((cause: unknown) => {
      log.defect(defectId(), cause);
      return null;
    }),
  ]);
  const say = (key: Parameters<typeof translate>[1], params?: Parameters<typeof translate>[2]): string => translate(language, key, params);
  if (!fileMap.ok) return giveUp(language, say('start.rendererMissing', { dir: join(built, 'renderer') }));
  if (opened === null) return giveUp(language, say('desktop.runtimeUnfit', { electron: process.versions.electron ?? '' }));
  if (!opened.ok) return giveUp(language, storeText(say, opened.error, choice.dir));

  const store = opened.value;
  const { files } = store;
  if (files === undefined) throw new Error('the application has no files');
  const served: Served = { fileMap: fileMap.value, random: systemPorts.random, extra: noticePages };
  serveIn(session.defaultSession, served);
  const printer = createElectronPrinter({ app: store, served, preload, isPackaged: app.isPackaged, log });
  const printing = withPrinter(store, files, printer);

  let isQuitting = false;
  const statePath = join(profile, 'windows.json');
  const windows = createWindows({
    origin,
    preload,
    icon,
    isPackaged: app.isPackaged,
    language,
    remembered: readState(statePath),
    remember: (state) => {
      writeState(statePath, state);
    },
    quit: () => {
      app.quit();
    },
    // The last window takes an import that runs with it, which is for the person to decide.
    mayClose: (_window, isLast) => {
      if (isQuitting || !isLast || !quit.isImporting()) return true;
      app.quit();
      return false;
    },
  });
  const breaks = watchBreaks({ windows, origin, log, language: windows.language, isQuitting: () => isQuitting });

  const fileShell = await createFileShell({
    files: { folder: uploadFolder(choice.dir), lend: (path, names) => files.lend(path, names), produced: (id) => files.produced(id) },
    random: systemPorts.random,
    dialog,
    dragIcon: nativeImage.createFromPath(icon).resize({ width: 48 }),
    language: windows.language,
  });
  const updates = createUpdates({
    version: app.getVersion(),
    load:
      app.isPackaged && replacesItself(process.platform, process.env) && readFeed(process.resourcesPath) !== null
        ? async () => (await import('./updateLibrary.ts')).createUpdater(process.platform)
        : null,
    log,
    tell: (state) => {
      windows.tell({ type: 'update', state });
    },
  });
  const copyDiagnostics = (): void => {
    const facts = {
      version: app.getVersion(),
      language: windows.language(),
      windows: windows.all().length,
      isSample: choice.isSample,
      isPackaged: app.isPackaged,
      update: updates.state(),
    };
    void clipboard.writeText(diagnostics(facts, log));
  };
  const answerStore: Answerer = async (name, input) => {
    const answer = await printing.call(name, input);
    if (answer.ok || answer.error.type !== 'AppStopped') return answer;
    // A store that was left for another one answers so too; the one that is open now tells.
    const now = await store.call(workspace.name, {});
    if (!now.ok && now.error.type === 'AppStopped') breaks.storeGone();
    return answer;
  };
  const calls = answerCalls(origin, [
    printer.answer,
    answerShell({ windows, files: fileShell, copyDiagnostics, updates, log }),
    answerStore,
  ]);
  printing.onSignal((signal) => {
    windows.tell(signal);
  });

  // Kept, because what nobody holds is collected together with its click.
  let alerted: Notification | null = null;
  const stopAlerts = alertOfConflicts({
    app: store,
    language: windows.language,
    isShown: () => (BrowserWindow.getFocusedWindow()?.webContents.getURL() ?? '').includes('#/sync'),
    show: ({ title, body, onClick }) => {
      if (!Notification.isSupported()) return;
      alerted?.close();
      alerted = new Notification({ title, body, icon });
      alerted.on('click', onClick);
      alerted.show();
    },
    open: () => {
      windows.show('#/sync');
    },
  });

  const quit = createQuit({
    running: calls.running,
    settled: calls.settled,
    call: (name, input) => store.call(name, input),
    mayStopImport: async () => {
      const own = windows.language();
      const [front] = windows.all();
      const question = {
        type: 'question' as const,
        title: translate(own, 'common.appName'),
        message: translate(own, 'desktop.importRuns'),
        detail: translate(own, 'desktop.importRunsDetail'),
        buttons: [translate(own, 'desktop.keepImporting'), translate(own, 'desktop.stopAndQuit')],
        defaultId: 0,
        cancelId: 0,
      };
      const { response } = await (front === undefined ? dialog.showMessageBox(question) : dialog.showMessageBox(front, question));
      return response === 1;
    },
    close: async () => {
      isQuitting = true;
      updates.stop();
      stopAlerts();
      windows.rememberNow();
      calls.stop();
      await store.close();
      await fileShell.clear();
      log.note('end');
    },
    exit: () => {
      app.exit(0);
    },
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    quit.request();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (windows.all().length === 0) windows.open(null);
  });
  app.on('second-instance', (_event, _argv, _cwd, sent) => {
    const argv = (sent as { readonly argv?: readonly unknown[] } | null)?.argv ?? [];
    const link = linkIn(argv.filter((part): part is string => typeof part === 'string'));
    windows.show(link === null ? null : addressOfLink(link));
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    windows.show(addressOfLink(link));
  });
  if (app.isPackaged) app.setAsDefaultProtocolClient('samspill');

  const link = linkIn(process.argv);
  const address = link === null ? null : addressOfLink(link);
  if (address === null) windows.openRemembered();
  else windows.open(address);
  log.note('open');
  updates.begin();
  if (!isProfileUsable) {
    const message = say('desktop.profileUnwritable');
    process.stderr.write(`${message}\n`);
    log.warn('profileUnwritable', {});
    void dialog.showMessageBox({ type: 'warning', title: say('common.appName'), message, buttons: [say('common.close')] });
  }
};
