/** The page that stands where a window broke: it says what is safe and how to go on, and holds nothing that could break again. */
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import { languages } from '../../../shared/i18n/languages.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import type { ExtraPages } from './appProtocol.ts';

export type Notice = 'window' | 'store';

const titles: Readonly<Record<Notice, TextKey>> = { window: 'desktop.windowBrokenTitle', store: 'desktop.storeBrokenTitle' };
const bodies: Readonly<Record<Notice, TextKey>> = { window: 'desktop.windowBrokenBody', store: 'desktop.storeBrokenBody' };
const notices: readonly Notice[] = ['window', 'store'];

/** Where the way back leads: the shell answers it, no page does. */
export const againPath = '/again';

export const noticePath = (notice: Notice, language: Language): string => `/notice/${notice}/${language}`;

/** Fixed words and fixed markup only: no text of a user can come here. */
const pageOf =
  (notice: Notice, language: Language) =>
  (nonce: string): string =>
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>${translate(language, 'common.appName')}</title><style nonce="${nonce}">
body{margin:0;background:${canvas(false)};color:#1a2421;font:13px/20px 'IBM Plex Sans',system-ui,sans-serif}
main{max-width:560px;margin:18vh auto;padding:24px;background:#fff;border:1px solid #dfe1da}
h1{font-size:18px;line-height:24px;font-weight:600;margin:0 0 8px}p{margin:0 0 16px}
a{display:inline-block;padding:6px 12px;border-radius:4px;background:#1f5a4d;color:#fff;text-decoration:none}
a:focus-visible{outline:2px solid #1d5fc4;outline-offset:2px}
@media(prefers-color-scheme:dark){body{background:${canvas(true)};color:#e7ece9}main{background:#15191d;border-color:#2b3339}
a{background:#d3efe5;color:#0f1215}}</style></head>
<body><main><h1>${translate(language, titles[notice])}</h1><p>${translate(language, bodies[notice])}</p>
<a href="${againPath}">${translate(language, 'desktop.again')}</a></main></body></html>`;

export const noticePages: ExtraPages = new Map(
  notices.flatMap((notice) => languages.map((language) => [noticePath(notice, language), pageOf(notice, language)] as const)),
);

/** The page's own canvas (`--canvas`), so that a window has its colour before its page has. */
export const canvas = (isDark: boolean): string => (isDark ? '#0f1215' : '#f4f4f0');
