/** Values that a hub once numbered and no page can show: every question is answered all the same, doctor names each, and each can be put right. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sheets } from '../../src/main/contexts/exports/sheets.ts';
import { changeText, type ValueWords } from '../../src/shared/i18n/recordText.ts';
import { languages } from '../../src/shared/i18n/languages.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { fits, fromSql } from '../../src/shared/kernel/column.ts';
import type { AnyEntry } from '../../src/shared/kernel/contract.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { columnNamed } from '../../src/shared/kernel/table.ts';
import { rates } from '../../src/shared/admin/ratesContract.ts';
import { account, accounts, timeline } from '../../src/shared/accounts/contract.ts';
import { knowledge } from '../../src/shared/accounts/knowledgeContract.ts';
import { boardColumn } from '../../src/shared/pipeline/boardContract.ts';
import { deal, deals } from '../../src/shared/pipeline/contract.ts';
import { dealTerms } from '../../src/shared/pipeline/creditContract.ts';
import { catalog } from '../../src/shared/schema/catalog.ts';
import { doctor, type DoctorFinding, history, names, trash } from '../../src/shared/sync/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { everyQuestion, type Questions } from '../support/everyQuestion.ts';
import { aStranger, putOddRows, type Row } from '../support/oddRows.ts';
import { everyCell, kept } from '../support/oddValues.ts';
import { removeDir } from '../support/tempDir.ts';

const asksOf = (app: TestApp): Promise<Questions> => everyQuestion(app.run, app.dir, (path) => app.app.files.lend(path));

/** The sample with one row more for each value that no column takes, and everything that can be asked. */
const aCompany = async () => {
  const app = await anApp({ sample: true, lasting: true });
  const questions = await asksOf(app);
  return { app, questions, odd: await putOddRows(app, kept) };
};

type Company = Awaited<ReturnType<typeof aCompany>>;

/** The answer to a question, or what broke over it; every page of a list. */
const broken = async ({ app }: Pick<Company, 'app'>, entry: AnyEntry, input: object): Promise<readonly string[]> => {
  const known = app.ports.defects.length;
  let after: string | null = null;
  do {
    const answer = await app.callRaw(entry.name, after === null ? input : { ...input, after });
    if (!answer.ok && answer.error.type === 'Defect')
      return app.ports.defects.slice(known).map((defect) => `${entry.name} ${JSON.stringify(input)}: ${String(defect)}`);
    const page =
      answer.ok && typeof answer.value === 'object' && answer.value !== null && 'next' in answer.value ? answer.value.next : null;
    after = typeof page === 'string' ? page : null;
  } while (after !== null && after !== '');
  return [];
};

const brokenBy = async (company: Pick<Company, 'app'>, questions: Questions): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const [entry, inputs] of questions) for (const input of inputs) found.push(...(await broken(company, entry, input as object)));
  return found;
};

const sheetRows = ({ app }: Pick<Company, 'app'>, language: (typeof languages)[number]): ReadonlyMap<string, readonly unknown[]> =>
  new Map(
    [...sheets].map(([name, sheet]) => [
      name,
      app.store.read((tx) => [...sheet.read(tx, sheet.list.input.parse({ format: 'csv', language }), language).rows()]),
    ]),
  );

const isOfValue = (finding: DoctorFinding): finding is Extract<DoctorFinding, { type: 'UnreadableValue' }> =>
  finding.type === 'UnreadableValue';

