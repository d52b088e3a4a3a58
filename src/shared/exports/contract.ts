/** What can be asked of exports in general; what is exported is declared beside each list. */
import { z } from 'zod';
import { can, output, task } from '../kernel/contract.ts';
import { aText } from '../kernel/inputs.ts';

/** Stops a running export; no file is left. */
export const cancelExport = task('exports.cancel', {
  input: z.strictObject({ taskId: aText(64) }),
  output: output<{ readonly wasRunning: boolean }>(),
  allow: can('account.read'),
});
