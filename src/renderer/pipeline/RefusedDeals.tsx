/** The deals that a change of many cannot reach, each with its reason, and whether the others shall be changed without them. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { BulkRefused } from '../../shared/pipeline/bulkContract.ts';
import { useText } from '../app/i18n.ts';
import { useEscape } from './useEscape.ts';

type RefusedDealsProps = {
  readonly refusal: BulkRefused;
  readonly isPending: boolean;
  readonly onRest: () => void;
  readonly onLeave: () => void;
};

export const RefusedDeals = ({ refusal, isPending, onRest, onLeave }: RefusedDealsProps) => {
  const { t } = useText();
  const part = useRef<HTMLElement>(null);
  useEscape(part, onLeave);
  const leave = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    leave.current?.focus();
  }, []);
  const unnamed = refusal.refusedCount - refusal.refused.length;
  const byReason = Map.groupBy(refusal.refused, ({ why }) => why);
  return (
    <section ref={part} className="refusedDeals" role="alert">
      <p className="strong">
        <IconAlertTriangle className="icon small warn" stroke={1.75} aria-hidden="true" />
        {t('table.refusedHead', { count: refusal.refusedCount })}
      </p>
      <dl tabIndex={-1}>
        {[...byReason].map(([why, deals]) => (
          <div key={why}>
            <dt className="small">{errorText(t, { type: why })}</dt>
            <dd className="small muted">{deals.map(({ title }) => title ?? t('table.goneDeal')).join(' · ')}</dd>
          </div>
        ))}
      </dl>
      {unnamed === 0 ? null : <p className="small muted">{t('common.more', { count: unnamed })}</p>}
      <div className="row">
        <button ref={leave} type="button" className="button" onClick={onLeave}>
          {t('table.leaveAll')}
        </button>
        {refusal.possible === 0 ? null : (
          <button type="button" className="button primary" disabled={isPending} onClick={onRest}>
            {t('table.rest', { count: refusal.possible })}
          </button>
        )}
      </div>
    </section>
  );
};
