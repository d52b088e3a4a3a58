/** Walks through XML from bytes that may be anything: tags and texts one after the other, in memory of one piece, and never longer than the bytes are. */

export type XmlSeen = {
  /** `name` without its prefix; `rest`: the attributes as they stand. */
  readonly open: (name: string, rest: string) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
};

/** What is no XML that a spreadsheet writes; and what was stopped. */
export class XmlUnreadable extends Error {}
export class XmlStopped extends Error {}

const pieceBytes = 1024 * 1024;
/** Longer is no tag and no text of a cell. */
const longest = 2 * 1024 * 1024;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const characterOf = (code: number): string => (code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '');

/** A text with its entities in place. */
export const plainText = (raw: string): string =>
  raw.includes('&')
    ? raw.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{1,8}));/giu, (all, hexadecimal?: string, decimal?: string, name?: string) => {
        if (hexadecimal !== undefined) return characterOf(Number.parseInt(hexadecimal, 16));
        return decimal === undefined ? (entities[name ?? ''] ?? all) : characterOf(Number(decimal));
      })
    : raw;

/** Asked for the same few attributes of millions of cells. */
const shapes = new Map<string, RegExp>();

/** An attribute by its name without prefix. */
export const attribute = (rest: string, name: string): string | null => {
  if (rest === '') return null;
  let shape = shapes.get(name);
  if (shape === undefined) shapes.set(name, (shape = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u')));
  const found = shape.exec(rest);
  return found === null ? null : plainText(found[1] ?? found[2] ?? '');
};

/** The end of a tag: its angle bracket outside of quotes; -1 where it is not here yet. */
const tagEnd = (text: string, from: number): number => {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 62) return at;
    if (code !== 34 && code !== 39) continue;
    at = text.indexOf(text.charAt(at), at + 1);
    if (at === -1) return -1;
  }
  return -1;
};

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const tell = (tag: string, seen: XmlSeen): void => {
  if (tag.startsWith('/')) {
    seen.close(local(tag.slice(1).trim()));
    return;
  }
  const isEmpty = tag.endsWith('/');
  const body = isEmpty ? tag.slice(0, -1) : tag;
  const space = body.search(/\s/u);
  const name = local(space === -1 ? body : body.slice(0, space));
  seen.open(name, space === -1 ? '' : body.slice(space));
  if (isEmpty) seen.close(name);
};

/** What stands apart from tags, by how it begins and ends; what is inside counts as a text or not at all. */
const apart = [
  ['<!--', '-->', false],
  ['<![CDATA[', ']]>', true],
  ['<?', '?>', false],
] as const;

/** `isStopped` is asked at each piece. */
export const scanXml = (bytes: Uint8Array, seen: XmlSeen, isStopped: () => boolean): void => {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0x3c && bytes[1] === 0);
  const decoder = new TextDecoder(isWide ? 'utf-16le' : 'utf-8');
  let waiting = '';
  for (let from = 0; from < bytes.byteLength; from += pieceBytes) {
    if (isStopped()) throw new XmlStopped();
    const piece = decoder.decode(bytes.subarray(from, from + pieceBytes), { stream: from + pieceBytes < bytes.byteLength });
    const text = waiting + piece;
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      if (open === -1) break;
      if (open > at) seen.text(plainText(text.slice(at, open)));
      at = open;
      const mark = text.charCodeAt(open + 1);
      const block = mark === 33 || mark === 63 ? apart.find(([begin]) => text.startsWith(begin, open)) : undefined;
      if (block !== undefined) {
        const [begin, end, isText] = block;
        const close = text.indexOf(end, open + begin.length);
        if (close === -1) break;
        if (isText) seen.text(text.slice(open + begin.length, close));
        at = close + end.length;
        continue;
      }
      // A document type may name entities that grow without end: no spreadsheet has one.
      if (text.startsWith('<!D', open)) throw new XmlUnreadable();
      const close = tagEnd(text, open + 1);
      if (close === -1) break;
      tell(text.slice(open + 1, close), seen);
      at = close + 1;
    }
    waiting = text.slice(at);
    if (waiting.length > longest) throw new XmlUnreadable();
  }
};
