/** Where a test has been: each statement and each short function of a file has a mark that the running test leaves when it comes by. */
import { childOf, childrenOf, isTrue, type Node, parse, replaced, walk } from './syntax.ts';

type Part = { readonly start: number; readonly end: number };

/** The name of the function that takes the marks, known to every module of a test. */
export const marker = 'samspillMark';

/** The whole file is the first part: it is passed when the file is loaded. */
const partsOf = (path: string, text: string): readonly (Part & { readonly isShort: boolean })[] => {
  const parts = [{ start: 0, end: text.length, isShort: false }];
  walk(parse(path, text), (node: Node) => {
    const body = childOf(node, 'body');
    if (node.type === 'BlockStatement') parts.push(...childrenOf(node, 'body').map((part) => ({ ...part, isShort: false })));
    if (node.type === 'SwitchCase') parts.push(...childrenOf(node, 'consequent').map((part) => ({ ...part, isShort: false })));
    if (node.type === 'ArrowFunctionExpression' && isTrue(node, 'expression') && body !== null) parts.push({ ...body, isShort: true });
    return true;
  });
  return parts;
};

/** The text with its marks, numbered from `first`; it does what it did before. */
export const withMarks = (path: string, text: string, first: number): string =>
  replaced(
    text,
    partsOf(path, text).flatMap(({ start, end, isShort }, index) => {
      const mark = `globalThis.${marker}?.(${first + index})`;
      return isShort
        ? [
            { start, end: start, text: `(${mark}, ` },
            { start: end, end, text: ')' },
          ]
        : [{ start, end: start, text: `${mark};` }];
    }),
  );

export const marksIn = (path: string, text: string): number => partsOf(path, text).length;

/** Which mark says that a test ran what stands at this place: the narrowest part around it. */
export const markAt = (path: string, text: string): ((place: Part) => number) => {
  const parts = partsOf(path, text);
  return ({ start, end }) => {
    const around = parts.flatMap((part, index) => (part.start <= start && part.end >= end ? [{ size: part.end - part.start, index }] : []));
    return around.reduce((best, part) => (part.size < best.size ? part : best)).index;
  };
};
