/** Texts that a spreadsheet would calculate: recognised when read, made harmless when written, and the same again when read back. */

const phone = /^\+[\d\s().-]{3,25}$/;
const signedNumber = /^[-+−][\d\s.,'kKmM%]+$/;

/** A cell that a spreadsheet would calculate: `=…`, `@…`, and `+…`, `-…` unless it is a number or a phone number. */
export const isFormula = (cell: string): boolean => {
  const first = cell.charCodeAt(0);
  if (first === 61 || first === 64) return cell.length > 1;
  if (first !== 43 && first !== 45) return false;
  return cell.length > 1 && !phone.test(cell) && !signedNumber.test(cell) && /[A-Za-z(=@!|]/.test(cell);
};

/** Our own neutralised cells (`'=1+1`) and those of other programs lose their apostrophe again. */
export const withoutApostrophe = (cell: string): string => (/^'+(?:\s*[=@+-]|[\t\r\n])/.test(cell) ? cell.slice(1) : cell);

/** One cell of a CSV file we write: formulas neutralised by an apostrophe, numbers and phone numbers left alone, quoted where needed. */
export const csvCell = (text: string): string => {
  // A tab or line break in front hides a formula from the eye but not from every spreadsheet.
  const dangerous =
    isFormula(text.trimStart()) ||
    // An apostrophe of the text's own would be taken for ours by whoever reads it.
    withoutApostrophe(text) !== text ||
    /^[\t\r\n]/.test(text) ||
    (/^[-+]/.test(text) && text.length > 1 && !phone.test(text) && !signedNumber.test(text));
  const safe = dangerous ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** The text encodings that files are read in. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-2', 'windows-1251', 'macintosh'] as const;
export type Encoding = (typeof encodings)[number];
