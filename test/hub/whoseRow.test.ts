/** Whose row it is, judged by the row: over every table, what is there is never made otherwise, by whoever remembers or guesses its id. */
import { describe, expect, it } from 'vitest';
import type { SyncedTable } from '../../src/shared/admin/catalog.ts';
import { columnNamed } from '../../src/shared/kernel/table.ts';
import { deletedCell, type Payload, type PayloadValue } from '../../src/shared/sync/changeSet.ts';
import { model } from '../support/ownModel.ts';
import { aFollower, differences, rowsOfHub, unlike } from './followers.ts';
import {
  aHub as aHubOn,
  aWorkspace,
  bare,
  change,
  insert,
  invited,
  ownedBy,
  type TestDevice,
  type TestHub,
  together,
  valueFor,
  whileFounding,
} from './hubFixture.ts';
import { storages } from './storages.ts';

const tables = [...model.catalog.synced.values()];
const happened = { happenedAt: 1, happenedDay: '2026-11-21' };
const early = { actor: 'set-up', recordedAt: 1 };

type Row = Readonly<Record<string, PayloadValue>>;

/** Records that rows of the tables are about: everybody sees the account, Bo's deal and plan are hidden from other sellers. */
const about: Readonly<Record<string, string>> = {
  Person: 'bo',
  Account: 'account-1',
  Deal: 'deal-1',
  Plan: 'plan-1',
  PlanStep: 'plan_step-1',
  Team: 'team-1',
  Stage: 'stage-1',
  Product: 'product-1',
  ImportBatch: 'import_batch-1',
  Owned: 'deal-1',
};

/** A row of a table that says something in each of its columns; `salt` makes another of it. */
const rowOf = ({ name, columns, sync }: SyncedTable, id: string, salt: string): Row => {
  const cells = Object.entries(columns).map(([column, declared]): [string, PayloadValue] => {
    if (declared.kind === 'id') return [column, id];
    if (name === 'fact_void') return [column, column === 'factTable' ? 'stage_move' : 'stage_move-1'];
    if (name === 'membership') return [column, { personId: 'bo', access: 'seller', function: 'sales', position: 'none' }[column] ?? null];
    if (name === 'ownership') return [column, { recordId: 'deal-1', role: 'owner', personId: 'bo' }[column] ?? null];
    if (declared.to !== undefined) return [column, about[declared.to] ?? 'x'];
    return [column, valueFor(declared, salt)];
  });
  return { ...Object.fromEntries(cells), ...(sync === 'fact' ? happened : {}) };
};

/** Every other value that one cell of a row may get: another one that fits, nothing, and the neutral value. */
const others = (table: SyncedTable, row: Row): readonly Row[] =>
  Object.keys(row).flatMap((name) => {
    const column = columnNamed(table, name);
    if (column === undefined || column.kind === 'id') return [];
    const choice = column.choices?.find((one) => one !== row[name]);
    const again =
      column.kind === 'day' ? '2026-11-22' : column.kind === 'currency' ? 'SEK' : (choice ?? (typeof row[name] === 'number' ? 1 : 'other'));
    const values = [again, ...(column.optional ? [null] : [column.neutral])];
    return values.filter((value) => value !== row[name]).map((value) => ({ ...row, [name]: value }));
  });

const answers = async (device: TestDevice, ...payloads: readonly Payload[]): Promise<readonly string[]> => {
  const words: string[] = [];
  for (let at = 0; at < payloads.length; at += 50)
    for (const result of await device.push(...payloads.slice(at, at + 50).map((payload) => device.write(payload))))
      words.push(result.type === 'refused' ? result.refused.reason : result.type);
  return words;
};

