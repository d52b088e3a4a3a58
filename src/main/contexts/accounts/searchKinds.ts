/** What of accounts the search finds. */
import { account, contact, product } from '../../../shared/accounts/schema.ts';
import { searchKind } from '../searchKind.ts';

export const accountSearchKinds = {
  account: searchKind('account', account, {
    subtitle: 'location',
    ownerId: `(SELECT o.person_id FROM ownership o WHERE o.record_id = x.id AND o.role = 'owner' AND o.voided = 0
      ORDER BY o.happened_at DESC, o.hlc DESC, o.id DESC LIMIT 1)`,
    // One that was merged into another is found as that one.
    hiddenBy: 'mergedInto',
  }),
  contact: searchKind('contact', contact),
  product: searchKind('product', product, { subtitle: 'series' }),
};
