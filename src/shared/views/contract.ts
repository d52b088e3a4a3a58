/** What can be asked and done about saved views: a list with its filters, order and columns under a name, for oneself or for everybody. */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import { anId } from '../kernel/inputs.ts';
import { savedView } from './schema.ts';
import type { Named } from '../pipeline/contract.ts';

/** The parameters of the address that make the view; what a later version does not know any more it leaves out. */
const viewParams = z
  .record(z.string().regex(/^[a-zA-Z]{1,20}$/), z.string().max(500))
  .refine((params) => Object.keys(params).length <= 40, { error: 'too_many' });
export type ViewParams = Readonly<Record<string, string>>;

export type ViewLine = {
  readonly id: Id<'SavedView'>;
  readonly name: string;
  readonly shared: boolean;
  /** Whether it is the actor's own; another's is seen only while it is shared. */
  readonly mine: boolean;
  readonly owner: Named<'Person'> | null;
  readonly mayEdit: boolean;
  readonly params: ViewParams;
  /** What is stored as its parameters is none: it shows everything until it is saved again. */
  readonly isUnreadable: boolean;
};
/** The actor's own views of the pipeline table and the shared ones, by name. */
export const views = query('pipeline.views', {
  input: z.strictObject({}),
  output: output<readonly ViewLine[]>(),
  allow: can('deal.read'),
  reads: ['saved_view', 'person', 'membership', 'team_member', 'workspace'],
});

export const saveView = command('pipeline.saveView', {
  input: z.strictObject({ name: savedView.columns.name.schema, shared: z.boolean().default(false), params: viewParams }),
  output: output<{ readonly id: Id<'SavedView'> }>(),
  allow: can('view.edit'),
});

/** It was removed, or it is another's and not shared. */
export type ViewNotFound = { readonly type: 'ViewNotFound' };
export type NotYourView = { readonly type: 'NotYourView' };
export const editView = command('pipeline.editView', {
  input: z.strictObject({
    id: anId<'SavedView'>(),
    name: savedView.columns.name.schema.optional(),
    shared: z.boolean().optional(),
    params: viewParams.optional(),
  }),
  output: output<null>(),
  errors: errors<ViewNotFound | NotYourView>(),
  allow: can('view.edit'),
});
export const removeView = command('pipeline.removeView', {
  input: z.strictObject({ id: anId<'SavedView'>() }),
  output: output<null>(),
  errors: errors<ViewNotFound | NotYourView>(),
  allow: can('view.edit'),
});
