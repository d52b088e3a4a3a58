/** The colour of an empty window. */

/** The page's own canvas (`--canvas`), so that a window has its colour before its page has. */
export const canvas = (isDark: boolean): string => (isDark ? '#0f1215' : '#f4f4f0');
