/** The containers in which Windows and macOS keep the sizes of an icon; both take PNG pictures as they are. */

/** One square picture: its side in pixels and its PNG bytes. */
export type Picture = { readonly side: number; readonly png: Uint8Array };

const joined = (parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

/** An `.ico`: a header of 6 bytes, 16 bytes for each picture, then the pictures. Sides above 256 have no place in it. */
export const icoOf = (pictures: readonly Picture[]): Uint8Array => {
  const fitting = pictures.filter(({ side }) => side <= 256);
  const header = Buffer.alloc(6 + 16 * fitting.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(fitting.length, 4);
  let from = header.length;
  for (const [index, { side, png }] of fitting.entries()) {
    const at = 6 + 16 * index;
    // A side of 256 is written as 0.
    header.writeUInt8(side % 256, at);
    header.writeUInt8(side % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(from, at + 12);
    from += png.length;
  }
  return joined([header, ...fitting.map(({ png }) => png)]);
};

/** The kinds of picture an `.icns` may hold, by what they are shown as; those of double density are the next size up. */
const icnsKinds: readonly (readonly [kind: string, side: number])[] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** An `.icns`: four letters and a length over all, then four letters, a length and a PNG for each kind. */
export const icnsOf = (pictures: readonly Picture[]): Uint8Array => {
  const entry = (kind: string, content: Uint8Array): Uint8Array => {
    const head = Buffer.alloc(8);
    head.write(kind, 0, 'latin1');
    head.writeUInt32BE(content.length + 8, 4);
    return joined([head, content]);
  };
  const entries = icnsKinds.flatMap(([kind, side]) => {
    const picture = pictures.find((each) => each.side === side);
    return picture === undefined ? [] : [entry(kind, picture.png)];
  });
  return entry('icns', joined(entries));
};
