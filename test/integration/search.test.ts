/** The search over a real store: what is found, in which order, and that the index follows every change. */
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { createAccount, createContact, createProduct, editAccount, setAccountOwner } from '../../src/shared/accounts/contract.ts';
import { createDeal, editDeal, moveDeal, removeDeal } from '../../src/shared/pipeline/contract.ts';
import { find, findByIds } from '../../src/shared/search/contract.ts';
import { redo, restore, undo } from '../../src/shared/sync/contract.ts';
import { account, contact, product } from '../../src/shared/accounts/schema.ts';
import { person } from '../../src/shared/admin/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import type { Column } from '../../src/shared/kernel/column.ts';
import { fieldDefaults, fieldsIn } from '../../src/shared/kernel/fields.ts';
import type { Table } from '../../src/shared/kernel/table.ts';
import { deal } from '../../src/shared/pipeline/schema.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { plainWords } from '../../src/shared/kernel/plainWords.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal } from '../support/builders.ts';
import { contentHash, dbPath, tamper } from '../support/stores.ts';

const titles = async (app: TestApp, text: string): Promise<readonly string[]> => (await app.run(find, { text })).map(({ title }) => title);
const anAccount = async (app: TestApp, name: string) => (await app.run(createAccount, { name })).id;

test.each([
  ['bjorn', 'Bjørnevik Sjømat AS'],
  ['bjoern', 'Bjørnevik Sjømat AS'],
  ['sjomat', 'Bjørnevik Sjømat AS'],
  ['bj', 'Bjørnevik Sjømat AS'],
  ['BJØ', 'Bjørnevik Sjømat AS'],
  ['aase', 'Åse Lindström'],
  ['ase', 'Åse Lindström'],
  ['lindstroem', 'Åse Lindström'],
  ['Ærø', 'Ærø Rederi'],
  ['aero', 'Ærø Rederi'],
])('%s finds %s', async (typed, name) => {
  const app = await anApp();
  await anAccount(app, 'Bjørnevik Sjømat AS');
  await app.run(createContact, { accountId: await anAccount(app, 'Ærø Rederi'), name: 'Åse Lindström' });
  await app.run(createProduct, { name: 'Måleboks 3' });
  expect(await titles(app, typed)).toContain(name);
  expect(await titles(app, `${typed} zzz`)).toEqual([]);
});

it('puts names that begin so first, then words within names, then what is known beside the name', async () => {
  const app = await anApp();
  const accountId = await anAccount(app, 'Lakseverket');
  await app.run(createDeal, aDeal({ title: 'Sensors', accountId }));
  await app.run(createDeal, aDeal({ title: 'Årsavtale Lakseverket' }));
  const hits = await app.run(find, { text: 'lakse' });
  expect(hits.map(({ kind, title }) => `${kind} ${title}`)).toEqual(['account Lakseverket', 'deal Årsavtale Lakseverket', 'deal Sensors']);
  expect(hits.map(({ ranges }) => ranges)).toEqual([
    { title: [[0, 5]], subtitle: [] },
    { title: [[10, 15]], subtitle: [] },
    { title: [], subtitle: [[0, 5]] },
  ]);
});

it('tells what a record was found by where its line does not show it, and nothing where it does', async () => {
  const app = await anApp();
  const { id: accountId } = await app.run(createAccount, { name: 'Nordlys', orgNumber: '923609016', sector: 'technology' });
  await app.run(createContact, { accountId, name: 'Kari Vik', title: 'Innkjøpssjef', email: 'kari@nordlys.example', phone: '22 33 44 55' });
  const { id } = await app.run(createDeal, aDeal({ title: 'Pumpehus', accountId }));
  await app.run(editDeal, { id, nextStep: 'Ringe Åse om målerne' });
  const found = async (text: string) => (await app.run(find, { text })).map(({ title, found: by }) => [title, by]);
  expect(await found('aase')).toEqual([['Pumpehus', [{ field: 'nextStep', text: 'Ringe Åse om målerne', ranges: [[6, 9]] }]]]);
  expect(await found('pumpe maal')).toEqual([['Pumpehus', [{ field: 'nextStep', text: 'Ringe Åse om målerne', ranges: [[13, 16]] }]]]);
  expect(await found('92360')).toEqual([['Nordlys', [{ field: 'orgNumber', text: '923609016', ranges: [[0, 5]] }]]]);
  expect(await found('techno')).toEqual([['Nordlys', [{ field: 'sector', text: 'technology', ranges: [[0, 6]] }]]]);
  expect(await found('2233')).toEqual([['Kari Vik', [{ field: 'phone', text: '22 33 44 55', ranges: [[0, 11]] }]]]);
  expect(await found('innkjop example')).toEqual([
    [
      'Kari Vik',
      [
        { field: 'title', text: 'Innkjøpssjef', ranges: [[0, 7]] },
        { field: 'email', text: 'kari@nordlys.example', ranges: [[13, 20]] },
      ],
    ],
  ]);
  expect((await found('nordlys')).map(([, by]) => by)).toEqual([[], [], []]);
});

