/** The windows: all made in one place with the same safe preferences, each with a zoom, a menu and a place of its own. */
import { BrowserWindow, Menu, nativeTheme, screen, type WebContents } from 'electron';
import { type MenuModel, isPageAddress, type ShellSignal } from '../../../shared/desktop.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { canvas } from './noticePage.ts';
import { offerContextMenu } from './contextMenu.ts';
import { pagePreferences } from './hardening.ts';
import { menuTemplate } from './menu.ts';
import { placeBeside, placeWindow, type Rect, smallest } from './placement.ts';
import type { ShellState, WindowState } from './windowState.ts';

export type WindowsOptions = {
  readonly origin: string;
  readonly preload: string;
  readonly icon: string;
  readonly isPackaged: boolean;
  /** The language of menus and dialogs until a window has said its own. */
  readonly language: Language;
  readonly remembered: ShellState;
  /** Called with what to remember whenever that has changed. */
  readonly remember: (state: ShellState) => void;
  readonly quit: () => void;
  /** A window is about to close; false keeps it open. */
  readonly mayClose: (window: BrowserWindow, isLast: boolean) => boolean;
};

type Known = { readonly window: BrowserWindow; menu: MenuModel | null; zoomLevel: number };

export type Windows = {
  readonly open: (address: string | null, state?: WindowState) => BrowserWindow;
  /** The windows of the last time, or one. */
  readonly openRemembered: () => void;
  /** Brings a window to the front, on a page if one is given. */
  readonly show: (address: string | null) => void;
  readonly tell: (signal: ShellSignal) => void;
  readonly showMenu: (contents: WebContents, model: MenuModel) => void;
  readonly of: (contents: WebContents) => BrowserWindow | null;
  readonly all: () => readonly BrowserWindow[];
  readonly language: () => Language;
  /** Once more what is open, before everything closes. */
  readonly rememberNow: () => void;
};

const zoomStep = 0.5;
const mostZoom = 5;

const areas = (): readonly [Rect, ...Rect[]] => {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main.workArea, ...others.map(({ workArea }) => workArea)];
};

export const createWindows = (options: WindowsOptions): Windows => {
  const known = new Map<number, Known>();
  let { language } = options;
  let { isDark } = options.remembered;
  let isPlainClosing = true;

  const stateOf = ({ window, zoomLevel }: Known): WindowState => {
    const hash = new URL(window.webContents.getURL() || options.origin).hash;
    return {
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      zoomLevel,
      place: isPageAddress(hash) ? hash : null,
    };
  };
  const rememberNow = (): void => {
    const open = [...known.values()].filter(({ window }) => !window.isDestroyed());
    if (open.length > 0) options.remember({ windows: open.map((each) => stateOf(each)).slice(0, 20), isDark });
    isPlainClosing = false;
  };

  const zoom = (each: Known, change: -1 | 0 | 1): void => {
    each.zoomLevel = change === 0 ? 0 : Math.min(mostZoom, Math.max(-mostZoom, each.zoomLevel + change * zoomStep));
    each.window.webContents.send('zoom', each.zoomLevel);
  };

  const putMenu = (each: Known): void => {
    if (each.menu === null) return;
    const { window } = each;
    const template = menuTemplate(
      each.menu,
      {
        run: (command) => {
          window.webContents.send('signal', { type: 'run', command } satisfies ShellSignal);
        },
        zoom: (change) => {
          zoom(each, change);
        },
        closeWindow: () => {
          window.close();
        },
        quit: options.quit,
      },
      { platform: process.platform, isDevelopment: !options.isPackaged },
    );
    Menu.setApplicationMenu(Menu.buildFromTemplate([...template]));
  };

  const open: Windows['open'] = (address, state) => {
    const before = BrowserWindow.getFocusedWindow();
    const bounds =
      state === undefined && before !== null ? placeBeside(before.getNormalBounds(), areas()) : placeWindow(state?.bounds ?? null, areas());
    const window = new BrowserWindow({
      ...bounds,
      minWidth: smallest.width,
      minHeight: smallest.height,
      show: false,
      backgroundColor: canvas(isDark ?? nativeTheme.shouldUseDarkColors),
      icon: options.icon,
      webPreferences: pagePreferences(options.preload, options.isPackaged),
    });
    const each: Known = { window, menu: null, zoomLevel: state?.zoomLevel ?? 0 };
    const { id } = window;
    known.set(id, each);
    offerContextMenu(window.webContents, () => each.menu?.language ?? language);
    window.once('ready-to-show', () => {
      if (state?.isMaximized === true) window.maximize();
      window.show();
    });
    window.webContents.on('did-finish-load', () => {
      if (each.zoomLevel !== 0) window.webContents.send('zoom', each.zoomLevel);
    });
    // Ctrl and the wheel: Chromium tells which way, the level is ours.
    window.webContents.on('zoom-changed', (_event, direction) => {
      zoom(each, direction === 'in' ? 1 : -1);
    });
    window.on('focus', () => {
      putMenu(each);
    });
    window.on('close', (event) => {
      const isLast = [...known.values()].filter((other) => !other.window.isDestroyed()).length === 1;
      if (!options.mayClose(window, isLast)) event.preventDefault();
      else if (isPlainClosing && isLast) options.remember({ windows: [stateOf(each)], isDark });
    });
    window.on('closed', () => {
      known.delete(id);
    });
    void window.loadURL(`${options.origin}/${address ?? ''}`);
    return window;
  };

  const front = (): BrowserWindow | undefined => BrowserWindow.getFocusedWindow() ?? [...known.values()].at(-1)?.window;

  return {
    open,
    openRemembered: () => {
      const { windows } = options.remembered;
      if (windows.length === 0) open(null);
      for (const state of windows) open(state.place, state);
    },
    show: (address) => {
      const window = front();
      if (window === undefined) {
        open(address);
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (address !== null) window.webContents.send('signal', { type: 'goTo', address } satisfies ShellSignal);
    },
    tell: (signal) => {
      for (const { window } of known.values()) {
        if (window.isDestroyed()) continue;
        window.webContents.send('signal', signal);
        if (signal.type === 'progress') {
          const { done, total } = signal;
          window.setProgressBar(total === null ? 2 : done >= total ? -1 : done / total);
        }
      }
    },
    showMenu: (contents, model) => {
      const each = [...known.values()].find(({ window }) => window.webContents === contents);
      if (each === undefined) return;
      each.menu = model;
      ({ language } = model);
      ({ isDark } = model);
      // Menus, dialogs and scroll bars are the system's: they follow what was chosen in the window.
      nativeTheme.themeSource = model.theme;
      // The frame and what shows while the window is being resized.
      each.window.setBackgroundColor(canvas(model.isDark));
      if (each.window.isFocused() || known.size === 1 || Menu.getApplicationMenu() === null) putMenu(each);
    },
    of: (contents) => [...known.values()].find(({ window }) => window.webContents === contents)?.window ?? null,
    all: () => [...known.values()].map(({ window }) => window),
    language: () => language,
    rememberNow,
  };
};
