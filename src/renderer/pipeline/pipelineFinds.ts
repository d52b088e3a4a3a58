/** What the search finds and the pipeline shows. */
import type { FoundKinds } from '../app/place.ts';
import { goTo, hrefOf, parseRoute, setParams } from '../app/routes.ts';

export const pipelineFinds: FoundKinds = {
  deal: {
    label: ({ status }) => (status === 'won' ? 'palette.wonDeal' : status === 'lost' ? 'palette.lostDeal' : 'common.deal'),
    open: ({ id }) => {
      // The list behind stays as it is filtered; only the deal comes in front of it.
      if (parseRoute(location.hash).place === 'pipeline') setParams({ deal: id });
      else goTo('pipeline', { deal: id });
    },
    address: (id) => hrefOf('pipeline', { deal: id, status: 'all' }),
  },
  person: {
    label: () => 'palette.person',
    open: ({ id }) => {
      goTo('pipeline', { owner: id });
    },
  },
};
