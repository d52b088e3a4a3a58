/** A number that opens its definition, formula and rows. */
import type { ReactNode } from 'react';

type TraceProps = {
  readonly figure: string;
  readonly isOpen: boolean;
  readonly onOpen: (figure: string) => void;
  readonly isHot?: boolean;
  readonly label?: string;
  readonly children: ReactNode;
};

export const Trace = ({ figure, isOpen, onOpen, isHot = false, label, children }: TraceProps) => (
  <button
    type="button"
    className={isHot ? 'trace bad' : 'trace'}
    aria-expanded={isOpen}
    aria-label={label}
    onClick={() => {
      onOpen(figure);
    }}
  >
    {children}
  </button>
);
