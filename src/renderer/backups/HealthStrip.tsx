/** The strip above every page while the data is known to lack something, or can only be read because of damage: what it is, and where to go. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { loss } from '../../shared/backups/contract.ts';
import { useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { hrefOf } from '../app/routes.ts';
import { lostText } from './restoreText.ts';

/** Acknowledged changes that are missing, for those who may know; null: none. */
export const useLost = (mayAsk: boolean): number | null => useQuery(loss, mayAsk ? {} : null).data?.lost ?? null;

export const HealthStrip = ({ lost }: { readonly lost: number }) => {
  const { t } = useText();
  return (
    <section className="sampleStrip" aria-label={t('backup.health')} role="alert">
      <IconAlertTriangle className="icon small bad" stroke={1.75} aria-hidden="true" />
      <strong className="strong ellipsis grow">{lostText(t, lost)}</strong>
      <a className="button small" href={hrefOf('settings', { part: 'backups' })}>
        {t('backup.look')}
      </a>
    </section>
  );
};
