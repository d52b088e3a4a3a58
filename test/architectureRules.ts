/** The rules of the source tree: who may import whom, who may touch the world, and how a file looks. */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { Found, SourceFacts } from './sourceFacts.ts';

export type Violation = { readonly rule: RuleName; readonly path: string; readonly line: number; readonly what: string };

/** The layers from the bottom up; `renderer` and `hub` stand beside `main`. */
type Layer = 'shared' | 'platform' | 'main/core' | 'main/contexts' | 'main/app' | 'main/hosts' | 'main/tools' | 'hub' | 'renderer';

const mayImport: Readonly<Record<Layer, readonly Layer[]>> = {
  shared: ['shared'],
  platform: ['shared', 'platform'],
  'main/core': ['shared', 'platform', 'main/core'],
  'main/contexts': ['shared', 'platform', 'main/core', 'main/contexts'],
  // The hub of a device runs in a thread of its own, which the application starts.
  'main/app': ['shared', 'platform', 'main/core', 'main/contexts', 'main/app', 'hub'],
  'main/hosts': ['shared', 'platform', 'main/core', 'main/contexts', 'main/app', 'main/hosts'],
  // What builds and packs the product, and runs it while somebody works on it.
  'main/tools': ['shared', 'platform', 'main/core', 'main/contexts', 'main/app', 'main/hosts', 'main/tools'],
  hub: ['shared', 'platform', 'hub'],
  renderer: ['shared', 'renderer'],
};

/** Left to right: a context imports only what stands left of it. */
const contextOrder = [
  'kernel',
  'sync',
  'admin',
  'drafts',
  'hosting',
  'agreements',
  'accounts',
  'content',
  'campaigns',
  'leads',
  'pipeline',
  'views',
  'meetings',
  'customers',
  'targets',
  'records',
  'search',
  'reports',
  'imports',
  'exports',
  'backups',
];
const engineContexts: readonly string[] = ['kernel', 'sync', 'admin'];
/** What puts the contexts together stands right of all of them. */
const composition = contextOrder.length;

const packages: Readonly<Record<Layer, RegExp>> = {
  shared: /^(?:zod|temporal-polyfill|fractional-indexing)$/u,
  platform:
    /^(?:better-sqlite3|papaparse|chardet|iconv-lite|@e965\/xlsx|@peculiar\/asn1-(?:schema|x509)|playwright-core|@sparticuz\/chromium|temporal-polyfill)$/u,
  'main/core': /^zod$/u,
  'main/contexts': /^(?:zod|papaparse|temporal-polyfill)$/u,
  'main/app': /^zod$/u,
  'main/hosts': /^(?:electron|electron-log|electron-updater|vite|zod)$/u,
  'main/tools': /^(?:electron-builder|@electron\/fuses|vite|zod)$/u,
  hub: /^(?:zod|fastify|pino|pg)$/u,
  renderer:
    /^(?:react|react-dom|recharts|zustand|zod|temporal-polyfill|@mantine\/[a-z]+|@tabler\/icons-react|@tanstack\/react-[a-z]+|@fontsource\/[a-z-]+|@atlaskit\/pragmatic-drag-and-drop[a-z-]*|vite)$/u,
};

/** Texts are put together in one place, so that all hosts say them alike. */
const translator = 'i18next';

/** The engine may hash, name paths and start its worker; files, clock and database are platform's. */
const coreBuiltins: ReadonlySet<string> = new Set([
  'node:crypto',
  'node:path',
  'node:url',
  'node:worker_threads',
  'node:zlib',
  'node:events',
]);

/** The preflight loads the program named on its command line, and the hub of tests the model: that is what they are for. */
const loadsByName: ReadonlySet<string> = new Set(['src/main/hosts/preflight.mjs', 'test/hub/hubProgram.ts']);

const maxLines = 400;
const barrelNames: ReadonlySet<string> = new Set(['contract.ts', 'tables.ts']);

type Place = { readonly layer: Layer; /** Folder below the layer, empty for a file directly in it. */ readonly folder: string };

const placeOf = (path: string): Place | null => {
  const match =
    /^src\/(?<layer>shared|platform|main\/core|main\/contexts|main\/hosts|main\/tools|hub|renderer)\/(?:(?<folder>[^/]+)\/)?[^/]/u.exec(
      path,
    );
  if (match?.groups !== undefined) return { layer: match.groups['layer'] as Layer, folder: match.groups['folder'] ?? '' };
  return /^src\/main\/[^/]+\.ts$/u.test(path) ? { layer: 'main/app', folder: '' } : null;
};

