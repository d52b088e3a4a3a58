/** The hub knows no record of the product by name: what it does with a table follows from what the table declares. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as admin from '../../src/shared/admin/schema.ts';
import { tables } from '../../src/shared/schema/tables.ts';
import { factVoid } from '../../src/shared/sync/schema.ts';
import { filesBelow, repositoryRoot } from '../support/repository.ts';

/** Who somebody is, an invitation, and what takes back a fact are the hub's own business. */
const own: ReadonlySet<string> = new Set(
  [admin.workspace, admin.person, admin.membership, admin.team, admin.teamMember, factVoid].map(({ name }) => name),
);
/** How a database of an earlier version is brought up to date is said in the words of that version. */
const earlier: ReadonlySet<string> = new Set(['schema.ts deal']);

const folder = join(repositoryRoot, 'src/hub');
const sources = filesBelow(folder).filter((path) => path.endsWith('.ts'));

it('no table of a context stands in its sources', () => {
  const names = tables.map(({ name }) => name).filter((name) => !own.has(name));
  const found = sources.flatMap((path) => {
    const text = readFileSync(join(folder, path), 'utf8');
    return names.filter((name) => new RegExp(`['"\`]${name}['"\`]`, 'u').test(text)).map((name) => `${path} ${name}`);
  });
  expect(found.filter((one) => !earlier.has(one))).toEqual([]);
  expect(sources.length).toBeGreaterThan(20);
});

it('no context is imported but the administration of its people, and the product in one place alone', () => {
  const imports = sources.flatMap((path) =>
    [...readFileSync(join(folder, path), 'utf8').matchAll(/from '\.\.\/shared\/(?<context>\w+)\//gu)].map(
      ({ groups }) => `${path} ${groups?.['context']}`,
    ),
  );
  const rest = imports.filter((one) => !/ (?:admin|sync|kernel|i18n)$/u.test(one));
  expect([...new Set(rest)].toSorted()).toEqual(['productModel.ts pipeline', 'productModel.ts schema']);
});
