/** Runs a command and says in the window's line why it was refused, so that forms need not. */
import { useCallback } from 'react';
import { errorText } from '../../shared/i18n/errorText.ts';
import { CallFailed } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';

/** True when it was done. What is not an expected refusal is thrown on. */
export const useSaying = (): ((run: () => Promise<unknown>, done?: string) => Promise<boolean>) => {
  const { t } = useText();
  const say = useSaid((state) => state.say);
  return useCallback(
    async (run, done) => {
      try {
        await run();
        if (done !== undefined) say(done);
        return true;
      } catch (failure) {
        if (!(failure instanceof CallFailed)) throw failure;
        say(errorText(t, failure.error), 'refused');
        return false;
      }
    },
    [t, say],
  );
};
