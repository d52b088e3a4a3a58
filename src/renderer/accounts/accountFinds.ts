/** What the search finds and accounts show: products have no page of their own. */
import type { FoundKinds } from '../app/place.ts';
import { goTo, hrefOf } from '../app/routes.ts';

export const accountFinds: FoundKinds = {
  account: {
    label: () => 'account.one',
    open: ({ id }) => {
      goTo('accounts', { id });
    },
    address: (id) => hrefOf('accounts', { id }),
  },
  contact: {
    label: () => 'palette.contact',
    open: ({ accountId }) => {
      goTo('accounts', { id: accountId });
    },
  },
  product: { label: () => 'common.product', open: null },
};
