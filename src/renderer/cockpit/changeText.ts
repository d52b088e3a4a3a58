/** What a change was, in words, by the command that made it. */
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { rawText } from '../../shared/i18n/dictionary.ts';

/** The words for a command, or null where a newer device used one that this program does not know. */
export const changeTextKey = (command: string): TextKey | null => {
  const key = `changes.${command.replaceAll('.', '_')}`;
  return rawText('en', key) === undefined ? null : (key as TextKey);
};
