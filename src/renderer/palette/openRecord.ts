/** Where a record that was found is opened: on its own page where there is one, else in the pipeline. */
import type { SearchHit } from '../../shared/pipeline/searchContract.ts';
import type { SearchKind } from '../../shared/pipeline/searchSchema.ts';
import { goTo, parseRoute, setParams } from '../app/routes.ts';

/** Kinds that can be opened; products have no page of their own. */
export const openableKinds: readonly SearchKind[] = ['deal', 'account', 'contact', 'person'];

export const openRecord = (hit: SearchHit): void => {
  switch (hit.kind) {
    case 'deal':
      // The list behind stays as it is filtered; only the deal comes in front of it.
      if (parseRoute(location.hash).place === 'pipeline') setParams({ deal: hit.id });
      else goTo('pipeline', { deal: hit.id });
      return;
    case 'account':
      goTo('accounts', { id: hit.id });
      return;
    case 'contact':
      goTo('accounts', { id: hit.accountId });
      return;
    case 'person':
      goTo('pipeline', { owner: hit.id });
      return;
    case 'product':
      return;
  }
};
