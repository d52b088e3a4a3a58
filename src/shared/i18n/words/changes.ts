/** Changes that no one command made. What a command did says its context, under the name of the command. */
import { words } from '../text.ts';

export const changes = words({
  many: {
    en: { one: '{{n}} row', other: '{{n}} rows' },
    nb: { one: '{{n}} rad', other: '{{n}} rader' },
    da: { one: '{{n}} række', other: '{{n}} rækker' },
    sv: { one: '{{n}} rad', other: '{{n}} rader' },
  },
  someone: { en: 'Somebody', nb: 'Noen', da: 'Nogen', sv: 'Någon' },
  other: { en: 'changed', nb: 'endret', da: 'ændret', sv: 'ändrat' },
});
