/** `--yes`: whoever says it beforehand is not asked before much is removed. */
import { confirmRemoval } from '../../../shared/sync/removalContract.ts';
import type { App } from '../../appPort.ts';

export const confirming = (app: App, isYes: boolean): App => ({
  ...app,
  call: async (name, input) => {
    const answer = await app.call(name, input);
    if (!isYes || answer.ok || answer.error.type !== 'ManyRemoved') return answer;
    const { table, rows } = answer.error as { readonly table?: unknown; readonly rows?: unknown };
    const said = await app.call(confirmRemoval.name, { table, rows });
    return said.ok ? app.call(name, input) : said;
  },
});
