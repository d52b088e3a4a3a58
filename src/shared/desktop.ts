/** What a window of the desktop app may ask of the shell around it, beyond the store: dialogs, menus, windows. All inputs are decoded there. */
import { z } from 'zod';
import { aText } from './kernel/inputs.ts';
import type { Signal } from './kernel/signal.ts';
import { reportLanguages } from './reports/contract.ts';

export type ShellEntry<I extends z.ZodType = z.ZodType, O = unknown> = { readonly name: string; readonly input: I; readonly output?: O };

const shellEntry = <I extends z.ZodType, O>(name: string, input: I): ShellEntry<I, O> => ({ name, input });

const nothing = z.strictObject({});
/** The id of a file that the application made, or of one that is being handed in. */
const aKey = z.string().regex(/^[0-9a-f]{8,64}$/u);

/** Bytes of one piece of a file that is handed in. */
export const pieceSize = 4 * 1024 * 1024;

export type ChosenFiles = { readonly grant: string; readonly names: readonly string[] };
/** Lets the person choose tables in the system's dialog; null when they thought better of it. No path comes back, only a grant. */
export const chooseFiles = shellEntry<typeof nothing, ChosenFiles | null>('desktop.chooseFiles', nothing);

/** Begins a file that was dropped on the window; `beside` names an earlier one that it belongs to. */
export const beginFile = shellEntry<z.ZodType<{ name: string; beside: string | null }>, { readonly file: string }>(
  'desktop.beginFile',
  z.strictObject({ name: z.string().max(1000), beside: aKey.nullable() }),
);
export const addPiece = shellEntry<z.ZodType<{ file: string; bytes: Uint8Array }>, null>(
  'desktop.addPiece',
  z.strictObject({
    file: aKey,
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= pieceSize),
  }),
);
/** Ends it; the grant is for all files handed in together. */
export const endFile = shellEntry<z.ZodType<{ file: string }>, { readonly upload: string; readonly grant: string }>(
  'desktop.endFile',
  z.strictObject({ file: aKey }),
);

/** Asks where to keep a file that the application made, and copies it there. */
export const keepFile = shellEntry<z.ZodType<{ fileId: string }>, { readonly isKept: boolean }>(
  'desktop.keepFile',
  z.strictObject({ fileId: aKey }),
);
/** The same for a text of the window. */
export const keepText = shellEntry<z.ZodType<{ name: string; text: string }>, { readonly isKept: boolean }>(
  'desktop.keepText',
  z.strictObject({ name: aText(200), text: z.string().max(64 * 1024 * 1024) }),
);
/** Starts dragging a file that the application made out of the window. */
export const dragFile = shellEntry<z.ZodType<{ fileId: string }>, null>('desktop.dragFile', z.strictObject({ fileId: aKey }));

/** The address of a page in the window; never more than that. */
export const isPageAddress = (text: string): boolean => text.length <= 2000 && /^#\/[\w-]*(?:[/?][\w\-./?=&%+,:~!*'()]*)?$/u.test(text);
/** Opens another window on a page. */
export const openWindow = shellEntry<z.ZodType<{ address: string }>, null>(
  'desktop.openWindow',
  z.strictObject({ address: z.string().refine(isPageAddress) }),
);

const menuCommand = z.strictObject({
  id: z.string().max(100),
  label: z.string().max(300),
  /** The stroke that does the same, shown beside it; null where it takes two. */
  stroke: z.string().max(40).nullable(),
  /** Among a setting's choices: whether it is the one in force. */
  isActive: z.boolean().nullable(),
});
const menu = z.strictObject({
  language: z.enum(reportLanguages),
  /** What was chosen, which the system's own parts follow, and what came of it. */
  theme: z.enum(['system', 'light', 'dark']),
  isDark: z.boolean(),
  sections: z
    .array(z.strictObject({ id: z.string().max(100), label: z.string().max(300), commands: z.array(menuCommand).max(200) }))
    .max(40),
});
export type MenuModel = z.output<typeof menu>;
/** Tells which commands the window has now, in its language: the menu is made of them. */
export const showMenu = shellEntry<typeof menu, null>('desktop.showMenu', menu);

/** Puts versions, settings and the last lines of the log on the clipboard; no name, no path, nothing from the store. */
export const copyDiagnostics = shellEntry<typeof nothing, null>('desktop.copyDiagnostics', nothing);

export type UpdateState =
  /** Nothing is ever asked: no feed, or a package that the system keeps up to date. */
  | { readonly type: 'off' }
  /** `version` is the one that runs: not asked yet, the newest, not to be had, or thrown away because it was not what was announced. */
  | { readonly type: 'unknown' | 'none' | 'failed' | 'refused'; readonly version: string }
  /** `version` is the newer one: being fetched, or installed when the app ends. */
  | { readonly type: 'loading' | 'ready'; readonly version: string };
/** What is known of newer versions; asks nobody. */
export const updateState = shellEntry<typeof nothing, UpdateState>('desktop.updateState', nothing);
/** Looks for a newer version now. */
export const lookForUpdate = shellEntry<typeof nothing, UpdateState>('desktop.lookForUpdate', nothing);

/** Takes back, or does again, what was typed in the field with the focus. */
export const undoTyping = shellEntry<z.ZodType<{ isAgain: boolean }>, null>('desktop.undoTyping', z.strictObject({ isAgain: z.boolean() }));

export const shellEntries: readonly ShellEntry[] = [
  chooseFiles,
  beginFile,
  addPiece,
  endFile,
  keepFile,
  keepText,
  dragFile,
  openWindow,
  showMenu,
  copyDiagnostics,
  updateState,
  lookForUpdate,
  undoTyping,
];

/** What the shell tells a window. */
export type ShellSignal =
  | Signal
  /** Run a command of the register, chosen from the menu. */
  | { readonly type: 'run'; readonly command: string }
  /** Go to a page, as a link from outside asked. */
  | { readonly type: 'goTo'; readonly address: string }
  /** A newer version is ready, or the fetching of it came to nothing. */
  | { readonly type: 'update'; readonly state: UpdateState };
