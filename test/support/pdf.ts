/** What a PDF says to a program that reads it: text with its place on each page, outline, tags, language. */
import { getDocumentProxy } from 'unpdf';

/** Text in points from the lower left corner of its page. */
export type PdfText = { readonly text: string; readonly x: number; readonly y: number; readonly width: number };
export type PdfPage = { readonly width: number; readonly height: number; readonly texts: readonly PdfText[] };
export type ReadPdf = {
  readonly pages: readonly PdfPage[];
  readonly outline: readonly string[];
  readonly isTagged: boolean;
  readonly language: unknown;
  readonly title: unknown;
};

type OutlineNode = { readonly title: string; readonly items: readonly OutlineNode[] };
const titlesOf = (nodes: readonly OutlineNode[]): readonly string[] => nodes.flatMap(({ title, items }) => [title, ...titlesOf(items)]);

export const readPdf = async (bytes: Uint8Array): Promise<ReadPdf> => {
  // The reader takes the bytes for itself.
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const pages: PdfPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    const texts = items.flatMap((item) =>
      'str' in item && item.str.trim() !== ''
        ? [{ text: item.str, x: Number(item.transform[4]), y: Number(item.transform[5]), width: item.width }]
        : [],
    );
    pages.push({ width, height, texts });
  }
  const { info } = await document.getMetadata();
  const facts = info as Readonly<Record<string, unknown>>;
  const marks = await document.getMarkInfo();
  return {
    pages,
    outline: titlesOf((await document.getOutline()) ?? []),
    isTagged: marks?.Marked === true,
    language: facts['Language'],
    title: facts['Title'],
  };
};

/** The text of a page: pieces that touch belong to one word, all others stand apart by a blank. */
export const textOf = ({ texts }: PdfPage): string =>
  texts
    .map(({ text, x, y }, at) => {
      const before = texts[at - 1];
      const touches = before !== undefined && Math.abs(before.y - y) < 1 && Math.abs(before.x + before.width - x) < 0.4;
      return touches ? text : ` ${text}`;
    })
    .join('')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** The same bytes for everything but the two dates that a PDF carries. */
export const withoutDates = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/\/(?:CreationDate|ModDate) \(D:[^)]*\)/gu, '');