it('puts what was typed letter by letter before other spellings, open deals before closed ones, and one’s own before others’', async () => {
  const app = await anApp();
  const other = await app.aPerson('Mads Holm', 'seller');
  const deal = async (title: string) => (await app.run(createDeal, aDeal({ title, stageId: app.stage('qualified') }))).id;
  const closed = await deal('Bolt A');
  await app.run(moveDeal, { id: closed, toStageId: app.stage('lost'), closeReasonId: app.reason('lostPrice'), reason: 'Price' });
  await deal('Bolt B');
  await deal('Bølt C');
  expect(await titles(app, 'bolt')).toEqual(['Bolt B', 'Bolt A', 'Bølt C']);
  const mine = await anAccount(app, 'Tind 1');
  const theirs = await anAccount(app, 'Tind 2');
  await app.run(setAccountOwner, { id: mine, personId: app.me });
  await app.run(setAccountOwner, { id: theirs, personId: other });
  expect(await titles(app, 'tind')).toEqual(['Tind 1', 'Tind 2']);
  app.actAs(other);
  expect(await titles(app, 'tind')).toEqual(['Tind 2', 'Tind 1']);
});

it('follows a change of name, the trash, undo and redo, and the name of the account', async () => {
  const app = await anApp();
  const accountId = await anAccount(app, 'Gammelnavn');
  const { id } = await app.run(createDeal, aDeal({ title: 'Fiskemåler', accountId }));
  await app.run(editDeal, { id, title: 'Oksygenmåler' });
  expect([await titles(app, 'fiske'), await titles(app, 'oksy')]).toEqual([[], ['Oksygenmåler']]);
  await app.run(undo);
  expect([await titles(app, 'fiske'), await titles(app, 'oksy')]).toEqual([['Fiskemåler'], []]);
  await app.run(redo);
  await app.run(editAccount, { id: accountId, name: 'Nyttnavn' });
  expect([await titles(app, 'gammel'), await titles(app, 'nytt')]).toEqual([[], ['Nyttnavn', 'Oksygenmåler']]);
  await app.run(removeDeal, { id });
  expect(await titles(app, 'oksy')).toEqual([]);
  await app.run(restore, { table: 'deal', id });
  expect(await titles(app, 'oksy')).toEqual(['Oksygenmåler']);
  expect((await app.run(findByIds, { ids: [id, 'nothing', accountId] })).map(({ title }) => title)).toEqual(['Oksygenmåler', 'Nyttnavn']);
  expect(await app.findings()).toEqual([]);
});

it('an account that was merged into another is found no more', async () => {
  const app = await anApp();
  const [kept, gone] = [await anAccount(app, 'Fjordlaks AS'), await anAccount(app, 'Fjordlaks')];
  app.store.write({ actor: app.me, command: 'accounts.merge' }, (tx) => {
    tx.update(account, gone, { mergedInto: kept });
    return ok(null);
  });
  expect((await app.run(find, { text: 'fjordlaks' })).map(({ id }) => id)).toEqual([kept]);
});

it('a deal that was never made is not found after undo', async () => {
  const app = await anApp();
  await app.run(createDeal, aDeal({ title: 'Feilskrevet' }));
  await app.run(undo);
  expect(await titles(app, 'feil')).toEqual([]);
  expect(await app.findings()).toEqual([]);
});

it('looks only among the kinds that are asked for, and gives no more than was asked for', async () => {
  const app = await anApp();
  const accountId = await anAccount(app, 'Fjord AS');
  for (const n of [1, 2, 3]) await app.run(createDeal, aDeal({ title: `Fjord ${n}`, accountId }));
  expect((await app.run(find, { text: 'fjord', kinds: ['account'] })).map(({ kind }) => kind)).toEqual(['account']);
  expect(await app.run(find, { text: 'fjord', limit: 2 })).toHaveLength(2);
  expect((await app.attempt(find, { text: 'fjord', limit: 51 })).ok).toBe(false);
});

