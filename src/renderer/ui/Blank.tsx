/** A place with nothing to show yet, or with an error instead: one sentence, at most one action. */
import type { ReactNode } from 'react';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { ClientError } from '../app/callResult.ts';
import { useText } from '../app/i18n.ts';
import { Ghost, type GhostKind } from './Ghost.tsx';

type BlankProps = {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void } | { readonly label: string; readonly href: string };
  /** What will be here: drawn faintly below the words. */
  readonly ghost?: GhostKind;
};

export const Blank = ({ title, children, action, ghost }: BlankProps) => (
  <div className="blank">
    <h2 className="hPage">{title}</h2>
    {children === undefined ? null : <div className="muted">{children}</div>}
    {action === undefined ? null : 'href' in action ? (
      <a className="button" href={action.href}>
        {action.label}
      </a>
    ) : (
      <button type="button" className="button" onClick={action.run}>
        {action.label}
      </button>
    )}
    {ghost === undefined ? null : <Ghost kind={ghost} />}
  </div>
);

type ErrorBlankProps = { readonly error: ClientError; readonly onRetry: () => void };

export const ErrorBlank = ({ error, onRetry }: ErrorBlankProps) => {
  const { t } = useText();
  return (
    <div role="alert" className="row grow">
      <Blank title={t('errors.heading')} action={{ label: t('common.tryAgain'), run: onRetry }}>
        {errorText(t, error)}
      </Blank>
    </div>
  );
};
