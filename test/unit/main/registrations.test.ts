/** Registrations of contexts: the compiler and the start of the program refuse what two declare and what nobody answers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { describe, expect, expectTypeOf, it, onTestFinished } from 'vitest';
import { answersFrom, answersOf } from '../../../src/main/appEntries.ts';
import { type AnswersOf, register } from '../../../src/main/contexts/context.ts';
import { recordContexts as answering } from '../../../src/main/contexts/records.ts';
import { derivations } from '../../../src/main/contexts/openWorkspace.ts';
import { actions } from '../../../src/shared/admin/policy.ts';
import { entries } from '../../../src/shared/contract.ts';
import { importKinds, inOrderOfImport, kindParts, kinds, recordKinds } from '../../../src/shared/imports/kinds.ts';
import { defineContext, entriesOf } from '../../../src/shared/kernel/context.ts';
import { can, command, errors, hostTask, output, query, task } from '../../../src/shared/kernel/contract.ts';
import type { Report } from '../../../src/shared/kernel/report.ts';
import { ok } from '../../../src/shared/kernel/result.ts';
import { joined } from '../../../src/shared/kernel/unlike.ts';
import { pipelinePrinted } from '../../../src/shared/reports/pipelineContract.ts';
import { recordContexts } from '../../../src/shared/records/list.ts';
import { reports } from '../../../src/shared/reports/reports.ts';
import { tables } from '../../../src/shared/schema/tables.ts';
import { filesBelow, repositoryRoot } from '../../support/repository.ts';
import { newStore } from '../../support/stores.ts';
import { tempDir } from '../../support/tempDir.ts';

const parts = { input: z.strictObject({}), output: output<null>(), allow: can('workspace.read') };
const tides = {
  note: command('tides.note', parts),
  tides: query('tides.list', { ...parts, reads: ['workspace'] }),
  fetch: task('tides.fetch', parts),
  ring: hostTask('tides.ring', { ...parts, errors: errors<{ readonly type: 'NoBell' }>(), otherwise: { type: 'NoBell' } }),
};
const store = { note: () => ok(null), tides: () => ok(null) };
const runners = { fetch: async () => ok(null) };
const context = register(defineContext('tides', { contract: tides }), { contract: { store, task: runners } });
const aStore = () => {
  const opened = newStore(tempDir());
  onTestFinished(opened.close);
  return opened;
};

it('every entry of the product is answered once: by the store, a runner, the exports or the host', () => {
  const answers = answersOf(aStore());
  for (const { name, by } of entries) {
    const answer = answers.get(name);
    expect(answer === undefined ? 'host' : 'handler' in answer ? 'store' : by === 'sheet' ? 'sheet' : 'task', name).toBe(by);
  }
});

it('every derived table has one fold', () => {
  const derived = tables.filter(({ sync }) => sync === 'derived').map(({ name }) => name);
  expect(derivations.map(({ table }) => table.name).toSorted()).toEqual(derived.toSorted());
});

it('every table that a context declares is registered by it', () => {
  const declared = filesBelow(join(repositoryRoot, 'src/shared'))
    .filter((path) => path.endsWith('/schema.ts'))
    .flatMap((path) => [...readFileSync(join(repositoryRoot, 'src/shared', path), 'utf8').matchAll(/defineTable\(\s*'(\w+)'/gu)])
    .map(([, name = '']) => name);
  expect(tables.map(({ name }) => name).toSorted()).toEqual(declared.toSorted());
});

it('every context of records is registered on both sides, in the same order', () => {
  expect(answering.map(({ name }) => name)).toEqual(recordContexts.map(({ name }) => name));
});

it('a report without a permission, or that cannot be looked back in, does not compile', () => {
  const { allow: _allow, ...open } = pipelinePrinted;
  expectTypeOf(pipelinePrinted).toExtend<Report>();
  expectTypeOf(open).not.toExtend<Report>();
  expectTypeOf({ ...pipelinePrinted, parameters: {} }).not.toExtend<Report>();
  expect(Object.values(reports).map(({ allow }) => actions.find((action) => action === allow.action))).not.toContain(undefined);
});

describe('every kind of import', () => {
  it('comes after what it refers to', () => {
    expect([...importKinds].toSorted()).toEqual(Object.keys(kinds).toSorted());
    for (const [at, kind] of importKinds.entries())
      expect(
        importKinds.slice(at + 1).filter((later) => kindParts(kind).refersTo.includes(later)),
        kind,
      ).toEqual([]);
    const records = ['managers', 'people', 'teams', 'accounts', 'products', 'contacts', 'stages', 'deals', 'activities'];
    expect(recordKinds.filter((kind) => records.includes(kind))).toEqual(records);
    const waiting = { deals: { ...kinds.deals, refersTo: ['activities'] }, activities: kinds.activities };
    expect(() => inOrderOfImport(waiting)).toThrow('the kinds of import deals, activities wait for each other');
    expect(() => inOrderOfImport({ contacts: kinds.contacts })).toThrow(
      'the kind of import contacts refers to accounts, which no kind makes',
    );
  });

  it('needs fields that it has, and makes records and fills tables', () => {
    for (const kind of importKinds) {
      const { needs, fields, fills, makes } = kindParts(kind);
      expect(fields, kind).toEqual(expect.arrayContaining([...needs]));
      expect([fills.length, makes.length], kind).not.toContain(0);
    }
  });
});

it('a module of a contract asks for a handler or a runner for each of its entries, and for none that is its host’s', () => {
  type Answers = AnswersOf<typeof tides>;
  expectTypeOf<{ readonly store: typeof store; readonly task: typeof runners }>().toExtend<Answers>();
  expectTypeOf<{ readonly store: Pick<typeof store, 'note'>; readonly task: typeof runners }>().not.toExtend<Answers>();
  expectTypeOf<{ readonly store: typeof store }>().not.toExtend<Answers>();
  expectTypeOf<keyof Answers['task']>().toEqualTypeOf<'fetch'>();
  expect(context.answers(aStore()).map(({ entry }) => entry.name)).toEqual(['tides.note', 'tides.list', 'tides.fetch']);
});

describe('refused in words', () => {
  const all = Object.values(tides);

  it('an entry that nobody answers', () => {
    expect(() => answersFrom([], all, aStore())).toThrow('nobody answers tides.note');
  });

  it('an entry that two contexts answer', () => {
    expect(() => answersFrom([context, context], all, aStore())).toThrow('tides.note is answered twice');
  });

  it('an entry of the host that a context answers too', () => {
    const ringing = { name: 'bells', sheets: [], answers: () => [{ entry: tides.ring, runner: async () => ok(null) }] };
    expect(() => answersFrom([context, ringing], all, aStore())).toThrow('tides.ring is its host');
  });

  it('an answer to what the contract does not name', () => {
    // The compiler sees it where it is written out, not in what was put together before.
    const more = { ...store, ebb: () => ok(null) };
    const answered = register(defineContext('tides', { contract: tides }), { contract: { store: more, task: runners } });
    expect(() => answered.answers(aStore())).toThrow('tides answers ebb, which its contract does not name');
  });

  it('two entries of one name', () => {
    expect(() => entriesOf([defineContext('tides', { contract: tides }), defineContext('more', { again: { ebb: tides.note } })])).toThrow(
      'two entries of the contract are called tides.note',
    );
  });

  it('what two contexts declare under one key', () => {
    expect(joined('the kind', { tide: 1 }, { wave: 2 })).toEqual({ tide: 1, wave: 2 });
    expect(() => joined('the kind', { tide: 1 }, { tide: 2 })).toThrow('the kind tide is declared twice');
  });
});