describe.each(storages)('on $kind', ({ open }) => {
  const aWorld = async () => {
    const hub = await aHubOn({ db: await open(), model });
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const first = new Map(tables.map((table) => [table.name, rowOf(table, `${table.name}-1`, '1')]));
    const rows = together(
      ...tables.map(({ name }) => bare(name, first.get(name) ?? {})),
      ownedBy('o-plan-1', 'plan-1', 'bo'),
      insert('membership', { ...first.get('membership'), id: 'm-ceo', personId: 'kari', access: 'admin', position: 'ceo' }),
    );
    expect(await whileFounding(hub, () => kari.push(kari.write(rows, early)))).toMatchObject([{ type: 'applied' }]);
    hub.ports.clock.advance(1_000);
    return { hub, kari, anna, first, follower: aFollower(hub, kari) };
  };

  /** Pushes sets and expects that not a row of the hub or of a device that sees everything is another one afterwards. */
  const changesNothing = async (
    { hub, kari, follower }: { readonly hub: TestHub; readonly kari: TestDevice; readonly follower: ReturnType<typeof aFollower> },
    push: () => Promise<void>,
  ): Promise<void> => {
    const before = await rowsOfHub(hub, kari.workspace);
    await push();
    expect(unlike(before, await rowsOfHub(hub, kari.workspace))).toEqual([]);
    expect(await differences(hub, kari.workspace, follower)).toEqual([]);
  };

  it('a row that is there is made otherwise by nobody, in no cell, whatever is left out or said before its time', async () => {
    const world = await aWorld();
    const { hub, kari, anna, first } = world;
    for (const who of [anna, kari])
      await changesNothing(world, async () => {
        for (const table of tables) {
          const row = first.get(table.name) ?? {};
          const { happenedAt: _at, happenedDay: _day, ...undated } = row;
          const tries = [
            ...(who === kari ? others(table, row).map((other) => bare(table.name, other)) : []),
            ...Object.keys(row).map((left) => bare(table.name, Object.fromEntries(Object.entries(row).filter(([name]) => name !== left)))),
            bare(table.name, undated),
            bare(table.name, { id: row['id'] ?? null }),
          ].filter(({ i }) => JSON.stringify(i) !== JSON.stringify(bare(table.name, row).i));
          const said = await answers(who, ...tries);
          expect([table.name, said.filter((word) => word === 'applied')]).toEqual([table.name, []]);
        }
      });
    // Under a stamp that is older than the row.
    await changesNothing(world, async () => {
      for (const table of tables) {
        const row = first.get(table.name) ?? {};
        const results = await anna.push(...others(table, row).map((other) => anna.write(bare(table.name, other), { hlc: '1' })));
        expect([table.name, results.filter(({ type }) => type !== 'refused')]).toEqual([table.name, []]);
      }
    });
    expect(hub.ports.defects).toEqual([]);
  });

  it('the same row again changes nothing, also not the trash; who may not see it is told what anybody is told who guessed wrong', async () => {
    const world = await aWorld();
    const { hub, kari, anna, first, follower } = world;
    const trashed = tables.filter(({ sync, name }) => sync === 'lww' && name !== 'workspace');
    const cells = trashed.map(({ name }) => change(name, `${name}-1`, { [deletedCell]: 1 }));
    expect(await whileFounding(hub, () => kari.push(kari.write(together(...cells), early)))).toMatchObject([{ type: 'applied' }]);
    await changesNothing(world, async () => {
      const again = tables.map(({ name }) => bare(name, first.get(name) ?? {}));
      expect(new Set(await answers(kari, ...again))).toEqual(new Set(['applied']));
      const said = await answers(anna, ...again);
      const hidden = tables.flatMap(({ name }, at) => (said[at] === 'applied' ? [] : [`${name} ${said[at]}`]));
      expect(hidden.toSorted()).toEqual(
        [
          'activity',
          'deal',
          'deal_credit',
          'deal_value',
          'external_ref',
          'fact_void',
          'import_batch',
          'import_decision',
          'import_mapping',
          'import_problem',
          'ownership',
          'payslip',
          'plan',
          'plan_remark',
          'plan_step',
          'stage_move',
          'verdict',
        ].map((name) => `${name} malformed`),
      );
    });
    expect(follower.store.db.prepare('SELECT deleted FROM account').all([])).toEqual([{ deleted: 1 }]);
    expect(hub.ports.defects).toEqual([]);
  });

  it('what has been written to since is held to how it was made first', async () => {
    const { hub, kari, first, follower } = await aWorld();
    const row = first.get('account') ?? {};
    const edited = change('account', 'account-1', { name: 'Later', orgNumber: '2' });
    expect(await answers(kari, edited, bare('account', row), bare('account', { ...row, name: 'Later', orgNumber: '2' }))).toEqual([
      'applied',
      'applied',
      'malformed',
    ]);
    // An older program knew no column that came later: it holds what every store gives it.
    const older = Object.fromEntries(Object.entries({ ...row, id: 'account-2' }).filter(([name]) => name !== 'mergedInto'));
    expect(await answers(kari, bare('account', older), bare('account', { ...older, mergedInto: null }))).toEqual(['applied', 'applied']);
    expect(await differences(hub, kari.workspace, follower)).toEqual([]);
  });

  it('a row is made with every column of the version that its set names, and with those it is judged by whatever the version', async () => {
    const { hub, kari } = await aWorld();
    const said = new Map<string, readonly string[]>();
    for (const table of tables) {
      const whole = rowOf(table, `${table.name}-2`, '2');
      const without = Object.keys(whole).map((left) => Object.fromEntries(Object.entries(whole).filter(([name]) => name !== left)));
      const asked = model.catalog.requiredColumns(table, 1);
      const results = await answers(kari, ...without.map((row) => bare(table.name, row)));
      said.set(
        table.name,
        Object.keys(whole).filter((name, at) => asked.includes(name) && results[at] !== 'malformed'),
      );
    }
    expect([...said].filter(([, taken]) => taken.length > 0)).toEqual([]);
    expect(hub.ports.defects).toEqual([]);
  });

  it('a teammate’s deal, a hidden one and what is remembered of it stay as they are, whatever their ids are named with', async () => {
    const world = await aWorld();
    const { anna } = world;
    const note = { accountId: 'account-1', contactId: null, kind: 'note', team: 'sales', authorId: anna.person, body: 'x', happenedAt: 1 };
    expect(
      await answers(anna, insert('activity', { id: 'own', ...note, dealId: null }), insert('deal', { id: 'mine', title: 'Mine' })),
    ).toEqual(['applied', 'applied']);
    const worth = { amountMinor: null, currency: null, expectedClose: null, estimate: 0, monthlyMinor: null, termMonths: null };
    await changesNothing(world, async () => {
      const tries: readonly Payload[] = [
        // The amount to nothing, the deal to nobody, the owner to oneself.
        insert('deal_value', { id: 'deal_value-1', dealId: 'deal-1', ...worth, ...happened }),
        bare('deal_value', { id: 'deal_value-1', dealId: 'deal-1' }),
        ownedBy('ownership-1', 'deal-1', null),
        ownedBy('ownership-1', 'deal-1', anna.person),
        bare('ownership', { id: 'ownership-1', recordId: 'deal-1', role: 'owner' }),
        ownedBy('o-new', 'deal-1', anna.person, 9),
        // The own entry onto a hidden deal, and in another's name.
        insert('activity', { id: 'own', ...note, dealId: 'deal-1' }),
        insert('activity', { id: 'own', ...note, authorId: 'bo' }),
        change('activity', 'own', { dealId: 'deal-1' }),
        change('activity', 'own', { authorId: 'bo' }),
        insert('activity', { id: 'other', ...note, dealId: 'deal-1' }),
        // What is one's own said of what is another's, in one set with it.
        together(insert('deal_value', { id: 'v-mine', dealId: 'mine', ...worth, ...happened }), change('deal', 'deal-1', { title: 'x' })),
        together(insert('deal', { id: 'deal-1', title: 'Made by me' }), change('deal', 'deal-1', { title: 'x' })),
        together(ownedBy('o-1', 'deal-1', anna.person, 9), change('deal', 'deal-1', { title: 'x' })),
        // Facts of it that one remembers.
        ...['deal_value', 'stage_move', 'deal_credit', 'ownership'].map((name) =>
          insert('fact_void', { id: `v-${name}`, factTable: name, factId: `${name}-1`, ...happened }),
        ),
        insert('fact_void', { id: 'v-void', factTable: 'fact_void', factId: 'fact_void-1', ...happened }),
        change('account', 'account-1', { mergedInto: null }),
        change('account', 'account-1', { mergedInto: 'account-9', name: 'x' }),
      ];
      expect((await answers(anna, ...tries)).filter((word) => word === 'applied')).toEqual([]);
    });
  });

  it('what a column of a row gives to somebody reaches them when it is changed, and nobody else', async () => {
    const { hub, kari, anna, follower } = await aWorld();
    const slip = (id: string, personId: string) => insert('payslip', { id, personId, amount: 1 });
    expect(await answers(kari, slip('hers', anna.person), slip('his', 'bo'))).toEqual(['applied', 'applied']);
    expect(await answers(kari, change('payslip', 'hers', { amount: 2 }), change('payslip', 'his', { amount: 2 }))).toEqual([
      'applied',
      'applied',
    ]);
    const own = aFollower(hub, anna);
    await own.pull();
    const amounts = ({ store }: typeof own) => store.db.prepare("SELECT id, amount FROM payslip WHERE id LIKE 'h%' ORDER BY id").all([]);
    expect(amounts(own)).toEqual([{ id: 'hers', amount: 2 }]);
    expect(await differences(hub, kari.workspace, follower)).toEqual([]);
    expect(amounts(follower)).toHaveLength(2);
  });

  it('who has given a record away writes to it no more, also not by a void that is taken back or was written before', async () => {
    const world = await aWorld();
    const { anna } = world;
    const voiding = (id: string, factTable: string, factId: string, at: number) =>
      insert('fact_void', { id, factTable, factId, happenedAt: at, happenedDay: '2026-11-21' });
    const mine = together(insert('deal', { id: 'mine', title: 'Mine' }), ownedBy('o-mine', 'mine', anna.person));
    expect(
      await answers(
        anna,
        mine,
        ownedBy('o-give', 'mine', 'bo', 2),
        voiding('v1', 'ownership', 'o-give', 3),
        voiding('v2', 'fact_void', 'v1', 4),
      ),
    ).toEqual(['applied', 'applied', 'applied', 'applied']);
    await changesNothing(world, async () => {
      const edit = change('deal', 'mine', { title: 'Still mine' });
      const tries = [
        edit,
        together(voiding('v1', 'ownership', 'o-give', 3), edit),
        together(voiding('v3', 'ownership', 'o-give', 5), voiding('v4', 'fact_void', 'v3', 6), edit),
        together(voiding('v4', 'fact_void', 'v3', 6), voiding('v3', 'ownership', 'o-give', 5), edit),
      ];
      expect((await answers(anna, ...tries)).filter((word) => word === 'applied')).toEqual([]);
    });
    expect(await answers(anna, together(voiding('v5', 'ownership', 'o-give', 7), change('deal', 'mine', { title: 'Mine again' })))).toEqual(
      ['applied'],
    );
  });
});
