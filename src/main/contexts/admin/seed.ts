/** What a new workspace starts with: its first person as admin, the stages of the agreed process, and the reasons to win and lose. */
import { membership, person, workspace } from '../../../shared/admin/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { Zone } from '../../../shared/kernel/day.ts';
import type { Region } from '../../../shared/kernel/collation.ts';
import type { Currency } from '../../../shared/kernel/money.ts';
import type { WriteTx } from '../../core/tx.ts';

export type NewWorkspace = {
  readonly name: string;
  readonly personName: string;
  readonly baseCurrency: Currency;
  readonly zone: Zone;
  readonly region: Region;
  readonly sample: boolean;
};

/** Makes the workspace and its first admin; returns the admin. Stages come from `pipeline/seed.ts`. */
export const seedWorkspace = (tx: WriteTx, wanted: NewWorkspace): Id<'Person'> => {
  tx.insert(workspace, {
    id: tx.newId<'Workspace'>(),
    name: wanted.name,
    baseCurrency: wanted.baseCurrency,
    zone: wanted.zone,
    region: wanted.region,
    sample: wanted.sample,
  });
  const me = tx.newId<'Person'>();
  tx.insert(person, { id: me, name: wanted.personName });
  tx.insert(membership, { id: tx.newId<'Membership'>(), personId: me, access: 'admin', function: 'management', position: 'none' });
  return me;
};

/** In whose name a store is made: nobody's yet. What this actor wrote is what every store begins with. */
export const setUpActor = 'set-up';
