/** What `npm start` does, from its arguments to its exit code; the world it acts on is passed in. */
import { resolve } from 'node:path';
import type { Say, TextKey } from '../../../shared/i18n/dictionary.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import { exhaustive, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { App } from '../../appPort.ts';
import type { Log, Random } from '../../../platform/ports.ts';
import { uploadFolder } from '../../core/fileDesk.ts';
import { createChromiumPrinter } from '../print/pdfPrinter.ts';
import { withPrinter } from '../print/printingApp.ts';
import type { WebFiles } from '../web/files.ts';
import { startWebHost } from '../web/webHost.ts';
import type { WebHost, WebHostError, WebHostOptions } from '../web/webHost.ts';
import { parseStartArgs } from './args.ts';
import type { ArgumentError, StartArgs } from './args.ts';
import type { DesktopChoice } from './desktopRuntime.ts';
import { type OpenStoreOf, withOwnStore } from './ownStore.ts';
import type { BuildError } from './rendererBuild.ts';
import { storeText } from '../storeText.ts';
import type { OpenAppError } from '../storeText.ts';
import { chooseStore, languageOf } from './surroundings.ts';
import type { Env, StoreChoice } from './surroundings.ts';

export type OpenApp = (options: {
  readonly storeDir: string;
  readonly language: Language;
  /** A new store begins with the sample company instead of nothing. */
  readonly sample: boolean;
}) => Promise<Result<App & { readonly files?: Pick<WebFiles, 'lend' | 'produced'> }, OpenAppError>>;

export type StartWorld = {
  readonly argv: readonly string[];
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly cwd: string;
  readonly random: Random;
  readonly log: Log;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  readonly holdsAnything: (dir: string) => boolean;
  readonly ensureRenderer: (announce: () => void) => Promise<Result<{ readonly dir: string }, BuildError>>;
  readonly openApp: OpenApp;
  /** Shows a link in the user's browser if that can be done; never fails. */
  readonly showInBrowser: (url: string) => void;
  /** Resolves when the user wants the program to end. */
  readonly stop: Promise<void>;
  /** The window of the desktop app; left out where only the browser is to be had. */
  readonly desktop?: Desktop;
};

export type Desktop = {
  readonly find: () => Promise<DesktopChoice>;
  /** Fetches the runtime once, which the user sees; null when that failed. */
  readonly fetch: () => Promise<string | null>;
  readonly build: () => Promise<Result<null, BuildError>>;
  /** Runs it until it ends, with arguments as it takes them; its exit code. */
  readonly run: (program: string, args: readonly string[]) => Promise<number>;
};

const reasons: Readonly<Record<Extract<DesktopChoice, { readonly type: 'none' }>['because'], TextKey>> = {
  noDisplay: 'start.noDisplay',
  isRoot: 'start.isRoot',
  noRuntime: 'start.noRuntime',
};

/** One port every time, as a browser keeps theme and language by address: S-A-M-S on the keys of a telephone. */
export const usualPort = 7267;

/** The Electron to run, or why there is none. */
const chooseDesktop = async (desktop: Desktop): Promise<{ readonly program: string } | { readonly missing: TextKey }> => {
  const choice = await desktop.find();
  if (choice.type === 'present') return { program: choice.program };
  if (choice.type === 'none') return { missing: reasons[choice.because] };
  const program = await desktop.fetch();
  return program === null ? { missing: 'start.noRuntime' } : { program };
};

