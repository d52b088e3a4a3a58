/** The kinds of files that the import takes, as all contexts declare them. */
import { accountImportKinds } from '../accounts/importKinds.ts';
import { adminImportKinds } from '../admin/importKinds.ts';
import { joined } from '../kernel/unlike.ts';
import { pipelineImportKinds } from '../pipeline/importKinds.ts';

export const kinds = joined('the kind of import', adminImportKinds, accountImportKinds, pipelineImportKinds);
export type ImportKind = keyof typeof kinds;

/** In the order in which they are imported: what others refer to comes first. */
export const importKinds = ['people', 'accounts', 'products', 'contacts', 'deals', 'activities'] as const satisfies readonly ImportKind[];

export type FieldOf<K extends ImportKind> = (typeof kinds)[K]['fields'][number];
export type AnyField = FieldOf<ImportKind>;