it('a name of one letter is found by that letter, which begins nothing else', async () => {
  const app = await anApp();
  await anAccount(app, 'X');
  await anAccount(app, 'Xylem');
  expect(await titles(app, 'x')).toEqual(['X']);
  await anAccount(app, 'Kari Solheim Eftf.');
  expect(await titles(app, 'kari s')).toEqual(['Kari Solheim Eftf.']);
});

it('answers whatever is typed', async () => {
  const app = await anApp();
  await anAccount(app, 'مصنع السمك 🐟 "NEAR" OR');
  for (const text of [
    '"',
    '*',
    '^a',
    'NEAR(a b)',
    'a OR',
    'head : x',
    "';--",
    '\u0000',
    '🐟',
    '\uD800',
    '(',
    '-',
    'æ'.repeat(10_000),
    'ab '.repeat(5_000),
    '\u202Eab',
  ])
    expect((await app.attempt(find, { text })).ok, text.slice(0, 10)).toBe(true);
  expect(await titles(app, 'السمك')).toHaveLength(1);
  expect(await titles(app, 'near or')).toHaveLength(1);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      expect((await app.attempt(find, { text })).ok).toBe(true);
    }),
    { numRuns: 200 },
  );
});

/** Blocks of the index in which a word stands, without the marks and beginnings that it may share with others. */
const blocksWith = (app: TestApp, word: string): number =>
  Number(app.store.db.prepare('SELECT count(*) AS n FROM search_text_data WHERE instr(block, CAST(? AS BLOB)) > 0').get([word])?.['n']);

it('words of a removed record are gone from the index', async () => {
  const app = await anApp();
  const { id } = await app.run(createDeal, aDeal({ title: 'Hemmeligheten' }));
  expect(blocksWith(app, 'emmeligheten')).toBe(1);
  await app.run(removeDeal, { id });
  expect(blocksWith(app, 'emmeligheten')).toBe(0);
});

it('words of many records that change at once are gone too, and those of the next single one as well', async () => {
  const app = await anApp();
  const accountId = await anAccount(app, 'Hemmeligheten');
  for (let n = 0; n < 60; n += 1) await app.run(createDeal, aDeal({ title: `Avtale ${n}`, accountId }));
  expect(blocksWith(app, 'emmeligheten')).toBeGreaterThan(0);
  await app.run(editAccount, { id: accountId, name: 'Kjentmann' });
  expect(blocksWith(app, 'emmeligheten')).toBe(0);
  expect(await app.run(find, { text: 'kjentm', limit: 50 })).toHaveLength(50);
  const { id } = await app.run(createDeal, aDeal({ title: 'Fortroligheten' }));
  await app.run(removeDeal, { id });
  expect(blocksWith(app, 'ortroligheten')).toBe(0);
  expect(await app.findings()).toEqual([]);
});

it('a change that touches no word writes nothing into the index', async () => {
  const app = await anApp();
  const { id } = await app.run(createDeal, aDeal({ title: 'Sensors', stageId: app.stage('qualified') }));
  const index = () => app.store.db.prepare('SELECT group_concat(quote(block)) AS all_blocks FROM search_text_data').get([])?.['all_blocks'];
  const before = index();
  await app.run(editDeal, { id, nextStepDay: '2026-12-01' });
  expect(index()).toBe(before);
  await app.run(editDeal, { id, nextStep: 'Call' });
  expect(index()).not.toBe(before);
});

test.each([
  ['a record without its words', 'DELETE FROM search_text WHERE rowid = (SELECT max(no) FROM search_entry)'],
  ['words without their record', 'DELETE FROM search_entry WHERE no = (SELECT max(no) FROM search_entry)'],
  ['other words', "UPDATE search_text SET head = 'noe' WHERE rowid = (SELECT max(no) FROM search_entry)"],
])('doctor notices %s', async (_what, damage) => {
  const app = await anApp();
  await app.run(createDeal, aDeal({ title: 'Sensors' }));
  expect(await app.findings()).toEqual([]);
  app.store.db.exec(damage);
  expect((await app.findings()).length).toBeGreaterThan(0);
});

