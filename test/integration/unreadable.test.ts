/** Values that a hub once numbered and no page can show: every question is answered all the same, doctor names each, and each can be put right. */
import { beforeAll, describe, expect, it } from 'vitest';
import { wireSetHash } from '../../src/main/core/chainHash.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { metaOf } from '../../src/main/core/tableMeta.ts';
import { sheets } from '../../src/main/contexts/exports/sheets.ts';
import { hex, sha256 } from '../../src/platform/hash.ts';
import type { SyncedTable } from '../../src/shared/admin/catalog.ts';
import { changeText, type ValueWords } from '../../src/shared/i18n/recordText.ts';
import { languages } from '../../src/shared/i18n/languages.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { fits, fromSql } from '../../src/shared/kernel/column.ts';
import type { AnyEntry } from '../../src/shared/kernel/contract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { columnNamed, sqlName } from '../../src/shared/kernel/table.ts';
import { addRate, rates } from '../../src/shared/admin/ratesContract.ts';
import { account, accounts, timeline } from '../../src/shared/accounts/contract.ts';
import { knowledge } from '../../src/shared/accounts/knowledgeContract.ts';
import { boardColumn } from '../../src/shared/pipeline/boardContract.ts';
import { createDeal, deal, deals } from '../../src/shared/pipeline/contract.ts';
import { dealTerms } from '../../src/shared/pipeline/creditContract.ts';
import { catalog } from '../../src/shared/schema/catalog.ts';
import type { Payload } from '../../src/shared/sync/changeSet.ts';
import { doctor, type DoctorFinding, history, names, trash } from '../../src/shared/sync/contract.ts';
import { hlc } from '../../src/shared/sync/hlc.ts';
import type { WireSet } from '../../src/shared/sync/hubProtocol.ts';
import { factVoid } from '../../src/shared/sync/schema.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, testStart } from '../support/builders.ts';
import { everyQuestion, type Questions } from '../support/everyQuestion.ts';
import { makeEveryRow } from '../support/everyRow.ts';
import { pullAll } from '../support/exchange.ts';
import { type Cell, everyCell, kept } from '../support/oddValues.ts';
import { meet, tie } from '../support/syncedStores.ts';
import { removeDir } from '../support/tempDir.ts';
import { type TinyHub, tinyHub } from '../support/tinyHub.ts';

type Row = Readonly<Record<string, string | number | null>>;
type Odd = { readonly table: SyncedTable; readonly name: string; readonly value: Cell; readonly id: string; readonly good: Row };

const asksOf = (app: TestApp): Promise<Questions> => everyQuestion(app.run, app.dir, (path) => app.app.files.lend(path));

/** Ids as callers send them. */
const idAt = (at: number): string => `ffffffff-0000-4000-8000-${at.toString(16).padStart(12, '0')}`;

/** Another device whose sets the hub numbered before it asked. */
const stranger = (hub: TinyHub, app: TestApp) => {
  const log = syncLog(app.store);
  let last: WireSet | null = null;
  return (payload: Payload, recordedAt = Date.parse(testStart)): void => {
    const written = JSON.stringify(payload);
    const salt = 'ab'.repeat(16);
    const deviceSeq: number = (last?.deviceSeq ?? 0) + 1;
    last = {
      device: 'feedfeedfeedfeed.1',
      deviceSeq,
      hlc: String(hlc(Date.parse(testStart) + deviceSeq)),
      actor: app.me,
      command: 'pipeline.editDeal',
      cause: null,
      recordedAt,
      schema: 1,
      salt,
      payloadHash: hex(sha256(Buffer.from(salt, 'hex'), written)),
      prevHash: last === null ? '' : hex(wireSetHash(last)),
      seenSeq: 0,
      payload: written,
      signature: '',
    };
    hub.push([last]);
    pullAll(log, hub);
  };
};

const rowIn = (app: TestApp, table: SyncedTable, id: string): Row => {
  const columns = metaOf(table)
    .payloadNames.map((name) => `${sqlName(name)} AS "${name}"`)
    .join(', ');
  return app.store.db.prepare(`SELECT ${columns} FROM ${table.name} WHERE id = ?`).get([id]) as Row;
};

const inserted = (table: string, row: Row): NonNullable<Payload['i']>[number] => [table, Object.keys(row), [Object.values(row)]];

