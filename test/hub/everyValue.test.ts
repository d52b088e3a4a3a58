/** Of every column of every table: what no page could show gets no number, and the furthest that the column takes does. */
import { describe, expect, it } from 'vitest';
import { readPayload } from '../../src/hub/payload.ts';
import { productModel } from '../../src/hub/productModel.ts';
import type { SyncedTable } from '../../src/shared/admin/catalog.ts';
import { lastInstant } from '../../src/shared/kernel/day.ts';
import { columnNamed } from '../../src/shared/kernel/table.ts';
import type { Payload } from '../../src/shared/sync/changeSet.ts';
import { factVoid } from '../../src/shared/sync/schema.ts';
import { metaOf } from '../../src/main/core/tableMeta.ts';
import { type Cell, everyCell, fitting, unfitting } from '../support/oddValues.ts';
import { aHub as aHubOn, aWorkspace, change, insert, invited, valueFor } from './hubFixture.ts';
import { storages } from './storages.ts';

const { catalog } = productModel;
const cells = everyCell(catalog);

/** A whole row in which every column has a value, but for `odd`. */
const rowOf = (table: SyncedTable, id: string, odd: Readonly<Record<string, Cell | null>>): Readonly<Record<string, Cell | null>> =>
  Object.fromEntries(
    metaOf(table).payloadNames.map((name) => {
      const column = columnNamed(table, name);
      if (column === undefined) throw new Error(`${table.name} has no ${name}`);
      const value = name === 'id' ? id : name === 'factTable' ? 'deal_value' : column.kind === 'ref' ? 'kari' : valueFor(column);
      return [name, Object.hasOwn(odd, name) ? (odd[name] ?? null) : value];
    }),
  );

const labelOf = (table: SyncedTable, name: string, value: Cell | null): string =>
  `${table.name}.${name} ${JSON.stringify(value).slice(0, 40)}`;

/** Of every column the chosen ones of the values that do not fit it, each in a row made and in a cell written. */
const oddPayloads = (choose: (odd: readonly (Cell | null)[]) => readonly (Cell | null)[]): readonly (readonly [label: string, Payload])[] =>
  cells.flatMap(({ table, name, column }) =>
    choose([...unfitting(column), ...(column.optional ? [] : [null])]).flatMap((value, at): readonly (readonly [string, Payload])[] => [
      [labelOf(table, name, value), insert(table.name, rowOf(table, `odd-${at}`, { [name]: value }))],
      ...(table.sync === 'lww' && name !== 'id'
        ? [[labelOf(table, name, value), change(table.name, 'kari', { [name]: value })] as const]
        : []),
    ]),
  );

it('reads no payload to be numbered in which a value does not fit its column', () => {
  const wrong = oddPayloads((odd) => odd);
  const read = wrong.filter(
    ([, payload]) => readPayload(catalog, JSON.stringify(payload), { pushedUnder: productModel.schema }).type !== 'malformed',
  );
  expect(read.map(([label]) => label)).toEqual([]);
  expect(wrong.length).toBeGreaterThan(4_000);
});

describe.each(storages)('on $kind', ({ open }) => {
  const aHub = async () => aHubOn({ db: await open() });

  it('refuses a value of every column that does not fit, made or written', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    await invited(hub, kari, 'seller', 'Anna');
    const wrong = oddPayloads(([first]) => (first === undefined ? [] : [first]));
    const results = await kari.push(...wrong.map(([, payload]) => kari.write(payload)));
    const taken = results.flatMap((result, at) =>
      result.type === 'refused' && result.refused.reason === 'malformed' ? [] : [wrong[at]?.[0]],
    );
    expect(taken).toEqual([]);
    expect(results.length).toBeGreaterThan(200);
  });

  it('takes the furthest that every column holds', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    await invited(hub, kari, 'seller', 'Anna');
    const far: [label: string, Payload][] = [];
    for (const { table, name, column } of cells.filter(({ table: of }) => of.name !== factVoid.name)) {
      // Whose a row is and what it is about is judged elsewhere: here it is a person who is there.
      const judged = column.kind === 'ref' || column.kind === 'id' || catalog.aboutOf(table).some(({ column: of }) => of === name);
      for (const value of judged ? [] : [...fitting(column), ...(column.optional ? [null] : [])]) {
        far.push([labelOf(table, name, value), insert(table.name, rowOf(table, `edge-${far.length}`, { [name]: value }))]);
      }
    }
    const results = await kari.push(...far.map(([, payload]) => kari.write(payload)));
    const malformed = results.flatMap((result, at) =>
      result.type === 'refused' && result.refused.reason === 'malformed' ? [far[at]?.[0]] : [],
    );
    expect(malformed).toEqual([]);
    expect(far.length).toBeGreaterThan(200);
  });

  it('numbers nothing that says it was recorded beyond the years of this program, and takes what is later than now as a claim', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'manager', 'Anna');
    const deal = (id: string): Payload =>
      insert('deal', rowOf(catalog.synced.get('deal') as SyncedTable, id, { accountId: null, productId: null, contactId: null }));
    const sets = [lastInstant, 0, lastInstant + 1].map((recordedAt) => anna.write(deal(`d-${recordedAt}`), { recordedAt }));
    expect(await anna.push(...sets.slice(0, 2))).toMatchObject([{ type: 'applied' }, { type: 'applied' }]);
    const [, , last] = sets;
    if (last === undefined) throw new Error('nothing was written');
    const { signature: _signature, ...unsigned } = last;
    for (const recordedAt of [lastInstant + 1, 8.64e15, Number.MAX_SAFE_INTEGER, -1]) {
      const answer = await hub.post(
        '/v1/push',
        { epoch: hub.context.epoch, sets: [anna.sealed({ ...unsigned, recordedAt })] },
        anna.access,
      );
      expect(answer, String(recordedAt)).toMatchObject({ status: 400, body: { error: 'malformed' } });
    }
  });

  it('takes a founding log as it was written, whatever its clock said', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const [result] = await kari.push(
      kari.write(insert('deal', rowOf(catalog.synced.get('deal') as SyncedTable, 'd1', { nextStepDay: 'soon' })), {
        actor: 'set-up',
        recordedAt: Number.MAX_SAFE_INTEGER,
      }),
    );
    expect(result).toMatchObject({ type: 'applied' });
  });
});
