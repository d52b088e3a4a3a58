/** Makes a process run the version of the program after this one: a migration, a table, a column and a choice that this one does not know. */
import { registerHooks } from 'node:module';

/** What the next version's sources say otherwise, by the end of their paths. A source that has changed shape fails loudly. */
const changes: Readonly<Record<string, readonly (readonly [from: RegExp, to: string])[]>> = {
  '/src/shared/schema/migrations/list.ts': [
    [
      /\];\s*$/u,
      `  { name: 'next', statements: [
    'ALTER TABLE deal ADD COLUMN colour TEXT',
    "CREATE TABLE mood (id TEXT PRIMARY KEY NOT NULL, word TEXT, clock BLOB NOT NULL DEFAULT x'', deleted INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID",
  ] },
];
`,
    ],
  ],
  '/src/shared/schema/tables.ts': [
    [
      /export const tables: readonly Table\[\] = contexts\.flatMap\(/u,
      `import { id, optional, text } from '../kernel/column.ts';
import { defineTable } from '../kernel/table.ts';
export const mood = defineTable('mood', { id: id('Mood'), word: optional(text()) }, { sync: 'lww', named: [], read: 'account.read', write: 'account.edit' });
const also: readonly { readonly tables: readonly Table[] }[] = [{ tables: [mood] }, ...contexts];
export const tables: readonly Table[] = also.flatMap(`,
    ],
  ],
  '/src/shared/pipeline/schema.ts': [
    // At the end, as every column that comes: the clocks of a row know its columns by their place.
    [/(export const deal = defineTable\([\s\S]*?)(\n {2}\},\n {2}\{\n {4}sync: 'lww')/u, '$1\n    colour: optional(text({ max: 40 })),$2'],
    [/'hasAccount'\]/u, "'hasAccount', 'hasMood']"],
  ],
};

/** From now on this process loads the next version; what it has loaded already stays as it is. */
export const becomeNextVersion = (): void => {
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      const path = Object.keys(changes).find((end) => url.endsWith(end));
      if (path === undefined || loaded.source === undefined || loaded.source === null) return loaded;
      let source = Buffer.from(loaded.source as Uint8Array).toString('utf8');
      for (const [from, to] of changes[path] ?? []) {
        if (!from.test(source)) throw new Error(`${path} is no longer as the next version was made from: ${String(from)}`);
        source = source.replace(from, to);
      }
      return { ...loaded, source };
    },
  });
};
