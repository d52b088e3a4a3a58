/** Where the desktop app begins: what must be set before the app is ready, then one instance, then the shell. */
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { app } from 'electron';
import { registerScheme } from './appProtocol.ts';
import { isUsable, languageOfSystem, passingProfile, profileDir, readShellArgs } from './profile.ts';
import { runShell } from './shell.ts';

app.enableSandbox();
registerScheme();
// Chromium's own errands to its maker: the app has no business on the network.
for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability', 'no-pings']) {
  app.commandLine.appendSwitch(name);
}

const args = readShellArgs(process.argv);
if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', profileDir(join(app.getPath('appData'), 'Samspill'), args.store));
const isProfileUsable = isUsable(app.getPath('userData'));
// The lock lies in the profile: without one that can be written, every start would take itself for the second.
if (!isProfileUsable) app.setPath('userData', passingProfile(tmpdir()));

type UnderTest = { __playwright_run?: () => Promise<void> };

/** A test program attaches while the app starts; a window that loads meanwhile can hang. Never waited for in a packaged app. */
const whenAttached = (): Promise<void> => {
  if (process.env['SAMSPILL_UNDER_TEST'] !== '1' || app.isPackaged) return Promise.resolve();
  const world = globalThis as UnderTest;
  const attach = world.__playwright_run;
  if (attach === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    world.__playwright_run = async () => {
      await attach();
      resolve();
    };
  });
};

// `argv` of the event is reordered and full of switches; what is sent along here arrives as it was written.
if (app.requestSingleInstanceLock({ argv: process.argv })) {
  const attached = whenAttached();
  // Not awaited: a module that waits for the app to be ready keeps it from ever being so.
  void app.whenReady().then(async () => {
    await attached;
    const language = args.language ?? languageOfSystem(app.getPreferredSystemLanguages());
    await runShell({ args, language, isProfileUsable });
  });
} else {
  app.exit(0);
}
