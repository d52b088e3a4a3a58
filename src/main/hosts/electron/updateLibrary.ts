/** The updater of each platform, set to what the product promises; loaded only where there is a feed to ask. */
import type { AppUpdater } from 'electron-updater';
import { AppImageUpdater, MacUpdater, NsisUpdater } from 'electron-updater';
import type { Updater } from './updates.ts';

const updaterFor = (platform: NodeJS.Platform): AppUpdater => {
  switch (platform) {
    case 'win32':
      return new NsisUpdater();
    case 'darwin':
      return new MacUpdater();
    default:
      return new AppImageUpdater();
  }
};

/** To be called once: it holds on to what it has fetched, and installs that when the app ends. */
export const createUpdater = (platform: NodeJS.Platform): Updater => {
  const updater = updaterFor(platform);
  // Its own lines name folders, and folders name people.
  updater.logger = null;
  updater.autoDownload = true;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  // It would tell the feed which installation is asking.
  updater.requestHeaders = { 'x-user-staging-id': '' };
  // What it reports by an event it also rejects with; an event of this name that nobody hears would end the app.
  updater.on('error', () => {});
  return {
    look: async () => {
      const found = await updater.checkForUpdates();
      if (found === null) throw new Error('the updater is not active');
      return { version: found.updateInfo.version, fetched: found.isUpdateAvailable ? (found.downloadPromise ?? null) : null };
    },
  };
};