/** The sample with one row more for each value that no column takes, each about a deal and an account of its own, and everything that can be asked. */
const aCompany = async () => {
  const app = await anApp({ sample: true, lasting: true });
  const questions = await asksOf(app);
  const { id: dealId } = await app.run(createDeal, aDeal({ title: 'Pattern' }));
  const { id: rateId } = await app.run(addRate, {
    currency: 'SEK',
    rate: '0.98',
    perUnits: 1,
    day: day('2026-11-20'),
    source: 'x',
  });
  const rows = new Map<string, string>();
  app.store.write({ actor: app.me, command: 'test.every' }, (tx) => {
    for (const [name, id] of makeEveryRow(tx, ({ name }) => name !== 'workspace')) rows.set(name, id);
    return ok(null);
  });
  rows.set('deal', dealId);
  rows.set('exchange_rate', rateId);
  const hub = tinyHub(() => Date.parse(testStart));
  tie(app);
  meet([app], hub);
  const put = stranger(hub, app);

  const facts = (name: string, column: string, of: string): readonly Row[] => {
    const table = catalog.synced.get(name);
    if (table === undefined) throw new Error(name);
    return app.store.db
      .prepare(`SELECT id FROM ${name} WHERE ${column} = ?`)
      .all([of])
      .map(({ id }) => rowIn(app, table, String(id)));
  };
  const dealFacts = [
    ['deal_value', 'deal_id', 'dealId'],
    ['stage_move', 'deal_id', 'dealId'],
    ['ownership', 'record_id', 'recordId'],
  ] as const;
  const pattern = dealFacts.map(([name, column, field]) => [name, field, facts(name, column, dealId)] as const);
  const dealTable = catalog.synced.get('deal');
  const accountTable = catalog.synced.get('account');
  if (dealTable === undefined || accountTable === undefined) throw new Error('no deals, no accounts');
  const dealRow = rowIn(app, dealTable, dealId);
  const accountRow = rowIn(app, accountTable, rows.get('account') ?? '');

  const productRow = rowIn(app, catalog.synced.get('product') ?? accountTable, rows.get('product') ?? '');

  let made = 0;
  const newId = (): string => idAt((made += 1));
  const odd: Odd[] = [];
  let groups: NonNullable<Payload['i']>[number][] = [];
  for (const { table, name, column } of everyCell(catalog)) {
    if (groups.length > 0) put({ i: groups });
    groups = [];
    // An id that is none never gets a number, whoever hands it in.
    if (table.name === 'workspace' || table.name === factVoid.name || column.kind === 'id') continue;
    for (const value of kept(column)) {
      const accountId = newId();
      const ownDeal = newId();
      const productId = newId();
      if (table.name === 'product_price') groups.push(inserted('product', { ...productRow, id: productId }));
      const id = table.name === 'deal' ? ownDeal : table.name === 'account' ? accountId : newId();
      groups.push(
        inserted('account', {
          ...accountRow,
          id: accountId,
          name: `Of ${table.name}.${name}`,
          ...(table === accountTable ? { [name]: value } : {}),
        }),
      );
      groups.push(
        inserted('deal', {
          ...dealRow,
          id: ownDeal,
          accountId,
          title: `Of ${table.name}.${name}`,
          ...(table === dealTable ? { [name]: value } : {}),
        }),
      );
      for (const [fact, field, all] of pattern)
        for (const row of all) groups.push(inserted(fact, { ...row, id: newId(), [field]: ownDeal }));
      const base = rowIn(app, table, rows.get(table.name) ?? '');
      const about = {
        ...(Object.hasOwn(base, 'dealId') ? { dealId: ownDeal } : {}),
        ...(Object.hasOwn(base, 'recordId') && table.name === 'ownership' ? { recordId: ownDeal } : {}),
        ...(Object.hasOwn(base, 'accountId') ? { accountId } : {}),
        ...(table.name === 'product_price' ? { productId } : {}),
        // A fact counts by when it happened: this one is the last of its deal.
        ...(table.sync === 'fact' ? { happenedAt: Date.parse('2026-11-20T23:00:00Z'), happenedDay: '2026-11-20' } : {}),
      };
      const good: Row = { ...base, ...about, id };
      odd.push({ table, name, value, id, good });
      if (table !== dealTable && table !== accountTable) groups.push(inserted(table.name, { ...good, [name]: value }));
    }
  }
  // Two records under one id, as nobody of ours makes them.
  const twin = newId();
  groups.push(inserted('deal', { ...dealRow, id: twin }), inserted('account', { ...accountRow, id: twin }));
  put({ i: groups });
  return { app, questions, odd };
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
  const hub = tinyHub(() => Date.parse(testStart));
  tie(app);
  meet([app], hub);
  const put = stranger(hub, app);
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
  const hub = tinyHub(() => Date.parse(testStart));
  tie(app);
  meet([app], hub);
  const put = stranger(hub, app);
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
