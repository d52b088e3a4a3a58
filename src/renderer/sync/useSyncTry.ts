/** Runs a call that may go to the hub, and says how it ended. */
import { useCallback } from 'react';
import { CallFailed } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';
import { syncErrorText } from './syncText.ts';

/** The answer, or null where it was refused and that has been said. What is not an expected refusal is thrown on. */
export const useSyncTry = (): (<T>(run: () => Promise<T>, done?: (answer: T) => string) => Promise<{ readonly answer: T } | null>) => {
  const { t } = useText();
  const say = useSaid((state) => state.say);
  return useCallback(
    async (run, done) => {
      try {
        const answer = await run();
        if (done !== undefined) say(done(answer));
        return { answer };
      } catch (failure) {
        if (!(failure instanceof CallFailed)) throw failure;
        say(syncErrorText(t, failure.error), 'refused');
        return null;
      }
    },
    [t, say],
  );
};
