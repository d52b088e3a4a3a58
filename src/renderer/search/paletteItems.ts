/** What the palette lists for a text: records found, then commands and settings whose words begin with the typed ones. */
import { fieldKey, type TextKey } from '../../shared/i18n/dictionary.ts';
import type { TextRange, TypedWord } from '../../shared/kernel/plainWords.ts';
import { typedRanges, typedWords } from '../../shared/kernel/plainWords.ts';
import type { SearchHit } from '../../shared/search/contract.ts';
import type { Command } from '../app/commands.ts';
import type { Translate } from '../app/i18n.ts';
import { sectorName } from '../app/names.ts';
import type { FoundKinds } from '../app/place.ts';

type Ranged = { readonly text: string; readonly ranges: readonly TextRange[] };

export type PaletteItem = {
  readonly id: string;
  readonly title: Ranged;
  /** What stands beside the title: account, place, kind. */
  readonly detail: Ranged | null;
  readonly kind: string | null;
  /** What it was found by where neither title nor detail shows it, each under its name. */
  readonly found: readonly (Ranged & { readonly label: string })[];
  readonly action: { readonly type: 'record'; readonly hit: SearchHit } | { readonly type: 'command'; readonly command: Command };
};

export type PaletteGroup = { readonly id: string; readonly label: TextKey; readonly items: readonly PaletteItem[] };

/** A sector is shown in the reader's language, which may not be the one that it was found in. */
const foundItem =
  (t: Translate, table: string, words: readonly TypedWord[]) =>
  ({ field, text, ranges }: SearchHit['found'][number]): PaletteItem['found'][number] => {
    const shown = field === 'sector' ? sectorName(t, text) : text;
    return { label: t(fieldKey({ table, column: field })), text: shown, ranges: shown === text ? ranges : typedRanges(shown, words) };
  };

const recordItem =
  ({ t, kinds }: Pick<PaletteInput, 't' | 'kinds'>, words: readonly TypedWord[]) =>
  (hit: SearchHit): PaletteItem => ({
    id: `record-${hit.id}`,
    title: { text: hit.title, ranges: hit.ranges.title },
    detail: hit.subtitle === null ? null : { text: hit.subtitle, ranges: hit.ranges.subtitle },
    kind: kindName(t, kinds, hit),
    found: hit.found.map(foundItem(t, hit.kind, words)),
    action: { type: 'record', hit },
  });

const kindName = (t: Translate, kinds: FoundKinds, hit: SearchHit): string | null => {
  const found = kinds[hit.kind];
  return found === undefined ? null : t(found.label(hit));
};

/** Every typed word begins a word of the text, each of them another one where there are as many. */
const fits = (text: string, words: readonly TypedWord[]): boolean => words.every((word) => typedRanges(text, [word]).length > 0);

const commandItem =
  (t: Translate, words: readonly TypedWord[]) =>
  (command: Command): PaletteItem | null => {
    const text = t(command.label, command.params);
    if (!fits(text, words)) return null;
    return {
      id: `command-${command.id}`,
      title: { text, ranges: typedRanges(text, words) },
      detail: null,
      found: [],
      kind: command.setting?.isActive === true ? t('common.inUse') : null,
      action: { type: 'command', command },
    };
  };

type PaletteInput = {
  readonly text: string;
  readonly hits: readonly SearchHit[];
  readonly recent: readonly SearchHit[];
  readonly commands: readonly Command[];
  readonly kinds: FoundKinds;
  readonly t: Translate;
};

/** The groups in order, none of them empty. Without a text: what was opened last, then every command; with one, hits before commands. */
export const paletteGroups = ({ text, hits, recent, commands, kinds, t }: PaletteInput): readonly PaletteGroup[] => {
  const words = typedWords(text);
  const isEmpty = text.trim() === '';
  const listed = isEmpty || words.length > 0 ? commands.filter(({ run, when }) => run !== undefined && (when?.() ?? true)) : [];
  const items = (of: readonly Command[]): readonly PaletteItem[] => of.map(commandItem(t, words)).filter((item) => item !== null);
  const groups: readonly PaletteGroup[] = [
    isEmpty
      ? { id: 'recent', label: 'palette.recent', items: recent.map(recordItem({ t, kinds }, words)) }
      : { id: 'results', label: 'palette.results', items: hits.map(recordItem({ t, kinds }, words)) },
    { id: 'commands', label: 'palette.commands', items: items(listed.filter(({ setting }) => setting === undefined)) },
    { id: 'settings', label: 'settings.place', items: items(listed.filter(({ setting }) => setting !== undefined)) },
  ];
  return groups.filter((group) => group.items.length > 0);
};
