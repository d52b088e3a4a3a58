/** What the palette lists for a text: records found, then commands and settings whose words begin with the typed ones. */
import { fieldKey, type TextKey } from '../../shared/i18n/dictionary.ts';
import type { TextRange, TypedWord } from '../../shared/kernel/fold.ts';
import { typedRanges, typedWords } from '../../shared/kernel/fold.ts';
import type { SearchHit } from '../../shared/pipeline/searchContract.ts';
import type { SearchKind } from '../../shared/pipeline/searchSchema.ts';
import type { Command } from '../app/commands.ts';
import type { Translate } from '../app/i18n.ts';
import { sectorName } from '../app/names.ts';

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

const kindTexts: Readonly<Record<SearchKind, TextKey>> = {
  deal: 'common.deal',
  account: 'account.one',
  contact: 'palette.contact',
  person: 'palette.person',
  product: 'common.product',
};
const kindOf = ({ kind, status }: SearchHit): TextKey =>
  status === 'won' ? 'palette.wonDeal' : status === 'lost' ? 'palette.lostDeal' : kindTexts[kind];

/** A sector is shown in the reader's language, which may not be the one that it was found in. */
const foundItem =
  (t: Translate, table: SearchKind, words: readonly TypedWord[]) =>
  ({ field, text, ranges }: SearchHit['found'][number]): PaletteItem['found'][number] => {
    const shown = field === 'sector' ? sectorName(t, text) : text;
    return { label: t(fieldKey({ table, column: field })), text: shown, ranges: shown === text ? ranges : typedRanges(shown, words) };
  };

const recordItem =
  (t: Translate, words: readonly TypedWord[]) =>
  (hit: SearchHit): PaletteItem => ({
    id: `record-${hit.id}`,
    title: { text: hit.title, ranges: hit.ranges.title },
    detail: hit.subtitle === null ? null : { text: hit.subtitle, ranges: hit.ranges.subtitle },
    kind: t(kindOf(hit)),
    found: hit.found.map(foundItem(t, hit.kind, words)),
    action: { type: 'record', hit },
  });

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
  readonly t: Translate;
};

/** The groups in order, none of them empty. Without a text: what was opened last, then every command; with one, hits before commands. */
export const paletteGroups = ({ text, hits, recent, commands, t }: PaletteInput): readonly PaletteGroup[] => {
  const words = typedWords(text);
  const isEmpty = text.trim() === '';
  const listed = isEmpty || words.length > 0 ? commands.filter(({ run, when }) => run !== undefined && (when?.() ?? true)) : [];
  const items = (of: readonly Command[]): readonly PaletteItem[] => of.map(commandItem(t, words)).filter((item) => item !== null);
  const groups: readonly PaletteGroup[] = [
    isEmpty
      ? { id: 'recent', label: 'palette.recent', items: recent.map(recordItem(t, words)) }
      : { id: 'results', label: 'palette.results', items: hits.map(recordItem(t, words)) },
    { id: 'commands', label: 'palette.commands', items: items(listed.filter(({ setting }) => setting === undefined)) },
    { id: 'settings', label: 'settings.place', items: items(listed.filter(({ setting }) => setting !== undefined)) },
  ];
  return groups.filter((group) => group.items.length > 0);
};
