/** Asking before a restore, doing it, and saying how it went: the same on the settings page and where the data does not open. */
import { useState } from 'react';
import { restoreBackup } from '../../shared/backups/contract.ts';
import { formatInstant } from '../../shared/i18n/format.ts';
import { useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';
import { useTry } from '../admin/settings/useTry.ts';

export type Wanted = { readonly id: string; readonly at: number };

export type Restore = {
  /** The one that is asked about; null: none. */
  readonly wanted: Wanted | null;
  readonly isRestoring: boolean;
  readonly ask: (wanted: Wanted) => void;
  readonly cancel: () => void;
  readonly restore: () => Promise<void>;
};

/** `zone` is that of the workspace; where the data does not open, that of the machine. */
export const useRestore = (zone: string): Restore => {
  const { t, language } = useText();
  const attempt = useTry();
  const say = useSaid((state) => state.say);
  const { mutateAsync, isPending } = useCommand(restoreBackup);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  return {
    wanted,
    isRestoring: isPending,
    ask: setWanted,
    cancel: () => {
      setWanted(null);
    },
    restore: async () => {
      if (wanted === null) return;
      const refused = await attempt(() => mutateAsync({ id: wanted.id }));
      setWanted(null);
      if (refused === null) say(t('backup.restored', { when: formatInstant(language, wanted.at, zone) }));
    },
  };
};
