/** The text encodings that files are read in. */

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-2', 'windows-1251', 'macintosh'] as const;
export type Encoding = (typeof encodings)[number];
