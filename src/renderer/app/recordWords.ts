/** Words for values of records, with the names of the rows that they point to, asked for once for everything that is shown. */
import { idsShown, namedText, type ShownFields, type ValueWords } from '../../shared/i18n/recordText.ts';
import type { Table } from '../../shared/kernel/table.ts';
import { tableByName } from '../../shared/schema/tables.ts';
import { mostNames, names } from '../../shared/sync/contract.ts';
import { useQuery } from './calls.ts';
import { useText } from './i18n.ts';

/** Undefined for a table that a newer version has. */
export const tableNamed = (name: string): Table | undefined => tableByName.get(name);

/** As many names as one question answers: the first that are shown come first. */
export const useRecordWords = (shown: readonly ShownFields[], zone: string): ValueWords => {
  const { t, language } = useText();
  const ids = idsShown(tableNamed, shown).slice(0, mostNames);
  const found = useQuery(names, ids.length === 0 ? null : { ids: [...ids] });
  const known: ReadonlyMap<string, string> = new Map((found.data ?? []).map((named) => [named.id, namedText(t, named)]));
  return { say: t, language, zone, nameOf: (id) => known.get(id) ?? null };
};