/**
 * A file directly in main/contexts belongs to no context and ranks by what it imports. One that knows no more than the engine does (the
 * type of a handler, with its actor) has no rank: all handlers need it.
 */
const isLoose = (place: Place): boolean => place.layer === 'main/contexts' && place.folder === '';

/** Rank of a file in the order of contexts, -1 for an unknown context; null where that order says nothing. */
const contextRank = (place: Place): number | null => {
  if (place.layer !== 'shared' && place.layer !== 'main/contexts') return null;
  if (isLoose(place) || (place.layer === 'shared' && place.folder === 'i18n')) return null;
  // The sample company furnishes all contexts.
  const isComposition = place.layer === 'shared' ? place.folder === '' || place.folder === 'schema' : place.folder === 'sample';
  return isComposition ? composition : contextOrder.indexOf(place.folder);
};

const isRelative = (specifier: string): boolean => specifier.startsWith('.');
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
const targetOf = (path: string, specifier: string): string => posix.normalize(posix.join(posix.dirname(path), specifier));

type Tree = {
  readonly files: ReadonlySet<string>;
  /** What each file imports of the tree. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** Ranks of the loose files: as far right as what they import. */
  readonly looseRanks: ReadonlyMap<string, number>;
};
type Rule = (facts: SourceFacts, place: Place | null, tree: Tree) => readonly Found[];

const relativeImports = (facts: SourceFacts): readonly (Found & { readonly target: string })[] =>
  facts.imports.filter((found) => isRelative(found.what)).map((found) => ({ ...found, target: targetOf(facts.path, found.what) }));
const outerImports = (facts: SourceFacts): readonly Found[] => facts.imports.filter((found) => !isRelative(found.what));

const sourceOnly =
  (rule: (facts: SourceFacts, place: Place, tree: Tree) => readonly Found[]): Rule =>
  (facts, place, tree) =>
    place === null ? [] : rule(facts, place, tree);

/** Rank of what a file of `layer` imports. The list of all tables is no context to the handlers: each may read any table. */
const rankOf = (target: string, layer: Layer, looseRanks: ReadonlyMap<string, number>): number | null => {
  const to = placeOf(target);
  if (to === null || (layer === 'main/contexts' && to.layer === 'shared' && to.folder === 'schema')) return null;
  return isLoose(to) ? (looseRanks.get(target) ?? null) : contextRank(to);
};

/** Loose files may import each other, so ranks are raised until none changes. */
const rankLoose = (sources: readonly SourceFacts[]): ReadonlyMap<string, number> => {
  const loose = sources.filter(({ path }) => /^src\/main\/contexts\/[^/]+$/u.test(path));
  const ranks = new Map<string, number>();
  for (let isSettled = false; !isSettled;) {
    isSettled = true;
    for (const facts of loose) {
      const rank = Math.max(-1, ...relativeImports(facts).map(({ target }) => rankOf(target, 'main/contexts', ranks) ?? -1));
      if (rank >= engineContexts.length && rank > (ranks.get(facts.path) ?? -1)) {
        ranks.set(facts.path, rank);
        isSettled = false;
      }
    }
  }
  return ranks;
};

/** Whether one comes from a file back to another by imports alone; types count too, as a reader follows them. */
const leadsTo = (tree: Tree, from: string, to: string): boolean => {
  const seen = new Set<string>();
  for (let next = [from]; next.length > 0;) {
    if (next.includes(to)) return true;
    for (const path of next) seen.add(path);
    next = [...new Set(next.flatMap((path) => tree.imports.get(path) ?? []))].filter((path) => !seen.has(path));
  }
  return false;
};

