/** What single cells need: keys that compare alike, and text cleaned for storing. */
import { csvCell } from '../kernel/spreadsheetText.ts';

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

const controls = new RegExp('[\\u0000-\\u0008\\u000B-\\u001F\\u007F]', 'g');

/** Text without the control characters that no column stores. */
export const withoutControls = (text: string): string => text.replaceAll(controls, '');
export const hasControls = (text: string): boolean => text.search(controls) !== -1;
/** Control characters as the pictures of Unicode (␀), so that what was there can be stored and seen. */
export const withVisibleControls = (text: string): string =>
  text.replaceAll(controls, (character) => (character === '\u007F' ? '\u2421' : String.fromCharCode(0x24_00 + character.charCodeAt(0))));

const yes = new Set(['1', 'x', 'y', 'j', 'yes', 'ja', 'true', 'sant', 'sann', 'sand']);

/** Whether a cell that answers a question says yes, in any of the four languages; everything else is a no. */
export const saysYes = (text: string): boolean => yes.has(text.toLowerCase());

/** A CSV line (comma, CRLF). */
export const csvLine = (cells: readonly string[]): string => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`;
