/** A task of a test: it works until it is stopped, and looks for that or never does. */
import { runTask } from '../../src/platform/taskThread.ts';

runTask(import.meta.url, (how: string, { post, isCancelled }): string => {
  post('begun');
  for (;;) if (how === 'looks' && isCancelled()) return 'stopped';
});
