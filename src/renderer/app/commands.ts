/** The register of commands: one list that answers the keyboard, and that tooltips, the `?` sheet and the palette are read from. */
import { useLayoutEffect, useRef } from 'react';
import { create } from 'zustand';
import type { TextKey, TextParams } from '../../shared/i18n/dictionary.ts';
import { isStroke } from './keys.ts';

export type Command = {
  readonly id: string;
  readonly label: TextKey;
  readonly params?: TextParams;
  /** Strokes pressed one after the other, such as `['g', 'p']` or `['Mod+Shift+z']` (see keys.ts). */
  readonly keys?: readonly string[];
  /** A second way to the same, which the sheet does not show. */
  readonly alias?: readonly string[];
  /** Asked when the keys are pressed and when the palette is filled; left out: always. */
  readonly when?: () => boolean;
  /** The keys work in a field too. */
  readonly inFields?: boolean;
  /** Among the settings of the palette, and whether it is the setting in force. */
  readonly setting?: { readonly isActive: boolean };
  /** Left out: the page answers these keys itself where its focus is, and the list only names them in the sheet. */
  readonly run?: () => void;
};

/** Commands that belong together, under one heading in the sheet; the window has one, and each page can add its own while it is shown. */
export type CommandSection = { readonly id: string; readonly label: TextKey; readonly commands: readonly Command[] };

type Register = {
  readonly sections: readonly CommandSection[];
  readonly put: (section: CommandSection) => void;
  readonly drop: (id: string) => void;
};

export const useCommandRegister = create<Register>()((set) => ({
  sections: [],
  put: (section) => {
    set(({ sections }) => ({
      sections: sections.some(({ id }) => id === section.id)
        ? sections.map((each) => (each.id === section.id ? section : each))
        : [...sections, section],
    }));
  },
  drop: (id) => {
    set(({ sections }) => ({ sections: sections.filter((section) => section.id !== id) }));
  },
}));

/** Registers a section while the component is shown. Give a memoised or constant section: a new object is registered anew. */
export const useCommandSection = (section: CommandSection): void => {
  // Before the picture: whoever sees the page may already press its keys.
  useLayoutEffect(() => {
    useCommandRegister.getState().put(section);
  }, [section]);
  const { id } = section;
  useLayoutEffect(
    () => () => {
      useCommandRegister.getState().drop(id);
    },
    [id],
  );
};

/** The keys of a command, for a tooltip or a key beside a button; null where it has none. */
export const useKeysOf = (id: string): readonly string[] | null =>
  useCommandRegister(({ sections }) => sections.flatMap(({ commands }) => commands).find((command) => command.id === id)?.keys ?? null);

/** How long the second key of a pair may wait, in milliseconds. */
const pairTime = 1200;

const isDialog = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('dialog[open]') !== null;
export const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=radio], [type=checkbox]), textarea, select')) &&
  // The browser takes the focus out of a dialog that was just closed only with its next picture.
  target.closest('dialog:not([open])') === null;

/** Which command a stroke completes, given the stroke before it where that is recent enough. */
export const commandOf = (
  commands: readonly Command[],
  event: Parameters<typeof isStroke>[0],
  before: Parameters<typeof isStroke>[0] | null,
): Command | undefined => {
  const fits = (keys: readonly string[] | undefined, length: number): boolean => {
    if (keys?.length !== length) return false;
    const [first = '', second = ''] = keys;
    return length === 1 ? isStroke(event, first) : before !== null && isStroke(before, first) && isStroke(event, second);
  };
  const possible = commands.filter(({ run, when }) => run !== undefined && (when?.() ?? true));
  return [2, 1].flatMap((length) => possible.filter(({ keys, alias }) => fits(keys, length) || fits(alias, length)))[0];
};

/** Answers the keyboard for the whole window: inert in dialogs, in fields but for commands that ask for it, and where a page has answered. */
export const useCommandKeys = (): void => {
  const pressed = useRef<KeyboardEvent | null>(null);
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isDialog(event.target)) return;
      if (['Shift', 'Control', 'Meta', 'Alt'].includes(event.key)) return;
      // A character alone in a field is text, also where it would open something elsewhere.
      if (isField(event.target) && event.key.length === 1 && !event.ctrlKey && !event.metaKey) return;
      const before = pressed.current && event.timeStamp - pressed.current.timeStamp < pairTime ? pressed.current : null;
      // The page in front comes after the window in the list and wins where both want a key.
      const commands = useCommandRegister.getState().sections.flatMap((section) => section.commands);
      // A choice takes letters, to jump to what begins with them, but knows no undo and no other stroke with Ctrl.
      const isChoice = event.target instanceof HTMLSelectElement && (event.ctrlKey || event.metaKey);
      const usable = isField(event.target) && !isChoice ? commands.filter(({ inFields }) => inFields === true) : commands;
      const found = commandOf(usable.toReversed(), event, before);
      pressed.current = found === undefined ? event : null;
      if (found === undefined) return;
      event.preventDefault();
      found.run?.();
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
    };
  }, []);
};
