/** What the architecture test needs to know of one source file, read from its syntax tree, so that strings and comments cannot deceive it. */
import { parseSync, Visitor } from 'vite';

export type Found = { readonly what: string; readonly line: number };

export type SourceFacts = {
  /** Path from the root of the tree, with forward slashes: `src/shared/kernel/money.ts`. */
  readonly path: string;
  readonly lines: number;
  readonly opensWithComment: boolean;
  /** Static, type-only, re-exported, dynamic and `new URL(…, import.meta.url)` specifiers, as written but without `?query`. */
  readonly imports: readonly Found[];
  /** Dynamic imports whose specifier is computed: nobody can check those. */
  readonly computedImports: readonly Found[];
  /** `export * from`. */
  readonly exportAlls: readonly Found[];
  readonly anys: readonly Found[];
  /** Left-over work notes and comments that silence a checker. */
  readonly notes: readonly Found[];
  readonly silencers: readonly Found[];
  /** Reads of the clock and of randomness. */
  readonly clockReads: readonly Found[];
  /** Uses of what only a process or a window has. */
  readonly worldUses: readonly Found[];
  readonly syntaxErrors: readonly Found[];
};

const clockMembers: ReadonlySet<string> = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'performance.timeOrigin',
  'process.hrtime',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'Temporal.Now',
]);
const clockCalls: ReadonlySet<string> = new Set(['Date', 'randomUUID', 'randomBytes', 'randomInt', 'getRandomValues']);
const worldObjects: ReadonlySet<string> = new Set([
  'process',
  'Buffer',
  'window',
  'navigator',
  'localStorage',
  'sessionStorage',
  'globalThis',
]);
const worldCalls: ReadonlySet<string> = new Set(['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'require']);
const noteWords = /\b(?:TODO|FIXME|XXX|HACK)\b/u;
const silencerWords = /@ts-(?:ignore|expect-error|nocheck)|(?:ox|es)lint-disable|prettier-ignore|oxfmt-ignore/u;

type Node = { readonly type: string; readonly start: number };
type NamedNode = Node & { readonly name?: unknown };

const nameOf = (node: NamedNode): string => (node.type === 'Identifier' && typeof node.name === 'string' ? node.name : '');

const textOf = (node: Node & { readonly value?: unknown }): string | null =>
  node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;

const lineFinder = (text: string): ((offset: number) => number) => {
  const starts = [0, ...[...text.matchAll(/\n/gu)].map((match) => match.index + 1)];
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
};

/** Reads one file of TypeScript, TSX or JavaScript. Never throws on bad syntax: that is a fact too. */
export const readSourceFacts = (path: string, text: string): SourceFacts => {
  const lineOf = lineFinder(text);
  const parsed = parseSync(path, text);
  const lists = {
    imports: [] as Found[],
    computedImports: [] as Found[],
    exportAlls: [] as Found[],
    anys: [] as Found[],
    clockReads: [] as Found[],
    worldUses: [] as Found[],
  };
  const add = (list: keyof typeof lists, what: string, node: Node): void => {
    lists[list].push({ what, line: lineOf(node.start) });
  };
  const addImport = (source: Node & { readonly value?: unknown }, node: Node): void => {
    const specifier = textOf(source);
    if (specifier === null) add('computedImports', text.slice(source.start, source.start + 40), node);
    else add('imports', specifier.replace(/\?.*$/u, ''), node);
  };

  new Visitor({
    ImportDeclaration: (node) => {
      addImport(node.source, node);
    },
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) addImport(node.source, node);
    },
    ExportAllDeclaration: (node) => {
      addImport(node.source, node);
      add('exportAlls', node.source.value, node);
    },
    ImportExpression: (node) => {
      addImport(node.source, node);
    },
    TSImportType: (node) => {
      addImport(node.source, node);
    },
    TSAnyKeyword: (node) => {
      add('anys', 'any', node);
    },
    MemberExpression: (node) => {
      const owner = nameOf(node.object);
      if (owner === '') return;
      const full = `${owner}.${node.computed ? (textOf(node.property) ?? '') : nameOf(node.property)}`;
      if (clockMembers.has(full)) add('clockReads', full, node);
      if (worldObjects.has(owner)) add('worldUses', full, node);
    },
    CallExpression: (node) => {
      const called = nameOf(node.callee);
      if (clockCalls.has(called)) add('clockReads', `${called}()`, node);
      if (worldCalls.has(called)) add('worldUses', `${called}()`, node);
    },
    NewExpression: (node) => {
      const made = nameOf(node.callee);
      if (made === 'Date' && node.arguments.length === 0) add('clockReads', 'new Date()', node);
      const [target, base] = node.arguments;
      const fromHere = base !== undefined && text.slice(base.start, base.end) === 'import.meta.url';
      if (made === 'URL' && fromHere && target !== undefined && textOf(target) !== null) addImport(target, node);
    },
  }).visit(parsed.program);

  const inComments = (words: RegExp): readonly Found[] =>
    parsed.comments.flatMap((comment) => {
      const match = words.exec(comment.value);
      return match === null ? [] : [{ what: match[0], line: lineOf(comment.start) }];
    });

  return {
    path,
    lines: text.replace(/\n$/u, '').split('\n').length,
    opensWithComment: /^(?:#![^\n]*\n)?\/[/*]/u.test(text),
    ...lists,
    notes: inComments(noteWords),
    silencers: inComments(silencerWords),
    syntaxErrors: parsed.errors.map((error) => ({ what: error.message, line: 1 })),
  };
};
