/** What the menu under the pointer holds, in the window's language. */
import type { MenuItemConstructorOptions as Item } from 'electron';
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import { outerAddress } from './links.ts';

export type Pointed = {
  readonly isEditable: boolean;
  readonly selectionText: string;
  readonly linkURL: string;
  readonly editFlags: {
    readonly canUndo: boolean;
    readonly canRedo: boolean;
    readonly canCut: boolean;
    readonly canCopy: boolean;
    readonly canPaste: boolean;
  };
};

/** Empty where there is nothing to be done, and then no menu opens. `copyText` puts a text on the clipboard. */
export const contextItems = (pointed: Pointed, language: Language, copyText: (text: string) => void): readonly Item[] => {
  const role = (name: NonNullable<Item['role']>, key: TextKey, enabled: boolean): Item => ({
    role: name,
    label: translate(language, key),
    enabled,
  });
  const { canUndo, canRedo, canCut, canCopy, canPaste } = pointed.editFlags;
  const address = outerAddress(pointed.linkURL);
  const link: readonly Item[] =
    address === null
      ? []
      : [
          {
            label: translate(language, 'desktop.copyLink'),
            click: () => {
              copyText(address);
            },
          },
        ];
  if (pointed.isEditable) {
    return [
      role('undo', 'desktop.undo', canUndo),
      role('redo', 'common.redo', canRedo),
      { type: 'separator' },
      role('cut', 'desktop.cut', canCut),
      role('copy', 'desktop.copy', canCopy),
      role('paste', 'desktop.paste', canPaste),
      role('selectAll', 'desktop.selectAll', true),
    ];
  }
  return [...(pointed.selectionText.trim() === '' ? [] : [role('copy', 'desktop.copy', canCopy)]), ...link];
};
