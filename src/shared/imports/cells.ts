/** What single cells need: keys that compare alike, formulas recognised, text cleaned for storing and made harmless for spreadsheets. */

/** Most cells are plain words with single blanks: told by one look, they need no rewriting. */
const plainWords = /^[!-~]+(?: [!-~]+)*$/;

/** A key as it is compared: NFC, outer blanks off, inner blanks single. Case counts: keys of systems differ by case. */
export const normalKey = (text: string): string =>
  plainWords.test(text)
    ? text
    : text
        .normalize('NFC')
        .replaceAll(/[\s\u00A0\u202F]+/g, ' ')
        .trim();

/** A name as it is compared: as a key, without case. */
export const nameKey = (text: string): string => normalKey(text).toLowerCase();

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
export const withoutApostrophe = (cell: string): string => (/^'(?:\s*[=@+-]|[\t\r\n])/.test(cell) ? cell.slice(1) : cell);

const controls = new RegExp('[\\u0000-\\u0008\\u000B-\\u001F\\u007F]', 'g');

/** Text without the control characters that no column stores. */
export const withoutControls = (text: string): string => text.replaceAll(controls, '');
export const hasControls = (text: string): boolean => text.search(controls) !== -1;
/** Control characters as the pictures of Unicode (␀), so that what was there can be stored and seen. */
export const withVisibleControls = (text: string): string =>
  text.replaceAll(controls, (character) => (character === '\u007F' ? '\u2421' : String.fromCharCode(0x24_00 + character.charCodeAt(0))));

/** One cell of a CSV file we write: formulas neutralised by an apostrophe, numbers and phone numbers left alone, quoted where needed. */
export const csvCell = (text: string): string => {
  // A tab or line break in front hides a formula from the eye but not from every spreadsheet.
  const dangerous =
    isFormula(text.trimStart()) ||
    /^[\t\r\n]/.test(text) ||
    (/^[-+]/.test(text) && text.length > 1 && !phone.test(text) && !signedNumber.test(text));
  const safe = dangerous ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A CSV line (comma, CRLF). */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