/** Shows the desktop app, or serves a browser until asked to stop. Exit codes: 0 stopped, 1 could not start, 2 wrong arguments. */
export const runStart = async (world: StartWorld): Promise<number> => {
  const args = parseStartArgs(world.argv);
  const language = (args.ok ? args.value.language : null) ?? languageOf(world.env);
  const say: Say = (key, params) => translate(language, key, params);
  if (!args.ok) {
    world.printError(`${argumentText(say, args.error)} ${say('start.usage')}`);
    return 2;
  }
  if (args.value.help) {
    world.print(say('start.usage'));
    return 0;
  }

  // A port and a browser belong to the page in a browser: whoever names one of them wants that.
  const isWebAsked = args.value.web || args.value.port !== null || !args.value.opensBrowser;
  const window = isWebAsked || world.desktop === undefined ? null : await chooseDesktop(world.desktop);
  if (window !== null && 'missing' in window) world.print(say(window.missing));

  const renderer = await world.ensureRenderer(() => world.print(say('start.building')));
  if (!renderer.ok) {
    world.printError(say('start.buildFailed', { reason: renderer.error.reason }));
    return 1;
  }
  if (window !== null && 'program' in window && world.desktop !== undefined) {
    const shell = await world.desktop.build();
    if (!shell.ok) {
      world.printError(say('start.buildFailed', { reason: shell.error.reason }));
      return 1;
    }
    return world.desktop.run(window.program, shellArguments(args.value, world.cwd));
  }
  const store = chooseStore({ given: args.value.store, ...world });
  const opened = await world.openApp({ storeDir: store.dir, language, sample: store.isSample });
  if (!opened.ok) {
    world.printError(storeText(say, opened.error, store.dir));
    return 1;
  }
  // A folder that was named is that one folder; the usual ones lead to each other.
  const app =
    args.value.store === null ? withOwnStore(opened.value, store.isSample ? 'sample' : 'own', openerOf(world, language)) : opened.value;
  try {
    // Somebody who changed their mind while it was opening gets no browser window any more.
    if (await isStopping(world.stop)) return 0;
    const { files } = app;
    const desk = files === undefined ? {} : { files: { ...files, folder: uploadFolder(store.dir) } };
    const rendererDir = renderer.value.dir;
    // The printer reads the application as it is: one that prints would print for itself.
    const printing = files === undefined ? app : withPrinter(app, files, createChromiumPrinter({ ...world, app, rendererDir }));
    const host = await startHost(world, say, { app: printing, rendererDir, ...desk }, args.value.port);
    if (!host.ok) {
      world.printError(hostText(say, host.error, renderer.value.dir));
      return 1;
    }
    announce(world, say, { url: host.value.url, store });
    if (args.value.opensBrowser) world.showInBrowser(host.value.url);
    await world.stop;
    world.print(say('start.stopping'));
    await host.value.close();
    return 0;
  } finally {
    await app.close();
  }
};

const shellArguments = ({ store, language }: StartArgs, cwd: string): readonly string[] => [
  ...(store === null ? [] : [`--store=${resolve(cwd, store)}`]),
  ...(language === null ? [] : [`--lang=${language}`]),
];

/** Opens one of the two usual folders: the own one, or the sample company beside it. */
const openerOf =
  (world: StartWorld, language: Language): OpenStoreOf =>
  (kind) => {
    const { dir } = chooseStore({ given: null, ...world, holdsAnything: () => kind === 'own' });
    return world.openApp({ storeDir: dir, language, sample: kind === 'sample' });
  };

/** True when the stop has been asked for already. */
const isStopping = (stop: Promise<void>): Promise<boolean> => Promise.race([stop.then(() => true), Promise.resolve().then(() => false)]);

const startHost = async (
  world: StartWorld,
  say: Say,
  served: Pick<WebHostOptions, 'app' | 'rendererDir' | 'files'>,
  port: number | null,
): Promise<Result<WebHost, WebHostError>> => {
  const options: Omit<WebHostOptions, 'port'> = {
    ...served,
    random: world.random,
    log: world.log,
  };
  const host = await startWebHost({ ...options, port: port ?? usualPort });
  // Somebody who asked for a port wants that one; the usual one is only a habit.
  if (host.ok || port !== null || host.error.type !== 'PortTaken') return host;
  const other = await startWebHost({ ...options, port: 0 });
  if (!other.ok) return other;
  world.print(say('start.portReplaced', { port: usualPort }));
  return ok(other.value);
};

type Started = { readonly url: string; readonly store: StoreChoice };

const announce = (world: StartWorld, say: Say, { url, store }: Started): void => {
  world.print(say(store.isSample ? 'start.sampleFolder' : 'start.dataFolder', { dir: store.dir }));
  world.print(say('start.link', { url }));
  world.print(`${say('start.linkOnce')} ${say('start.stopHint')}`);
};

const argumentText = (say: Say, error: ArgumentError): string => {
  switch (error.type) {
    case 'UnknownArgument':
      return say('start.unknownArgument', { argument: error.argument });
    case 'ValueMissing':
      return say('start.valueMissing', { argument: error.argument });
    case 'ValueUnexpected':
      return say('start.valueUnexpected', { argument: error.argument });
    case 'ArgumentRepeated':
      return say('start.argumentRepeated', { argument: error.argument });
    case 'PortInvalid':
      return say('start.portInvalid', { value: error.value });
    case 'LanguageUnknown':
      return say('start.languageUnknown', { value: error.value });
    default:
      return exhaustive(error);
  }
};

const hostText = (say: Say, error: WebHostError, rendererDir: string): string => {
  switch (error.type) {
    case 'PortTaken':
      return say('start.portTaken', { port: error.port });
    case 'PortForbidden':
      return say('start.portForbidden', { port: error.port });
    case 'RendererMissing':
      return say('start.rendererMissing', { dir: rendererDir });
    default:
      return exhaustive(error);
  }
};
