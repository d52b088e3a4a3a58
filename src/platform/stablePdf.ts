/** Takes chance out of a printed PDF: the names by which its table cells refer to their headings. */

/** Chromium names a heading `(node00000238)` by a counter of its own that no two runs agree on. */
const nameShape = /\(node(\d{8})\)/gu;
const headingShape = /\/ID \(node(\d{8})\)/gu;
/** The tree in which a reader looks the names up: one leaf, sorted by name. */
const leafShape = /\/Names \[((?:\(node\d{8}\) \d+ \d+ R ?)+)\]/gu;
const entryShape = /\(node\d{8}\) \d+ \d+ R/gu;
const limitsShape = /\/Limits \[\(node\d{8}\) \(node\d{8}\)\]/gu;

/**
 * The same document with its headings numbered as they come. Every name keeps its length, so no offset in the file moves. A document without
 * such names, or with more of them than one leaf holds, is left as it is.
 */
export const withStableNames = (bytes: Uint8Array): Uint8Array => {
  // One character a byte, both ways.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const numbers = new Map<string, string>();
  for (const [, name = ''] of text.matchAll(headingShape)) {
    if (!numbers.has(name)) numbers.set(name, String(numbers.size + 1).padStart(8, '0'));
  }
  const leaves = [...text.matchAll(leafShape)];
  if (numbers.size === 0 || leaves.length !== 1) return bytes;
  const renamed = text
    .replaceAll(nameShape, (whole, name: string) => `(node${numbers.get(name) ?? name})`.padEnd(whole.length))
    .replace(leafShape, (whole, list: string) => {
      const entries = (list.match(entryShape) ?? []).toSorted();
      return `/Names [${entries.join(' ')}]`.padEnd(whole.length);
    })
    .replaceAll(limitsShape, `/Limits [(node${'1'.padStart(8, '0')}) (node${String(numbers.size).padStart(8, '0')})]`);
  return renamed.length === text.length ? new Uint8Array(Buffer.from(renamed, 'latin1')) : bytes;
};
