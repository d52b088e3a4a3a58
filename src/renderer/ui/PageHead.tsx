/** The head of a page: what the data says as a sentence, one line of context, controls at the right. */
import type { ReactNode } from 'react';

type PageHeadProps = { readonly finding: ReactNode; readonly context: ReactNode; readonly controls?: ReactNode; readonly lead?: boolean };

export const PageHead = ({ finding, context, controls, lead = false }: PageHeadProps) => (
  <div className={lead ? 'head lead' : 'head'}>
    <div className="grow">
      {lead ? <div className="meta">{context}</div> : null}
      <h1 className={lead ? 'hLead' : 'hPage'}>{finding}</h1>
      {lead ? null : <div className="small muted">{context}</div>}
    </div>
    {controls === undefined ? null : <div className="controls">{controls}</div>}
  </div>
);