const rules = {
  'known-place': (facts, place) => {
    if (!facts.path.startsWith('src/')) return [];
    const known = place !== null && contextRank(place) !== -1;
    return known ? [] : [{ what: 'no such layer or context', line: 1 }];
  },
  'import-exists': (facts, _place, tree) => relativeImports(facts).filter((found) => !tree.files.has(found.target)),
  'no-circle': sourceOnly((facts, _place, tree) => relativeImports(facts).filter(({ target }) => leadsTo(tree, target, facts.path))),
  'import-readable': (facts) => (loadsByName.has(facts.path) ? [] : facts.computedImports),
  'layer-order': sourceOnly((facts, place) =>
    relativeImports(facts).filter(({ target }) => {
      const to = placeOf(target);
      return to === null ? !target.startsWith('src/') : !mayImport[place.layer].includes(to.layer);
    }),
  ),
  'context-order': sourceOnly((facts, place, tree) => {
    const from = contextRank(place);
    if (from === null) return [];
    return relativeImports(facts)
      .filter(({ target }) => (rankOf(target, place.layer, tree.looseRanks) ?? -1) > from)
      .map(({ what, line }) => ({ what: `${what}: ${place.folder} may not need what stands right of it`, line }));
  }),
  'words-stand-alone': sourceOnly((facts, place) =>
    relativeImports(facts).filter(({ target }) => {
      const to = placeOf(target);
      if (to?.layer !== 'shared') return false;
      // Words may know the kernel; rules, tables and the engine may not know words.
      if (place.layer === 'shared' && place.folder === 'i18n') return to.folder !== 'i18n' && to.folder !== 'kernel';
      return to.folder === 'i18n' && (place.layer === 'shared' || place.layer === 'main/core' || place.layer === 'platform');
    }),
  ),
  'engine-without-business': sourceOnly((facts, place) => {
    if (place.layer !== 'main/core' && place.layer !== 'platform') return [];
    return relativeImports(facts).filter(({ target }) => {
      const to = placeOf(target);
      return to?.layer === 'shared' && contextOrder.includes(to.folder) && !engineContexts.includes(to.folder);
    });
  }),
  'plain-controls': sourceOnly((facts, place) =>
    place.layer !== 'renderer' || place.folder !== 'ui'
      ? []
      : relativeImports(facts).filter(({ target }) => {
          const to = placeOf(target);
          return to?.layer === 'renderer' ? to.folder !== 'ui' && to.folder !== 'app' : to?.folder !== 'kernel' && to?.folder !== 'i18n';
        }),
  ),
  'builtin-allowed': sourceOnly((facts, place) =>
    outerImports(facts).filter(({ what }) => {
      if (!isBuiltin(what)) return false;
      if (place.layer === 'main/core') return !coreBuiltins.has(what);
      return place.layer === 'shared' || place.layer === 'renderer' || place.layer === 'main/contexts' || !what.startsWith('node:');
    }),
  ),
  'package-allowed': sourceOnly((facts, place) =>
    outerImports(facts).filter(({ what }) => {
      if (isBuiltin(what)) return false;
      if (/^electron(?:-log|-updater)?$/u.test(packageOf(what))) return place.layer !== 'main/hosts' || place.folder !== 'electron';
      if (packageOf(what) === translator) return place.layer !== 'shared' || place.folder !== 'i18n';
      return !packages[place.layer].test(packageOf(what));
    }),
  ),
  'pure-shared': sourceOnly((facts, place) => (place.layer === 'shared' ? facts.worldUses : [])),
  'clock-and-chance': sourceOnly((facts, place) => (place.layer === 'platform' ? [] : facts.clockReads)),
  'no-barrel': sourceOnly((facts) => (barrelNames.has(posix.basename(facts.path)) ? [] : facts.exportAlls)),
  'no-any': (facts) => facts.anys,
  'no-left-over-note': (facts) => facts.notes,
  'no-silenced-check': (facts) => facts.silencers,
  'opening-comment': (facts) => (facts.opensWithComment ? [] : [{ what: 'no comment says what this module is', line: 1 }]),
  'file-length': (facts) => (facts.lines <= maxLines ? [] : [{ what: `${facts.lines} lines`, line: facts.lines }]),
  'file-parses': (facts) => facts.syntaxErrors,
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof rules;
export const ruleNames = Object.keys(rules) as readonly RuleName[];

/** All violations in a tree. `allPaths` are the paths that an import may point to (style sheets, pictures and all). */
export const checkArchitecture = (sources: readonly SourceFacts[], allPaths: readonly string[]): readonly Violation[] => {
  const tree: Tree = {
    files: new Set(allPaths),
    imports: new Map(sources.map((facts) => [facts.path, relativeImports(facts).map(({ target }) => target)])),
    looseRanks: rankLoose(sources),
  };
  return sources.flatMap((facts) => {
    const place = placeOf(facts.path);
    return ruleNames.flatMap((rule) => rules[rule](facts, place, tree).map(({ what, line }) => ({ rule, path: facts.path, line, what })));
  });
};
