/** A number that opens its definition, formula and rows. A link, so that it breaks over lines with its sentence and back closes it. */
import type { ReactNode } from 'react';

type TraceProps = {
  readonly href: string;
  readonly isOpen: boolean;
  readonly isHot?: boolean;
  readonly label?: string;
  readonly children: ReactNode;
};

export const Trace = ({ href, isOpen, isHot = false, label, children }: TraceProps) => (
  <a className={isHot ? 'trace bad' : 'trace'} href={href} aria-expanded={isOpen} aria-label={label}>
    {children}
  </a>
);
