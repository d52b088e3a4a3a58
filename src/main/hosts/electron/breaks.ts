/** What happens when a part of the app breaks: a page is loaded again, one that keeps breaking or a store that ended is explained. */
import { app, type BrowserWindow } from 'electron';
import type { Language } from '../../../shared/i18n/languages.ts';
import { systemClock } from '../../../platform/ports.ts';
import { mayReload } from './mayReload.ts';
import { againPath, type Notice, noticePath } from './noticePage.ts';
import { pageOrigin } from './sender.ts';
import type { ShellLog } from './shellLog.ts';
import type { Windows } from './windows.ts';

type BreakOptions = {
  readonly windows: Pick<Windows, 'of' | 'all'>;
  readonly origin: string;
  readonly log: ShellLog;
  readonly language: () => Language;
  readonly isQuitting: () => boolean;
};

export const watchBreaks = ({ windows, origin, log, language, isQuitting }: BreakOptions): { readonly storeGone: () => void } => {
  const breaks = new WeakMap<BrowserWindow, readonly number[]>();
  let isStoreGone = false;

  const explain = (window: BrowserWindow, notice: Notice): void => {
    void window.loadURL(`${pageOrigin}${noticePath(notice, language())}`);
  };

  app.on('render-process-gone', (_event, contents, { reason, exitCode }) => {
    const window = windows.of(contents);
    if (window === null || isQuitting() || reason === 'clean-exit') return;
    log.warn('pageGone', { reason, exitCode });
    const now = systemClock.now();
    const earlier = breaks.get(window) ?? [];
    breaks.set(window, [...earlier, now]);
    // After the event: what is left of the page is still being taken down while it runs.
    setImmediate(() => {
      if (window.isDestroyed()) return;
      if (mayReload(earlier, now)) contents.reload();
      else explain(window, 'window');
    });
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    log.warn('processGone', { type, reason, exitCode });
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (event.url !== `${pageOrigin}${againPath}`) return;
      const window = windows.of(contents);
      if (isStoreGone) {
        app.relaunch();
        app.quit();
      } else if (window !== null) {
        breaks.delete(window);
        void window.loadURL(`${origin}/`);
      }
    });
  });

  return {
    storeGone: () => {
      if (isStoreGone || isQuitting()) return;
      isStoreGone = true;
      log.warn('storeGone', {});
      for (const window of windows.all()) explain(window, 'store');
    },
  };
};
