/** Words about saved views. */
import { type Additions, words } from '../text.ts';
import { board } from './board.ts';
import { common } from './common.ts';
import { table } from './table.ts';

const fields = words({
  'saved_view.name': table.viewName,
  'saved_view.ownerId': common.owner,
  'saved_view.shared': table.viewShared,
});

/** What saved views add to the areas that speak of every context. */
export const ofViews = {
  kinds: words({
    saved_view: board.view,
  }),
  fields,
  changes: words({
    pipeline_saveView: { en: 'view saved', nb: 'visning lagret', da: 'visning gemt', sv: 'vy sparad' },
    pipeline_editView: { en: 'view changed', nb: 'visning endret', da: 'visning ændret', sv: 'vy ändrad' },
    pipeline_removeView: { en: 'view removed', nb: 'visning fjernet', da: 'visning fjernet', sv: 'vy borttagen' },
  }),
} satisfies Additions;
