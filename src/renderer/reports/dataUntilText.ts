/** Until when the numbers of a report hold, in words: the last exchange, and by name who has not synced since. */
import { formatInstant, formatList } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import type { DataUntil, SilentDevice } from '../../shared/sync/seenContract.ts';
import type { Translate } from '../app/i18n.ts';

/** More than these are counted: the sentence is read before the numbers. */
const mostNamed = 12;

/** The same store gives the same words: no time but those that it holds. */
export const dataUntilText = (t: Translate, language: Language, until: DataUntil): string => {
  if (until.type === 'alone') return t('others.holdAlone');
  const part = until.whole ? '' : ` ${t('others.holdPart')}`;
  if (until.type === 'never') return `${t('others.holdNever')}${part}`;
  const { zone, lastSyncAt, listedAt, others, silent } = until;
  const nameOf = ({ person, label, lastSeen }: SilentDevice): string => {
    const who = { person: person.name ?? t('changes.someone'), device: label === '' ? t('others.otherDevice') : label };
    return lastSeen === null
      ? t('others.holdDeviceNever', who)
      : t('others.holdDevice', { ...who, when: formatInstant(language, lastSeen, zone) });
  };
  const named = silent.slice(0, mostNamed).map((device) => nameOf(device));
  const more = silent.length - named.length;
  const rest =
    listedAt === null
      ? t('others.holdUnlisted')
      : others === 0
        ? t('others.holdNobody')
        : silent.length === 0
          ? t('others.holdAll')
          : t('others.holdSilent', {
              count: silent.length,
              devices: formatList(language, more === 0 ? named : [...named, t('common.more', { count: more })]),
            });
  return `${t('others.holdSynced', { when: formatInstant(language, lastSyncAt, zone) })} ${rest}${part}`;
};