describe('a store in which every column holds what it does not take', () => {
  let company: Company;
  beforeAll(async () => {
    company = await aCompany();
    return async () => {
      await company.app.close();
      removeDir(company.app.dir);
    };
  });

  it('answers every question', async () => {
    const { app, questions } = company;
    expect(await brokenBy(company, questions)).toEqual([]);
    expect(company.odd.length).toBeGreaterThan(1_000);
    const listed = await app.run(deals, { words: 'Of deal_value.expectedClose' });
    expect(listed.count).toBeGreaterThan(5);
  });

  it('answers what is asked of each record', async () => {
    const { app, odd } = company;
    const found: string[] = [];
    const one = new Set<string>();
    for (const { good, id, table, name } of odd) {
      // One of each column is enough: every value of it was shown in a list.
      if (one.has(`${table.name}.${name}`)) continue;
      one.add(`${table.name}.${name}`);
      const dealId =
        table.name === 'deal'
          ? id
          : typeof good['dealId'] === 'string'
            ? good['dealId']
            : table.name === 'ownership'
              ? good['recordId']
              : null;
      const accountId = table.name === 'account' ? id : good['accountId'];
      found.push(...(await broken(company, history, { id })));
      if (typeof dealId === 'string')
        for (const entry of [deal, dealTerms, history]) found.push(...(await broken(company, entry, { id: dealId })));
      if (typeof accountId === 'string') {
        for (const entry of [timeline, knowledge]) found.push(...(await broken(company, entry, { accountId })));
        for (const entry of [account, history]) found.push(...(await broken(company, entry, { id: accountId })));
      }
    }
    expect(found).toEqual([]);
    for (let at = 0; at < odd.length; at += 500) await app.run(names, { ids: odd.slice(at, at + 500).map(({ id }) => id) });
    for (const entry of [accounts, boardColumn, rates, trash])
      expect(await broken(company, entry, entry === boardColumn ? { stageId: Object.values(app.stages)[0] } : {})).toEqual([]);
  });

  it.each(languages)('writes every list as a file, in %s, with the word in the place of the value', (language) => {
    const word = translate(language, 'common.unreadable');
    for (const [name, rows] of sheetRows(company, language))
      for (const cell of rows.flat() as readonly ({ readonly is: string; readonly day?: string; readonly text?: string } | null)[]) {
        if (cell?.is === 'day')
          expect(fits(catalog.synced.get('deal')?.columns['nextStepDay'] ?? never(), cell.day ?? ''), name).toBe(true);
        if (cell?.is === 'number') expect(Number.isFinite(Number(cell.text)), `${name} ${cell.text}`).toBe(true);
      }
    const said = [...sheetRows(company, language)]
      .filter(([, rows]) => rows.some((row) => JSON.stringify(row).includes(word)))
      .map(([name]) => name);
    expect(said.toSorted()).toEqual([
      'exports.accounts',
      'exports.activities',
      'exports.credits',
      'exports.deals',
      'exports.products',
      'exports.rates',
      'exports.targets',
    ]);
  });

  it('tells each in the history by the word, never by a number or a text that means nothing', async () => {
    const { app, odd } = company;
    const words: ValueWords = {
      say: (key, params) => translate('nb', key, params),
      language: 'nb',
      zone: 'Europe/Oslo',
      nameOf: () => null,
    };
    const told = new Set<string>();
    for (const { table, name, id, value } of odd) {
      if (told.has(`${table.name}.${name}`)) continue;
      told.add(`${table.name}.${name}`);
      const entries = await app.run(history, { id });
      const change = entries.find(({ rowId, what }) => rowId === id && what === 'made')?.changes.find(({ field }) => field === name);
      const line = change === undefined ? null : changeText(words, table, { ...change, from: null });
      if (line !== null && value !== '') expect(line, `${table.name}.${name} ${value}`).toContain('uleselig verdi');
    }
  });

  it('is told by doctor, value by value, and is put right by taking facts back and writing cells over', async () => {
    const { app, odd } = company;
    const { findings } = await app.run(doctor);
    expect(findings.filter((finding) => !isOfValue(finding))).toEqual([]);
    const wanted = odd.map(({ table, id, name }) => `${table.name} ${id} ${name}`).toSorted();
    expect(wanted.length).toBeGreaterThan(1_000);
    // At most a thousand are named at once.
    expect(findings.length).toBe(1_000);
    const known = new Set(wanted);
    for (const finding of findings.filter(isOfValue)) {
      expect(known.has(`${finding.table} ${finding.rowId} ${finding.column}`), JSON.stringify(finding)).toBe(true);
      expect(finding.set).toMatch(/^feedfeedfeedfeed\.1#\d+$/u);
      expect(finding.isFact).toBe(catalog.synced.get(finding.table)?.sync === 'fact');
    }
    app.store.write({ actor: app.me, command: 'test.correct' }, (tx) => {
      for (const { table, id, name, good } of odd) {
        const column = columnNamed(table, name);
        if (column === undefined) throw new Error(name);
        if (table.sync === 'fact') tx.voidFact(table, id);
        else tx.update(table, id, { [name]: fromSql(column, good[name]) });
      }
      return ok(null);
    });
    expect((await app.run(doctor)).findings).toEqual([]);
  });
});

const never = (): never => {
  throw new Error('no such column');
};

it('a workspace whose own row cannot be read answers every question, and is set right in its settings', async () => {
  const app = await anApp({ sample: true });
  const questions = await asksOf(app);
  const put = aStranger(app);
  const table = catalog.synced.get('workspace');
  const id = String(app.store.db.prepare('SELECT id FROM workspace').get([])?.['id']);
  // Every other table has a row for each value in the other store; of this one a page reads one row.
  const worst = everyCell(catalog).flatMap(({ table: of, name, column }) => {
    const values = of === table ? kept(column).filter((value) => typeof value === 'string') : [];
    return [values[0], values.at(-1)].map((value) => [name, value] as const);
  });
  for (const half of [0, 1]) {
    const cells = worst.filter(([, value], at) => at % 2 === half && value !== undefined);
    put({ u: [['workspace', id, Object.fromEntries(cells) as Row, {}]] });
    expect(await brokenBy({ app }, questions), JSON.stringify(cells)).toEqual([]);
  }
  const { findings } = await app.run(doctor);
  expect(
    findings
      .filter(isOfValue)
      .map(({ column }) => column)
      .toSorted(),
  ).toEqual(['baseCurrency', 'name', 'zone']);
});

it('what says it was recorded at the end of time breaks no page', async () => {
  const app = await anApp({ sample: true });
  const questions = await asksOf(app);
  const put = aStranger(app);
  const row = app.store.db.prepare('SELECT id, title FROM deal WHERE deleted = 0 ORDER BY id LIMIT 1').get([]);
  const id = String(row?.['id']);
  for (const recordedAt of [Number.MAX_SAFE_INTEGER, 8.64e15]) {
    put({ u: [['deal', id, { title: `At ${recordedAt}`, '#deleted': 1 }, {}]] }, recordedAt);
    put({ u: [['deal', id, { '#deleted': 0 }, {}]] }, recordedAt);
    put(
      {
        u: [
          [
            'account',
            String(app.store.db.prepare('SELECT id FROM account WHERE deleted = 0 ORDER BY id DESC LIMIT 1').get([])?.['id']),
            { '#deleted': 1 },
            {},
          ],
        ],
      },
      recordedAt,
    );
  }
  expect(await brokenBy({ app }, questions)).toEqual([]);
  expect(await broken({ app }, history, { id })).toEqual([]);
  expect(await broken({ app }, trash, {})).toEqual([]);
});
