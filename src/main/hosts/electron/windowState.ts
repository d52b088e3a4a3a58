/** What the shell remembers of its windows between two starts: where they stood, how large their text was, what they showed. */
import { z } from 'zod';
import { isPageAddress } from '../../../shared/desktop.ts';
import { readTextFile, replaceFile } from '../../../platform/storeFiles.ts';

const aNumber = z.number().min(-100_000).max(100_000);
const windowState = z.strictObject({
  bounds: z.strictObject({ x: aNumber, y: aNumber, width: aNumber, height: aNumber }),
  isMaximized: z.boolean(),
  zoomLevel: z.number().min(-5).max(5),
  place: z.string().refine(isPageAddress).nullable(),
});
const state = z.strictObject({ windows: z.array(windowState).max(20), isDark: z.boolean().nullable() });

export type WindowState = z.output<typeof windowState>;
export type ShellState = z.output<typeof state>;

export const noState: ShellState = { windows: [], isDark: null };

/** What an earlier version (or a person) left is kept where it is understood, else forgotten: it is habit, not data. */
export const readState = (path: string): ShellState => {
  try {
    return state.parse(JSON.parse(readTextFile(path) ?? ''));
  } catch {
    return noState;
  }
};

/** Forgets rather than fails: a profile that cannot be written was said at the start. */
export const writeState = (path: string, value: ShellState): void => {
  try {
    replaceFile(path, JSON.stringify(value));
  } catch {
    // Nothing of the person's is in it.
  }
};
