/** Words about the store and its history. */
import { type Additions, words } from '../text.ts';

/** What the store and its history adds to the areas that speak of every context. */
export const ofSync = {
  kinds: words({
    fact_void: { en: 'Taking back', nb: 'Angring', da: 'Fortrydelse', sv: 'Ångrande' },
  }),
  changes: words({
    store_settleLoss: { en: 'loss noted', nb: 'tap notert', da: 'tab noteret', sv: 'förlust noterad' },
    history_undoSet: { en: 'undone', nb: 'angret', da: 'fortrudt', sv: 'ångrat' },
    history_redo: { en: 'done again', nb: 'gjort om igjen', da: 'gjort igen', sv: 'gjort om' },
    history_undo: { en: 'taken back', nb: 'angret', da: 'fortrudt', sv: 'ångrat' },
    trash_restore: { en: 'restored', nb: 'gjenopprettet', da: 'gendannet', sv: 'återställd' },
  }),
} satisfies Additions;
