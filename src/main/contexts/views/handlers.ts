/** Saved views of the pipeline table: what a person may see of them, and saving, changing and removing one. */
import { savedView } from '../../../shared/views/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { fits, readCell } from '../../../shared/kernel/column.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/views/contract.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { CallContext, HandlersOf } from '../handlers.ts';
import { sortKeySql } from '../nameOrder.ts';
import { given } from '../patch.ts';
import { named } from '../pipeline/dealList.ts';

const page = 'pipeline';

/** The view if this actor may change it; another's private view is as good as not there. */
const viewToEdit = (tx: ReadTx, id: string, { actor, may }: CallContext) => {
  const view = tx.find(savedView, id);
  if (view?.page !== page || !(view.shared || view.ownerId === actor.personId)) return err({ type: 'ViewNotFound' } as const);
  return may('view.edit', view.ownerId) ? ok(view) : err({ type: 'NotYourView' } as const);
};

type Row = {
  readonly id: Id<'SavedView'>;
  readonly name: string;
  readonly shared: number;
  readonly ownerId: Id<'Person'>;
  readonly owner: string | null;
  readonly json: string;
};

export const viewHandlers: HandlersOf<typeof contract> = {
  views: (tx, _input, { actor, may }) =>
    ok(
      tx
        .all<Row>(
          `SELECT v.id, v.name, v.shared, v.owner_id AS ownerId, p.name AS owner, v.json FROM saved_view v LEFT JOIN person p ON p.id = v.owner_id
           WHERE v.deleted = 0 AND v.page = ? AND (v.shared = 1 OR v.owner_id = ?) ORDER BY ${sortKeySql('v.name')}, v.id`,
          page,
          actor.personId,
        )
        .map(({ id, name, shared, ownerId, owner, json }) => ({
          id,
          name,
          shared: shared === 1,
          mine: ownerId === actor.personId,
          owner: named(ownerId, owner),
          mayEdit: may('view.edit', ownerId),
          params: readCell<contract.ViewParams>(savedView.columns.json, json) ?? {},
          isUnreadable: !fits(savedView.columns.json, json),
        })),
    ),
  saveView: (tx, { name, shared, params }, { actor }) => {
    const id = tx.newId<'SavedView'>();
    tx.insert(savedView, { id, page, name, shared, ownerId: actor.personId as Id<'Person'>, json: JSON.stringify(params) });
    return ok({ id });
  },
  editView: (tx, { id, params, ...patch }, context) => {
    const found = viewToEdit(tx, id, context);
    if (!found.ok) return found;
    tx.update(savedView, id, { ...given(patch), ...(params === undefined ? {} : { json: JSON.stringify(params) }) });
    return ok(null);
  },
  removeView: (tx, { id }, context) => {
    const found = viewToEdit(tx, id, context);
    if (!found.ok) return found;
    tx.remove(savedView, id);
    return ok(null);
  },
};
