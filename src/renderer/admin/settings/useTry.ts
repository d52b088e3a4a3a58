/** Runs a change and says why where it was refused; what succeeded shows itself. */
import { useCallback } from 'react';
import { errorText } from '../../../shared/i18n/errorText.ts';
import type { CallFailed } from '../../app/calls.ts';
import type { ClientError } from '../../app/callResult.ts';
import { useText } from '../../app/i18n.ts';
import { useSaid } from '../../app/said.ts';

/** Resolves to null when the change was made, else to the error, which has been said unless `quiet` names it. */
export type Try = (change: () => Promise<unknown>, quiet?: string) => Promise<ClientError | null>;

export const useTry = (): Try => {
  const { t } = useText();
  const say = useSaid((state) => state.say);
  return useCallback(
    async (change, quiet) => {
      try {
        await change();
        return null;
      } catch (failure) {
        const { error } = failure as CallFailed;
        if (error.type !== quiet) say(errorText(t, error), 'refused');
        return error;
      }
    },
    [t, say],
  );
};
