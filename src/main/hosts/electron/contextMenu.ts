/** The menu under the pointer: what can be done with a field or with what is marked. */
import { clipboard, Menu, type WebContents } from 'electron';
import type { Language } from '../../../shared/i18n/languages.ts';
import { contextItems } from './contextItems.ts';

/** Opens it where a page is pointed at. */
export const offerContextMenu = (contents: WebContents, language: () => Language): void => {
  contents.on('context-menu', (_event, pointed) => {
    const items = contextItems(pointed, language(), (text) => {
      void clipboard.writeText(text);
    });
    if (items.length > 0) Menu.buildFromTemplate([...items]).popup();
  });
};
