/** Finds our stage for a foreign stage name; a name that nobody knows becomes an open stage of its own. */
import { cut } from '../../../shared/kernel/column.ts';
import { rawText } from '../../../shared/i18n/dictionary.ts';
import { languages } from '../../../shared/i18n/languages.ts';
import { nameKey } from '../../../shared/imports/cells.ts';
import { defaultStageProbability, lostWords, type Mapping, stageProbabilities, wonWords } from '../../../shared/imports/mapping.ts';
import { meantBy } from '../../../shared/imports/problems.ts';
import { nearest } from '../../../shared/imports/similarity.ts';
import { type StageKind, stage } from '../../../shared/pipeline/schema.ts';
import type { StageRow } from './importState.ts';
import { apply, type Run } from './run.ts';
import type { RowView } from './rowView.ts';

export type FoundStage = { readonly id: string; readonly kind: StageKind };

export type StageFinder = {
  /** The stage a cell names; it is made when there is none. */
  readonly find: (row: RowView, text: string) => FoundStage;
  /** The stage of that name or seed key, or null. */
  readonly named: (name: string) => FoundStage | null;
};

const byName = (run: Run, name: string): StageRow | null => {
  const key = nameKey(name);
  const isSeeded = ({ seedKey }: StageRow): boolean => seedKey !== null && seededNames(seedKey).some((known) => nameKey(known) === key);
  const among = (stages: readonly StageRow[]): StageRow | undefined =>
    stages.find((known) => known.seedKey === name || nameKey(known.name) === key) ?? stages.find(isSeeded);
  const { stages, putAway } = run.state;
  return among(stages) ?? bringBack(run, among(putAway)) ?? null;
};

/** Out of the trash, as part of the batch, for whoever names it again. */
const bringBack = (run: Run, found: StageRow | undefined): StageRow | undefined => {
  if (found === undefined) return undefined;
  run.sink.restore(stage, found.id);
  run.state.putAway = run.state.putAway.filter(({ id }) => id !== found.id);
  run.state.stages = inOrder([...run.state.stages, found]);
  return found;
};

const inOrder = (stages: readonly StageRow[]): StageRow[] => stages.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

/** What came with the product is called in each language: its name stands in the files of whoever reads it so. */
export const seededNames = (seedKey: string): readonly string[] =>
  languages.flatMap((language) => rawText(language, `seeds.${seedKey}`) ?? []);

/** Behind all open stages of the same or a lower probability, so that the board reads from left to right. */
const positionFor = (stages: readonly StageRow[], probabilityBp: number): number => {
  const before = stages.filter((known) => known.kind === 'open' && known.probabilityBp <= probabilityBp);
  const next = stages.find((known) => known.kind !== 'open' || known.probabilityBp > probabilityBp);
  const last = before.at(-1)?.position ?? -1;
  return Math.max(0, Math.min(last + 1, next?.position ?? last + 1));
};

const create = (run: Run, row: RowView, text: string, kind: StageKind): FoundStage => {
  const probabilityBp = kind === 'won' ? 10_000 : kind === 'lost' ? 0 : (stageProbabilities[nameKey(text)] ?? defaultStageProbability);
  const name = cut(stage.columns.name, text);
  const position = positionFor(run.state.stages, probabilityBp);
  const id = apply(run, row, {
    kind: 'stages',
    bucket: 'stages',
    key: text,
    table: stage,
    fields: { name },
    defaults: { position, kind, probabilityBp },
    groups: [],
    existing: null,
  });
  run.state.stages = inOrder([...run.state.stages, { id, name, seedKey: null, position, kind, probabilityBp }]);
  return { id, kind };
};

export const createStageFinder = (run: Run, mapping: Mapping): StageFinder => {
  const found = new Map<string, FoundStage>();
  const closed = (key: string): StageKind | null => (wonWords.includes(key) ? 'won' : lostWords.includes(key) ? 'lost' : null);
  const ofKind = (kind: StageKind): StageRow | null => run.state.stages.find((known) => known.kind === kind) ?? null;

  const search = (row: RowView, text: string): FoundStage => {
    const decided = meantBy(run.book.decisionFor('stageCreated', text) ?? '');
    const meant = decided ?? mapping.stages?.[text] ?? null;
    const named = meant === null ? null : byName(run, meant);
    if (named !== null) {
      const made = run.state.refs.stages.get(text)?.recordId ?? named.id;
      if (decided !== null) row.raiseAbout('stageCreated', 'stage', text, named.name, made);
      return named;
    }
    const kind = closed(nameKey(meant ?? text)) ?? closed(nameKey(text).replaceAll(/[^\p{L} ]/gu, ''));
    const known = run.state.refs.stages.get(text)?.recordId;
    const similar = nearest(
      text,
      run.state.stages.filter((one) => one.id !== known).map(({ name }) => name),
    );
    const made = run.state.stages.find((one) => one.id === known);
    const here = made ?? byName(run, text) ?? (kind === null ? null : ofKind(kind));
    const stageHere = here ?? create(run, row, text, kind ?? 'open');
    // Named again by every import until somebody decides: the stage is one that the import made.
    if (made !== undefined || here === null) row.raiseAbout('stageCreated', 'stage', text, similar, stageHere.id);
    return stageHere;
  };

  return {
    find: (row, text) => {
      const known = found.get(text) ?? search(row, text);
      found.set(text, known);
      return known;
    },
    named: (name) => byName(run, name),
  };
};
