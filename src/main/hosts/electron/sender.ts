/** Who may call: the main frame of a page that we served ourselves, and nobody else. */

export type SenderFrame = { readonly origin: string; readonly parent: unknown };

/** The scheme and the one host of the page. */
export const scheme = 'app';
export const pageOrigin = `${scheme}://main`;

/** Read before any await: a frame that navigates away takes its answer with it. `origin` is another one only while developing. */
export const isTrusted = (frame: SenderFrame | null, origin: string): boolean =>
  frame !== null && frame.origin === origin && frame.parent === null;
