/** What a change was, in words, by the command that made it, and who made it. */
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { isTextKey } from '../../shared/i18n/dictionary.ts';
import type { Translate } from './i18n.ts';
import { idOf } from './routes.ts';

/** The words for a command, or null where a newer device used one that this program does not know. */
export const changeTextKey = (command: string): TextKey | null => {
  const key = `changes.${command.replaceAll('.', '_')}`;
  return isTextKey(key) ? key : null;
};

/** Who made a change: a person, the program itself while it set the workspace up, or somebody whose record is gone. */
export const actorName = (t: Translate, actor: { readonly id: string; readonly name: string | null }): string =>
  actor.name ?? (idOf(actor.id) === null ? t('common.appName') : t('changes.someone'));
