/** A sentence whose figures are buttons: `<name>text</name>` in a translation opens the figure of that name. */
import { Fragment } from 'react';
import { Trace } from './Trace.tsx';

export type TextPart = { readonly text: string; readonly figure: string | null };

/** Splits a text at its figure marks; marks do not nest. */
export const tracedParts = (text: string): readonly TextPart[] => {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(/<(\w+)>(.*?)<\/\1>/g)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), figure: null });
    parts.push({ text: match[2] ?? '', figure: match[1] ?? null });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), figure: null });
  return parts;
};

type TracedTextProps = {
  readonly text: string;
  readonly openFigure: string | null;
  readonly hrefOf: (figure: string) => string;
  /** Figures that the sentence warns of. */
  readonly hot?: readonly string[];
};

export const TracedText = ({ text, openFigure, hrefOf, hot = [] }: TracedTextProps) =>
  tracedParts(text).map((part, index) => (
    // The parts of one text keep their places.
    <Fragment key={`${index} ${part.text}`}>
      {part.figure === null ? (
        part.text
      ) : (
        <Trace href={hrefOf(part.figure)} isOpen={part.figure === openFigure} isHot={hot.includes(part.figure)}>
          {part.text}
        </Trace>
      )}
    </Fragment>
  ));
