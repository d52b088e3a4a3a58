/** The command line on a store of three deals: figures, calls, history, the doctor, and what it says where it cannot. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDb } from '../../src/platform/database.ts';
import { makeDir, removeDir, tempDir } from '../support/tempDir.ts';
import { documentHere, samspill, samspillDocument, samspillHere, startSamspill } from '../support/terminal.ts';
import { anImportedStore } from './cliFixture.ts';

// One store for everything here that only reads.
const home = makeDir('cli');
let store = '';
beforeAll(async () => {
  store = await anImportedStore(home);
});
afterAll(() => {
  removeDir(home);
});

type Called<T> = { readonly ok: boolean; readonly value: T; readonly error: { readonly type: string } };
type Deals = { readonly rows: readonly { readonly id: string; readonly title: string }[] };

const wonDeal = async (): Promise<string> => {
  const { json } = await documentHere<Called<Deals>>(['call', 'pipeline.deals', '{"status":"won"}', '--store', store]);
  return json.value.rows[0]?.id ?? '';
};

describe('kpi', () => {
  it('gives the figures under fixed keys, money per currency in minor units', async () => {
    const { code, json } = await samspillDocument<object>(['kpi', '--store', store]);
    expect(code).toBe(0);
    expect(json).toEqual({
      asOf: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as unknown,
      from: null,
      provisional: 0,
      to: null,
      wonCount: 1,
      lostCount: 1,
      notALossCount: 0,
      openCount: 1,
      dayUnknown: 0,
      openWithoutDate: 0,
      wonAmount: { USD: 100_000 },
      lostAmount: { USD: 0 },
      openAmount: {},
      weightedAmount: {},
      withoutAmount: 1,
      wonWithoutAmount: 0,
      lostWithoutAmount: 1,
      winRateByCount: 0.5,
      winRateByValue: null,
      winRates: { byCount: { won: 1, decided: 2 }, byValue: { reason: 'lostWithoutAmount' } },
    });
  });

  it('counts what had happened by a day, and what closed in a period', async () => {
    const february = await documentHere<Record<string, unknown>>(['kpi', '--store', store, '--as-of', '2026-02-15']);
    expect(february.json).toMatchObject({ asOf: '2026-02-15', wonCount: 1, lostCount: 0, openCount: 2, winRateByCount: 1 });
    const march = await documentHere<Record<string, unknown>>(['kpi', '--store', store, '--from', '2026-03-01', '--to', '2026-03-31']);
    expect(march.json).toMatchObject({ from: '2026-03-01', to: '2026-03-31', wonCount: 0, lostCount: 1, openCount: 0, openWithoutDate: 1 });
  });

  it('knows nothing of what was recorded later', async () => {
    const { json } = await documentHere<object>(['kpi', '--store', store, '--recorded-as-of', '2020-01-01T00:00:00Z']);
    expect(json).toMatchObject({ wonCount: 0, lostCount: 0, openCount: 0, winRateByCount: null });
  });

  it('prints a table in the language, with the reason where there is no number', async () => {
    const { code, stdout } = await samspillHere(['kpi', '--store', store, '--lang', 'nb', '--as-of', '2026-04-01']);
    const lines = stdout.replaceAll('\u00a0', ' ').split('\n');
    expect(code).toBe(0);
    expect(lines[0]).toBe('Per 1. apr. 2026 · Alt');
    expect(lines).toContainEqual(expect.stringMatching(/^Vunnet +USD 1 000$/));
    expect(lines).toContainEqual(expect.stringMatching(/^Hitrate i antall +50,00 %$/));
    expect(lines).toContainEqual(expect.stringMatching(/^Hitrate i verdi +– {2}for mange tapte mangler beløp$/));
  });

  it('says that a period is turned round', async () => {
    const { code, stdout, stderr } = await samspillHere(['kpi', '--store', store, '--from', '2026-03-01', '--to', '2026-02-01']);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: 'The period ends before it begins. Swap the days.\n' });
  });
});

describe('call', () => {
  it('prints the result of any entry, whole numbers as they are', async () => {
    const { code, stdout } = await samspillHere(['call', 'pipeline.deals', '{"status":"won"}', '--store', store]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, value: { count: 1, amount: { USD: 100_000 } } });
  });

  it('takes amounts as {"$int": …}, and the change is there for the next command', async () => {
    const other = await anImportedStore(tempDir('cli-call'));
    const input = '{"title":"Ny avtale","amount":{"minor":{"$int":"9007199254740991"},"currency":"NOK"}}';
    const made = await documentHere<Called<{ readonly id: string }>>(['call', 'pipeline.createDeal', input, '--store', other]);
    expect(made).toMatchObject({ code: 0, json: { ok: true } });
    const { json } = await documentHere<object>(['kpi', '--store', other]);
    expect(json).toMatchObject({ openCount: 2, openAmount: { NOK: 9_007_199_254_740_991 } });
    const history = await documentHere<{ readonly entries: readonly object[] }>([
      'history',
      '--record',
      made.json.value.id,
      '--store',
      other,
    ]);
    expect(history.json.entries).toContainEqual(expect.objectContaining({ table: 'deal', what: 'made', command: 'pipeline.createDeal' }));
  });

  it.each([
    ['an entry that is not there', ['pipeline.nothing'], 'UnknownEntry', 'The contract has no entry called pipeline.nothing.'],
    [
      'an input of another shape',
      ['pipeline.deals', '{"limit":0}'],
      'InvalidInput',
      'The input does not fit, so nothing was done: limit: too_small',
    ],
    [
      'a deal that is not there',
      ['pipeline.deal', '{"id":"00000000-0000-7000-8000-000000000000"}'],
      'DealNotFound',
      'This deal is not here any more. It may have been removed.',
    ],
  ])('answers %s with its error, in data and in words', async (_case, words, type, text) => {
    const { code, stdout, stderr } = await samspillHere(['call', ...words, '--store', store, '--json']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `${text}\n` });
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { type } });
    const indented = await samspillHere(['call', ...words, '--store', store]);
    expect(indented.code).toBe(1);
    expect(JSON.parse(indented.stdout)).toEqual(JSON.parse(stdout));
  });
});

describe('history', () => {
  it('tells who changed what, when, and on which day it happened', async () => {
    const id = await wonDeal();
    const { json } = await documentHere<{ readonly record: string; readonly entries: readonly object[] }>([
      'history',
      '--record',
      id,
      '--store',
      store,
    ]);
    expect(json.record).toBe(id);
    expect(json.entries).toContainEqual(expect.objectContaining({ table: 'stage_move', what: 'made', happenedDay: '2026-02-01' }));
    const { stdout } = await samspillHere(['history', '--record', id, '--store', store, '--lang', 'nb']);
    expect(stdout).toMatch(/#\d+ {2}.*Admin: importert \(Fase lagt til, den 1\. feb\. 2026\)/);
    expect(stdout.replaceAll('\u00a0', ' ')).toContain('Beløp: USD 1 000');
    // Records that a change points to are told by their names, and what a row is about is not repeated.
    expect(stdout).not.toMatch(/^ {2}.*[0-9a-f]{8}-[0-9a-f]{4}-/m);
  });

  it('says that nothing is recorded under an unknown id', async () => {
    const { code, stderr } = await samspillHere(['history', '--record', 'nobody', '--store', store]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Nothing is recorded under this number.\n' });
  });
});

describe('doctor', () => {
  it('finds nothing wrong with a sound store', async () => {
    const { code, json } = await documentHere<object>(['doctor', '--store', store]);
    expect(code).toBe(0);
    expect(json).toMatchObject({ findings: [], head: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
    expect((await samspillHere(['doctor', '--store', store])).stdout).toMatch(
      /^Nothing is wrong: the log with \d+ change sets and the tables agree\.\n$/,
    );
  });

  it('names a row that was changed behind the log, and ends with 3', async () => {
    const other = await anImportedStore(tempDir('cli-doctor'));
    const db = openDb(join(other, 'store.db'));
    db.exec("UPDATE account SET name = 'Dal AS' WHERE name = 'Fjell AS'");
    db.close();
    const { code, json } = await documentHere<{ readonly findings: readonly object[] }>(['doctor', '--store', other]);
    expect(code).toBe(3);
    expect(json.findings).toContainEqual(expect.objectContaining({ type: 'RowDiffers', table: 'account', difference: 'changed' }));
    const { code: codeInWords, stdout } = await samspillHere(['doctor', '--store', other]);
    expect(codeInWords).toBe(3);
    expect(stdout).toMatch(/^ {2}account [0-9a-f-]{36}: the table says something else than the log\.$/m);
  });
});

describe('sample', () => {
  it('makes the company once, and never over a store', async () => {
    const dir = join(tempDir('cli-sample'), 'store');
    const made = await documentHere<object>(['sample', '--store', dir, '--size', 'small', '--seed', '3']);
    expect(made).toMatchObject({ code: 0, json: { store: dir, size: 'small', seed: 3 } });
    const kpi = await documentHere<{ readonly wonCount: number }>(['kpi', '--store', dir]);
    expect(kpi.json.wonCount).toBeGreaterThan(0);
    const again = await samspillHere(['sample', '--store', dir]);
    expect(again).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `There is Samspill data in ${dir} already, and it was left untouched. Choose another folder with --store.\n`,
    });
    expect(await documentHere<object>(['kpi', '--store', dir])).toEqual(kpi);
  });
});

describe('a command line that is wrong', () => {
  it.each([
    [['rapport'], 'Unknown command: rapport\nUsage: npm run -s samspill -- COMMAND'],
    [['kpi', '--nonsense'], 'Unknown argument: --nonsense\nUsage: npm run -s samspill -- kpi [--as-of DAY]'],
    [['kpi', '--as-of', '03.11.2026'], '--as-of: 03.11.2026 is not a day. Write it like 2026-11-19.\nUsage:'],
    [['import', '--lang', 'sv'], '--from saknas.\nAnvändning: npm run -s samspill -- import --from SÖKVÄG'],
  ])('%j ends with 2 and says how it is written', async (args, text) => {
    const { code, stdout, stderr } = await samspillHere([...args, '--store', join(home, 'never-made')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(text);
    expect(existsSync(join(home, 'never-made'))).toBe(false);
  });

  it('is answered in JSON where JSON was asked for', async () => {
    expect(await documentHere<object>(['kpi', '--to', '2026-W47'])).toEqual({
      code: 2,
      json: { error: { type: 'DayInvalid', argument: '--to', value: '2026-W47' } },
    });
  });
});

describe('a store that does not open', () => {
  const errorOf = async (dir: string, command = 'kpi') => {
    const { code, stdout, stderr } = await samspillHere([command, '--store', dir, '--json']);
    const { error } = JSON.parse(stdout) as { readonly error: { readonly type: string } };
    return { code, type: error.type, text: stderr.replaceAll(dir, 'DIR') };
  };

  it('is missing, and no folder is made by looking', async () => {
    const dir = join(home, 'nothing-here');
    expect(await errorOf(dir)).toMatchObject({
      code: 1,
      type: 'StoreMissing',
      text: expect.stringContaining('There is no Samspill data in DIR.') as unknown,
    });
    expect(existsSync(dir)).toBe(false);
  });

  it('is something else, or another program’s database', async () => {
    const dir = tempDir('cli-other');
    writeFileSync(join(dir, 'store.db'), 'minutes of the meeting, by no means a database'.repeat(100));
    const text = 'DIR holds something other than Samspill data and was left untouched. Choose another folder with --store.\n';
    expect(await errorOf(dir)).toEqual({ code: 1, type: 'NotADatabase', text });
    const foreign = join(dir, 'foreign');
    mkdirSync(foreign);
    const db = openDb(join(foreign, 'store.db'));
    db.exec('CREATE TABLE recipe (name TEXT)');
    db.close();
    expect(await errorOf(foreign, 'doctor')).toEqual({ code: 1, type: 'NotASamspillStore', text });
  });

  it('has lost its database, which is never replaced by an empty one', async () => {
    const dir = await anImportedStore(tempDir('cli-lost'));
    rmSync(join(dir, 'store.db'));
    expect(await errorOf(dir)).toMatchObject({
      code: 1,
      type: 'StoreLost',
      text: expect.stringMatching(/^DIR once held \d+ changes, and its database is gone\./) as unknown,
    });
    expect(await samspillHere(['import', '--store', dir, '--from', join(dir, '..', 'data')])).toMatchObject({ code: 1, stdout: '' });
    expect(existsSync(join(dir, 'store.db'))).toBe(false);
  });

  it('is of a newer version', async () => {
    const dir = await anImportedStore(tempDir('cli-newer'));
    const db = openDb(join(dir, 'store.db'));
    db.exec('PRAGMA user_version = 9999');
    db.close();
    const text = 'The data in DIR comes from a newer Samspill and was left untouched. Update Samspill to open it.\n';
    expect(await errorOf(dir)).toEqual({ code: 1, type: 'StoreTooNew', text });
  });
});

it('a reader that leaves early breaks nothing', async () => {
  const { child, ended } = startSamspill(['call', 'pipeline.deals', '--store', store]);
  child.stdout.destroy();
  expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' });
});

it('the program ends with the code of its command, and keeps what is wrong out of its output', async () => {
  const ended = (args: readonly string[]) => samspill(args).then(({ code, signal, stdout }) => ({ code, signal, stdout }));
  expect(await ended(['kpi', '--nonsense'])).toEqual({ code: 2, signal: null, stdout: '' });
  expect(await ended(['kpi', '--store', join(home, 'nothing-here')])).toEqual({ code: 1, signal: null, stdout: '' });
  const other = await anImportedStore(tempDir('cli-program'));
  const db = openDb(join(other, 'store.db'));
  db.exec("UPDATE account SET name = 'Dal AS' WHERE name = 'Fjell AS'");
  db.close();
  expect(await samspillDocument<object>(['doctor', '--store', other])).toMatchObject({
    code: 3,
    json: { findings: [{ table: 'account' }] },
  });
});

it('help names every command', async () => {
  const { code, stdout } = await samspill(['--help']);
  expect(code).toBe(0);
  for (const name of ['sample', 'import', 'kpi', 'call', 'history', 'doctor', 'batches', 'undo-batch'])
    expect(stdout).toContain(`\n  ${name} `);
});
