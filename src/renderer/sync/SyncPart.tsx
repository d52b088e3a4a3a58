/** One part of the page: what it is at the left, what there is and what can be done at the right. */
import type { ReactNode } from 'react';
import { useId } from 'react';

type SyncPartProps = { readonly title: string; readonly about: string; readonly children: ReactNode };

export const SyncPart = ({ title, about, children }: SyncPartProps) => {
  const titleId = useId();
  return (
    <section className="panel setting" aria-labelledby={titleId}>
      <div className="settingHead">
        <h2 id={titleId} className="hSection">
          {title}
        </h2>
        <p className="small muted">{about}</p>
      </div>
      <div className="settingBody">{children}</div>
    </section>
  );
};
