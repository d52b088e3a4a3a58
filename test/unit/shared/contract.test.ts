/** The whole contract: names, permissions, tables and texts of every entry fit together. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeActionsOf } from '../../../src/shared/admin/catalog.ts';
import { actions } from '../../../src/shared/admin/policy.ts';
import { entries, entryByName } from '../../../src/shared/contract.ts';
import { catalog } from '../../../src/shared/schema/catalog.ts';
import { tableByName } from '../../../src/shared/schema/tables.ts';

/** An input that is one of several, such as what is chosen of each report, is all of these. */
const formsOf = (input: z.ZodType): readonly z.ZodType[] =>
  input instanceof z.ZodDiscriminatedUnion ? input.options.flatMap((option) => (option instanceof z.ZodType ? [option] : [])) : [input];

describe('every contract entry', () => {
  it('has a name of its own, context and verb', () => {
    expect(entries.length).toBeGreaterThan(40);
    expect(entries.map(({ name }) => name).filter((name) => !/^[a-z]+\.[a-z][a-zA-Z]*$/.test(name))).toEqual([]);
    expect(entryByName.size).toBe(entries.length);
  });

  it('asks for an action that the policy knows', () => {
    const known: readonly string[] = actions;
    const asked = ({ action, or }: (typeof entries)[number]['allow']): readonly string[] => [action, ...or];
    expect(entries.filter(({ allow }) => !asked(allow).every((action) => known.includes(action))).map(({ name }) => name)).toEqual([]);
  });

  it('uses every action that the policy names, but those of what comes next', () => {
    const asked = entries.flatMap(({ allow: { action, or } }) => [action, ...or]);
    const judged = [...catalog.synced.values()].flatMap(({ facets }) => [facets.read, ...writeActionsOf(facets)]);
    const used = new Set<string>([...asked, ...judged]);
    expect(actions.filter((action) => !used.has(action))).toEqual([
      'import.campaigns',
      'campaign.edit',
      'content.edit',
      'cost.read',
      'agreement.sign',
      'pay.read',
    ]);
  });

  it('that is a query names tables that exist, so that its answer can grow old', () => {
    const reads = entries.flatMap((entry) => (entry.kind === 'query' ? entry.reads.map((table) => ({ name: entry.name, table })) : []));
    expect(reads.length).toBeGreaterThan(20);
    expect(reads.filter(({ table }) => !['*', 'change_set', 'hub_link'].includes(table) && !tableByName.has(table))).toEqual([]);
    expect(entries.filter((entry) => entry.kind === 'query' && entry.reads.length === 0).map(({ name }) => name)).toEqual([]);
  });

  it('refuses fields that it does not know, and everything that is no object', () => {
    const forms = entries.flatMap(({ name, input }) => formsOf(input).map((form) => ({ name, input: form })));
    for (const { name, input } of forms) {
      for (const sent of [null, 'x', 7, [], undefined])
        expect(input.safeParse(sent).success, `${name} ${JSON.stringify(sent)}`).toBe(false);
      const extra = input.safeParse({ notAField: 1 });
      expect(extra.success ? [] : extra.error.issues.map(({ code }) => code), name).toContain('unrecognized_keys');
    }
  });
});
