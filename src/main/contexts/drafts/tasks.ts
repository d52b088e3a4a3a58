/** Drafts as small files, one each, beside the database and apart from its log. */
import { instant } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/drafts/contract.ts';
import { isDiskFull, readDraftFiles, removeDraftFile, writeDraftFile } from '../../../platform/draftFiles.ts';
import { hex, sha256 } from '../../../platform/hash.ts';
import type { RunnersOf, TaskContext } from '../tasks.ts';

/** A draft as its file holds it; the person is in it because two may use one device. */
type DraftFile = contract.Draft & { readonly personId: string };

/** The key is any text of a caller: only its hash becomes the name of a file. */
const fileName = ({ actor }: TaskContext, key: string): string => hex(sha256(`${actor.personId}\n${key}`)).slice(0, 40);

/** Null for what is no draft: a file that something else damaged. */
const toDraft = (json: string): DraftFile | null => {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null) return null;
    const { key, text, savedAt, personId } = value as Partial<Record<keyof DraftFile, unknown>>;
    if (typeof key !== 'string' || typeof text !== 'string' || typeof personId !== 'string' || !Number.isSafeInteger(savedAt)) return null;
    return { key, text, personId, savedAt: instant(Number(savedAt)) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};

export const draftTasks: RunnersOf<typeof contract> = {
  saveDraft: async ({ key, text }, context) => {
    if (context.store.readOnly) return err({ type: 'StoreReadOnly' });
    const savedAt = context.ports.clock.now();
    const draft: DraftFile = { key, text, savedAt, personId: context.actor.personId };
    try {
      writeDraftFile(context.store.dir, fileName(context, key), JSON.stringify(draft));
    } catch (error) {
      if (isDiskFull(error)) return err({ type: 'DiskFull' });
      throw error;
    }
    return ok({ savedAt });
  },
  drafts: async (_input, { store, actor }) =>
    ok(
      readDraftFiles(store.dir)
        .map(toDraft)
        .filter((draft) => draft !== null)
        .filter(({ personId }) => personId === actor.personId)
        .map(({ key, text, savedAt }) => ({ key, text, savedAt }))
        .toSorted((a, b) => b.savedAt - a.savedAt || (a.key < b.key ? -1 : 1)),
    ),
  discardDraft: async ({ key }, context) => {
    if (!context.store.readOnly) removeDraftFile(context.store.dir, fileName(context, key));
    return ok(null);
  },
};
