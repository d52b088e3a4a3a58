/** The dated facts of a deal as one story, the latest first; facts without a day stand last, since nobody knows when they were. */
import type { DealView } from '../../shared/pipeline/contract.ts';

export type DealEvent =
  | { readonly kind: 'move'; readonly day: string | null; readonly move: DealView['moves'][number] }
  | { readonly kind: 'value'; readonly day: string | null; readonly value: DealView['values'][number] }
  | { readonly kind: 'owner'; readonly day: string | null; readonly owner: DealView['owners'][number] };

const byDayDown = (a: DealEvent, b: DealEvent): number =>
  a.day === b.day ? 0 : a.day === null ? 1 : b.day === null ? -1 : a.day < b.day ? 1 : -1;

export const dealEvents = (deal: Pick<DealView, 'moves' | 'values' | 'owners'>): readonly DealEvent[] =>
  [
    ...deal.moves.map((move): DealEvent => ({ kind: 'move', day: move.day, move })),
    ...deal.values.map((value): DealEvent => ({ kind: 'value', day: value.day, value })),
    ...deal.owners.map((owner): DealEvent => ({ kind: 'owner', day: owner.from, owner })),
  ].sort(byDayDown);
