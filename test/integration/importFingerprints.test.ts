/** What an import remembers of a foreign row: the same text in every version, so that a file read again by a later one still changes nothing. */
import { describe, expect, it } from 'vitest';
import { loadState } from '../../src/main/contexts/imports/importState.ts';
import { writingSink } from '../../src/main/contexts/imports/sink.ts';
import { type FactGroup, type FieldValue, type Outcome, upsert } from '../../src/main/contexts/imports/upsert.ts';
import { type Hashable, valueHash } from '../../src/shared/imports/fingerprint.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { ownership } from '../../src/shared/accounts/schema.ts';
import { deal } from '../../src/shared/pipeline/schema.ts';
import { actor, csv, type ImportStore, importStore } from './importFixture.ts';

const fingerprintOf = ({ rows }: ImportStore, kind: string, key: string): string =>
  rows<{ fingerprint: string }>('SELECT fingerprint FROM external_ref WHERE kind = ? AND key = ?', kind, key)[0]?.fingerprint ?? '';

const idOf = ({ rows }: ImportStore, table: string, name: string): string =>
  rows<{ id: string }>(`SELECT id FROM ${table} WHERE ${table === 'deal' ? 'title' : 'name'} = ?`, name)[0]?.id ?? '';

/** `*`: the file says nothing about it. */
const untold = Symbol('untold');
const hashes = (...told: readonly (Hashable | typeof untold)[]): string =>
  told.map((value) => (value === untold ? '*' : valueHash(value))).join('.');

const create = ['unknownAccount', 'unknownPerson', 'unknownParent', 'unknownProduct', 'contactWithoutAccount'].map((kind) => ({
  kind,
  choice: 'create',
}));

const accountFile = csv(
  'accounts.csv',
  'Company ID;Company;Parent company;Organisation number;Sector;Founded;Revenue;Employees;Place;Key account;Currency;Account owner;Owner since',
  'A1;Nordlys AS;Fjord Holding;923 609 016;Bransje X;1998;1 250 000;42;Bergen;yes;NOK;Kari Moe;2026-01-05',
);
const bareAccountFile = csv('accounts.csv', 'Company;Place', 'Nordlys AS;Bergen');
const contactFile = csv('contacts.csv', 'Contact;Company;Title;E-mail;Phone', 'Kari Moe;Nordlys AS;CFO;kari@nordlys.no;+47 22 33 44 55');
const productFile = csv('products.csv', 'Product;Series;Price;Currency', 'GTX Plus;GTX;1096;NOK');
const peopleFile = csv('people.csv', 'Sales agent;E-mail;Manager;Office', 'Kari Moe;kari@firma.no;Nils Dahl;Bergen');
const dealFile = csv(
  'deals.csv',
  'Deal ID;Deal name;Company;Stage;Created;Amount;Currency;Next step;Day of the next step;Sales agent',
  'D1;Boats;Nordlys AS;Prospecting;2026-01-05;100;NOK;Call;2026-02-01;Kari Moe',
);
const shortDealFile = csv('deals.csv', 'Deal ID;Deal name;Stage;Created;Amount;Currency', 'D1;Boats;Prospecting;2026-01-05;100;NOK');
const files = [accountFile, contactFile, productFile, peopleFile, dealFile];

const ofOne = (file: (typeof files)[number], decisions: readonly object[] = create): ImportStore => {
  const into = importStore();
  into.report([file], { decisions, source: 'crm' });
  return into;
};

describe('the fingerprint of a row', () => {
  it('of an account is name, parent, number, sector, year, employees, revenue, currency, place, key account, and the owner where the file names one', () => {
    const into = ofOne(accountFile, [...create, { kind: 'unknownSector', choice: 'keep' }]);
    const parent = idOf(into, 'account', 'Fjord Holding');
    const owner = idOf(into, 'person', 'Kari Moe');
    expect(fingerprintOf(into, 'accounts', 'A1')).toBe(
      hashes('Nordlys AS', parent, '923 609 016', 'Bransje X', 1998, 42, 125_000_000n, 'NOK', 'Bergen', true, [[owner, '2026-01-05']]),
    );
    const bare = ofOne(bareAccountFile);
    expect(fingerprintOf(bare, 'accounts', 'Nordlys AS')).toBe(
      hashes('Nordlys AS', untold, untold, untold, untold, untold, untold, untold, 'Bergen', untold),
    );
  });

  it('of a contact is account, name, title, e-mail, phone', () => {
    const into = ofOne(contactFile);
    expect(fingerprintOf(into, 'contacts', 'kari@nordlys.no')).toBe(
      hashes(idOf(into, 'account', 'Nordlys AS'), 'Kari Moe', 'CFO', 'kari@nordlys.no', '+47 22 33 44 55'),
    );
  });

  it('of a product is name, series, price, and of a person name and e-mail', () => {
    expect(fingerprintOf(ofOne(productFile), 'products', 'GTX Plus')).toBe(hashes('GTX Plus', 'GTX', [[109_600n, 'NOK', null]]));
    expect(fingerprintOf(ofOne(peopleFile), 'people', 'Kari Moe')).toBe(hashes('Kari Moe', 'kari@firma.no'));
  });

  it('of a deal is title, account, product, contact, next step, its day where the file has one, moves, value, owner', () => {
    const into = ofOne(dealFile);
    const stage = idOf(into, 'stage', 'Prospecting');
    const [account, owner] = [idOf(into, 'account', 'Nordlys AS'), idOf(into, 'person', 'Kari Moe')];
    const facts: readonly Hashable[] = [[[stage, '2026-01-05']], [[10_000n, 'NOK', null, false, '2026-01-05']]];
    expect(fingerprintOf(into, 'deals', 'D1')).toBe(
      hashes('Boats', account, untold, untold, 'Call', '2026-02-01', ...facts, [[owner, '2026-01-05']]),
    );
    const short = ofOne(shortDealFile);
    const there = idOf(short, 'stage', 'Prospecting');
    expect(fingerprintOf(short, 'deals', 'D1')).toBe(
      hashes('Boats', untold, untold, untold, untold, [[there, '2026-01-05']], [[10_000n, 'NOK', null, false, '2026-01-05']], untold),
    );
  });

  it('is hashed as it ever was', () => {
    expect(fingerprintOf(ofOne(productFile), 'products', 'GTX Plus')).toBe('gEK8THd2.zoBKQubq.kIiF9Qjf');
  });
});

