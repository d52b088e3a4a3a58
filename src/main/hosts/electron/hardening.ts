/** What no window of the app may do, set on every session and on everything that shows web content. */
import { type App, type Session, type WebContents, shell } from 'electron';
import { isPageAddress } from '../../../shared/desktop.ts';
import { outerAddress } from './links.ts';

/** Permissions without which copying and telling of a breach would not work; everything else is refused. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications']);

/** Addresses that never leave the machine. `origin` is that of the page. */
const isOwn = (address: string, origin: string): boolean =>
  address.startsWith(`${origin}/`) || address.startsWith('data:') || address.startsWith(`blob:${origin}/`);

/** Cuts every request that is not for the page, refuses permissions and downloads. `onRefused` counts what was cut. */
export const hardenSession = (session: Session, origin: string, isDevelopment: boolean, onRefused: () => void): void => {
  session.webRequest.onBeforeRequest((details, answer) => {
    const isTool = isDevelopment && (details.url.startsWith('devtools:') || details.url.startsWith(`${origin.replace(/^http/u, 'ws')}/`));
    const isAllowed = isOwn(details.url, origin) || isTool;
    if (!isAllowed) onRefused();
    answer({ cancel: !isAllowed });
  });
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(granted.has(permission));
  });
  session.setPermissionCheckHandler((_contents, permission) => granted.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.setSpellCheckerEnabled(false);
};

const openOutside = (address: string): void => {
  const outer = outerAddress(address);
  if (outer !== null) void shell.openExternal(outer);
};

/** What a link that wants another window may open: a page of our own, or an address outside. */
type OpenPage = (address: string) => void;

const hardenContents = (contents: WebContents, origin: string, openPage: OpenPage): void => {
  const keepHere = (event: { readonly preventDefault: () => void }, address: string): void => {
    // Places are hashes of the one page; to load it again is the only way to go anywhere.
    if (address === `${origin}/` || address === `${origin}/index.html` || address.startsWith(`${origin}/#`)) return;
    event.preventDefault();
    if (/^(?:mailto|tel):/iu.test(address)) openOutside(address);
  };
  contents.on('will-navigate', (event) => {
    keepHere(event, event.url);
  });
  contents.on('will-redirect', (event) => {
    keepHere(event, event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    const address = url.startsWith(`${origin}/#`) ? url.slice(origin.length + 1) : null;
    // A window that Chromium makes would have its opener's preferences and no place in ours: it is refused, and ours is made.
    if (address === null) openOutside(url);
    else if (isPageAddress(address)) openPage(address);
    return { action: 'deny' };
  });
};

/** Holds for every window, also one that is made by mistake. */
export const hardenAllContents = (app: App, origin: string, openPage: OpenPage): void => {
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents, origin, openPage);
  });
};

/** The preferences of every page there is, in one place. */
export const pagePreferences = (preload: string, isPackaged: boolean) =>
  ({
    preload,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    experimentalFeatures: false,
    allowRunningInsecureContent: false,
    plugins: false,
    // Its dictionaries would be fetched from elsewhere.
    spellcheck: false,
    devTools: !isPackaged,
  }) as const;
