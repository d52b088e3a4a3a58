/** A process that works in a store through the application and writes down, outside the store, each change that was acknowledged; it is made to be killed. */
import type { App } from '../../src/main/appPort.ts';
import { createApp } from '../../src/main/app.ts';
import { openDb } from '../../src/platform/database.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import type { Result } from '../../src/shared/kernel/result.ts';
import { dbPath } from '../support/stores.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { markText, openJournal } from './marks.ts';

export type WriterInput = {
  readonly storeDir: string;
  readonly journal: string;
  readonly seed: string;
  readonly firstMark: number;
  /** Changes to make; more than a life is long where the process is to be killed. */
  readonly changes: number;
  /** Nobody else writes: then the newest set is this writer's own, and its number and hash are written down too. */
  readonly alone: boolean;
};

type Answer = Result<unknown, { readonly type: string }>;

const input = JSON.parse(process.argv[2] ?? '{}') as WriterInput;
const random: Seeded = seeded(input.seed);
const journal = openJournal(input.journal);
let busy = 0;

/** Another process may hold the lock for long: a typed refusal, after which nothing is stored and the same may be asked again. */
const patient = async (ask: () => Answer | Promise<Answer>): Promise<Answer> => {
  for (;;) {
    const answer = await ask();
    if (answer.ok || answer.error.type !== 'StoreBusy') return answer;
    busy += 1;
  }
};

const needed = (answer: Answer): unknown => {
  if (answer.ok) return answer.value;
  journal.ended(JSON.stringify(answer.error));
  process.exit(3);
};

const opened = await patient(() => createApp({ storeDir: input.storeDir, ports: systemPorts, language: 'en', create: 'empty' }));
const app = needed(opened) as App;
const ask = (name: string, sent: unknown): Promise<Answer> => patient(() => app.call(name, sent));

const { stages } = needed(await ask('pipeline.stages', {})) as {
  readonly stages: readonly { readonly id: string; readonly kind: string }[];
};
const [firstStage = '', ...otherStages] = stages.filter(({ kind }) => kind === 'open').map(({ id }) => id);
const { rows } = needed(await ask('pipeline.deals', {})) as { readonly rows: readonly { readonly id: string }[] };
const deals: [string, ...string[]] | string[] = rows.map(({ id }) => id);
const newest = input.alone ? openDb(dbPath(input.storeDir), { readOnly: true, mustExist: true }) : null;

const request = (mark: number): readonly [name: string, input: unknown] => {
  const id = deals[random.below(deals.length)];
  const kind = id === undefined ? 0 : random.below(8);
  if (id === undefined || kind < 3)
    return [
      'pipeline.createDeal',
      { title: markText(mark), amount: kind === 2 ? null : { minor: BigInt(random.below(1_000_000)), currency: 'NOK' } },
    ];
  if (kind < 5) return ['pipeline.moveDeal', { id, toStageId: random.pick([firstStage, ...otherStages]), reason: markText(mark) }];
  if (kind < 7) return ['pipeline.setDealValue', { id, amount: { minor: BigInt(mark), currency: 'NOK' } }];
  return ['pipeline.editDeal', { id, nextStep: markText(mark) }];
};

process.stdout.write('ready\n');
for (let mark = input.firstMark; mark < input.firstMark + input.changes; mark += 1) {
  const [name, sent] = request(mark);
  journal.tried(mark);
  const answer = await ask(name, sent);
  if (!answer.ok) {
    if (answer.error.type === 'AlreadyThere') continue;
    needed(answer);
  } else {
    const own = newest
      ?.prepare('SELECT local_seq AS seq, lower(hex(payload_hash)) AS hash FROM change_set ORDER BY local_seq DESC LIMIT 1')
      .get([]);
    journal.acknowledged({
      mark,
      seq: own === undefined ? null : Number(own['seq']),
      hash: own === undefined ? null : String(own['hash']),
    });
    if (name === 'pipeline.createDeal') deals.push((answer.value as { readonly id: string }).id);
  }
}
newest?.close();
await app.close();
journal.ended(`well, ${busy} times busy`);
journal.close();