/** One row of a deal, where `nextStepDay` stands for a column that was declared after the first fingerprints. */
const importDeal = (
  { store }: ImportStore,
  title: string,
  later: Readonly<Record<string, FieldValue>> = {},
  groups: readonly FactGroup[] = [],
): Outcome['did'] | readonly string[] => {
  const done = store.write({ actor, command: 'imports.run' }, (tx) => {
    const sink = writingSink(tx);
    const state = loadState(tx, 'crm', ['deals']);
    const said = upsert(sink, state, {
      kind: 'deals',
      bucket: 'deals',
      key: 'D1',
      table: deal,
      fields: { title },
      ...(Object.keys(later).length === 0 ? {} : { later }),
      groups,
      existing: null,
    });
    return ok(said.editedHere.length > 0 ? said.editedHere : said.did);
  });
  if (!done.ok) throw new Error(done.error.type);
  return done.value;
};
const theDay = ({ rows }: ImportStore): string | null =>
  rows<{ day: string | null }>('SELECT next_step_day AS day FROM deal')[0]?.day ?? null;
const edit = ({ store, rows }: ImportStore, nextStepDay: string): void => {
  const id = rows<{ id: Id<'Deal'> }>('SELECT id FROM deal')[0]?.id ?? '';
  store.write({ actor, command: 'pipeline.editDeal' }, (tx) => {
    tx.update(deal, id, { nextStepDay } as object);
    return ok(null);
  });
};

describe('a column that was declared later', () => {
  it('changes no fingerprint where the file does not tell it, and stands under its name where it does', () => {
    const into = importStore();
    importDeal(into, 'Boats');
    expect(fingerprintOf(into, 'deals', 'D1')).toBe(hashes('Boats'));
    expect(importDeal(into, 'Boats', { nextStepDay: '2026-02-01' })).toBe('changed');
    expect(theDay(into)).toBe('2026-02-01');
    expect(fingerprintOf(into, 'deals', 'D1')).toBe(`${hashes('Boats')}.nextStepDay:${hashes('2026-02-01')}`);
    const sets = into.sets();
    expect(importDeal(into, 'Boats', { nextStepDay: '2026-02-01' })).toBe('unchanged');
    expect(into.sets()).toBe(sets);
  });

  it('follows the source until a person writes it here', () => {
    const into = importStore();
    importDeal(into, 'Boats', { nextStepDay: '2026-02-01' });
    expect(importDeal(into, 'Boats', { nextStepDay: '2026-02-02' })).toBe('changed');
    edit(into, '2026-03-03');
    expect(importDeal(into, 'Boats', { nextStepDay: '2026-02-03' })).toEqual(['nextStepDay']);
    expect(theDay(into)).toBe('2026-03-03');
  });

  it('keeps what it knew while the file does not tell it, and is not mistaken for a fact that the file tells for the first time', () => {
    const into = importStore();
    importDeal(into, 'Boats', { nextStepDay: '2026-02-01' });
    const owner: FactGroup = {
      table: ownership,
      owner: 'recordId',
      columns: ['personId'],
      constants: { role: 'owner' },
      facts: [{ values: [actor], day: null }],
    };
    expect(importDeal(into, 'Boats', {}, [owner])).toBe('changed');
    expect(into.count('SELECT count(*) AS n FROM ownership')).toBe(1);
    expect(fingerprintOf(into, 'deals', 'D1')).toBe(`${hashes('Boats', [[actor, null]])}.nextStepDay:${hashes('2026-02-01')}`);
    expect(importDeal(into, 'Boats', { nextStepDay: null }, [owner])).toBe('changed');
    expect(theDay(into)).toBeNull();
  });
});
