/** Answers of the search while one types, against its statements over the full-text index run bare. */
import { createApp } from '../../src/main/app.ts';
import { candidatesSql } from '../../src/main/contexts/search/queries.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { typedWords } from '../../src/shared/kernel/plainWords.ts';
import { find } from '../../src/shared/search/contract.ts';
import { openAt } from '../support/stores.ts';
import { type Line, ratio, timed } from './measure.ts';

/** A name as it is typed: two letters, three, a word, and two words. */
const typed = ['an', 'ann', 'fjord', 'sen av'] as const;
const times = 20;

/** Over a store that an earlier measure left behind. */
export const benchSearch = async (storeDir: string, rounds: number): Promise<readonly Line[]> => {
  const opened = createApp({ storeDir, ports: systemPorts, language: 'en', create: null });
  if (!opened.ok) throw new Error(opened.error.type);
  const app = opened.value;
  const store = openAt(storeDir);
  const lines: Line[] = [];
  for (const text of typed) {
    const ours: number[] = [];
    const bare: number[] = [];
    for (let turn = 0; turn < times * rounds; turn += 1) {
      const started = performance.now();
      const answer = await app.call(find.name, { text, limit: 50 });
      const time = performance.now() - started;
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      const alone = timed(() => {
        for (const tier of [0, 1, 2] as const) {
          const { sql, params } = candidatesSql(typedWords(text), tier, null);
          store.db.prepare(sql).all(params);
        }
      });
      if (turn < times) continue;
      ours.push(time);
      bare.push(alone);
    }
    lines.push(ratio(`search.find “${text}”, through call`, ours, bare, null));
  }
  store.close();
  await app.close();
  return lines;
};