it('doctor notices an index that does not say what the words say', async () => {
  const app = await anApp();
  await app.run(createDeal, aDeal({ title: 'Sensors' }));
  await app.close();
  const file = readFileSync(dbPath(app.dir));
  // The index marks its words with a 0; the rows that hold them as they are do not.
  const at = file.indexOf('0sensors');
  expect(at).toBeGreaterThan(0);
  file.write('0sensorz', at);
  writeFileSync(dbPath(app.dir), file);
  const again = await anApp({ dir: app.dir });
  expect((await again.findings()).map(({ type }) => type)).toEqual(['SqliteDamage']);
});

it.each([account, contact, deal, person, product].map((table) => [table.name, table] as const))(
  'every field of a %s that says it is searchable finds it',
  async (kind, table: Table) => {
    const app = await anApp();
    const accountId = await anAccount(app, 'Fjordfisk');
    const searchable = fieldsIn(table).filter(({ facets }) => facets.searchable === true);
    expect(searchable.length).toBeGreaterThan(0);
    for (const { column } of searchable) {
      const word = `word${column}`;
      const id = app.store.write<string>({ actor: app.me, command: 'test' }, (tx) => {
        const made = tx.newId();
        const named = {
          ...fieldDefaults(table),
          [table.facets?.named[0] ?? '']: 'Someone',
          ...(table.columns['accountId'] === undefined ? {} : { accountId }),
        };
        tx.insert<Table>(table, { id: made, ...named, [column]: word });
        return ok(made);
      });
      expect((await app.run(find, { text: word })).map((hit) => [hit.kind, hit.id])).toEqual([[kind, id.ok ? id.value : '']]);
    }
  },
);

it('whatever column of a record changes, and no matter which one alone, the words say what is found', async () => {
  const app = await anApp();
  const each = [account, contact, deal, person, product] as const;
  const meta = { actor: app.me, command: 'test' };
  const texts = each.flatMap((table) =>
    Object.entries<Column<unknown>>(table.columns)
      .filter(([, column]) => column.kind === 'text' || column.kind === 'ref')
      .map(([name, column]) => ({ table, name, isRef: column.kind === 'ref' })),
  );
  const [first, second] = [await anAccount(app, 'Fjordfisk'), await anAccount(app, 'Nordlys')];
  const ids = texts.map(({ table }) => {
    const id = app.store.write<string>(meta, (tx) => {
      const id = tx.newId();
      if (table.name === 'account') tx.insert(account, { id: id as Id<'Account'>, name: 'Havbryn', keyAccount: false });
      else if (table.name === 'contact') tx.insert(contact, { id: id as Id<'Contact'>, accountId: first, name: 'Kari' });
      else if (table.name === 'deal') tx.insert(deal, { id: id as Id<'Deal'>, accountId: first, title: 'Sensors' });
      else if (table.name === 'person') tx.insert(person, { id: id as Id<'Person'>, name: 'Nils' });
      else tx.insert(product, { id: id as Id<'Product'>, name: 'Buoy' });
      return ok(id);
    });
    if (!id.ok) throw new Error(id.error.type);
    return id.value;
  });
  for (const [at, { table, name, isRef }] of texts.entries()) {
    app.store.write<null>(meta, (tx) => {
      tx.update(table, ids[at] ?? '', { [name]: isRef ? second : `New ${at}` });
      return ok(null);
    });
  }
  expect(await app.findings()).toEqual([]);
});

it('a store whose index is of an older version is folded again when it opens', async () => {
  const app = await anApp();
  await app.run(createDeal, aDeal({ title: 'Sensors' }));
  await app.close();
  tamper(app.dir, (db) => {
    db.exec('DELETE FROM search_text; DELETE FROM search_entry');
    db.exec("UPDATE setting SET value = '1' WHERE key = 'foldVersion'");
  });
  expect(contentHash(dbPath(app.dir))).not.toBeNull();
  const again = await anApp({ dir: app.dir });
  expect(await titles(again, 'sens')).toEqual(['Sensors']);
  expect(await again.findings()).toEqual([]);
});

it('finds by any beginning of any word of a name, as the words say', async () => {
  const app = await anApp();
  const name = fc.stringMatching(/^[a-zåæøäö]{2,6} [a-zåæøäö]{2,6}$/u);
  await fc.assert(
    fc.asyncProperty(name, fc.nat(12), async (title, at) => {
      const { id } = await app.run(createDeal, aDeal({ title }));
      const words = plainWords(title).split(' ');
      const word = words[at % words.length] ?? '';
      expect((await app.run(find, { text: word.slice(0, 3), limit: 50 })).some((hit) => hit.id === id)).toBe(true);
      await app.run(removeDeal, { id });
    }),
    { numRuns: 40 },
  );
});
