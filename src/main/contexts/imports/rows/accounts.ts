/** Companies with their parents in any order, and their contacts. */
import { cut } from '../../../../shared/kernel/column.ts';
import { account, contact, ownership } from '../../../../shared/accounts/schema.ts';
import { sectors } from '../../../../shared/accounts/sectors.ts';
import { sectorOfWord } from '../../accounts/sectorText.ts';
import { nameKey } from '../../../../shared/imports/cells.ts';
import { meantBy } from '../../../../shared/imports/problems.ts';
import { nearest } from '../../../../shared/imports/similarity.ts';
import { declaredFields } from '../declaredFields.ts';
import { contactKey, remember } from '../importState.ts';
import {
  accountByKey,
  apply,
  createKeys,
  holdBack,
  lookUp,
  lookUpItself,
  rememberNamed,
  resolve,
  type ResolverFactory,
  type Run,
} from '../run.ts';
import type { RowView } from '../rowView.ts';
import { type FactGroup, type RecordSpec, storedKey } from '../upsert.ts';
import { createPerson } from './people.ts';

const accountFields = declaredFields(account, [
  'name',
  'parentId',
  'orgNumber',
  'sector',
  'foundedYear',
  'employees',
  'revenueMinor',
  'revenueCurrency',
  'location',
  'keyAccount',
]);

const accountSpec = (
  run: Run,
  name: string,
  key: string,
  told: ReturnType<typeof accountFields.only>,
  groups: readonly FactGroup[] = [],
  existing = lookUpItself(run, 'accounts', name),
): RecordSpec => ({
  kind: 'accounts',
  bucket: 'accounts',
  key,
  table: account,
  ...told,
  groups,
  existing,
});

/** Makes a company of which only the name is known. */
export const createAccount =
  (run: Run, row: RowView) =>
  (name: string): string => {
    const kept = cut(account.columns.name, name);
    const id = apply(run, row, accountSpec(run, kept, name, accountFields.only({ name: kept })));
    rememberNamed(run, 'accounts', id, name);
    return id;
  };

/** A known sector, or what was decided about an unknown one. */
const sectorOf = (row: RowView): string | null => {
  const text = row.text('sector', account.columns.sector.max);
  if (text === '') return null;
  const known = sectorOfWord(nameKey(text));
  if (known !== null) return known;
  const decision = row.raise('unknownSector', 'sector', text, nearest(text, sectors));
  if (decision === 'keep') return text;
  return sectorOfWord(nameKey(meantBy(decision ?? '') ?? ''));
};

/** Who answers for the company, where the file says so: its fingerprint has a place for it only then. */
const ownersOf = (run: Run, row: RowView): readonly FactGroup[] => {
  if (!row.has('owner')) return [];
  const text = row.text('owner');
  const personId =
    text === ''
      ? null
      : resolve(run, row, { problem: 'unknownPerson', field: 'owner', kind: 'people', text, create: createPerson(run, row) });
  return [
    {
      table: ownership,
      owner: 'recordId',
      columns: ['personId'],
      constants: { role: 'owner' },
      extras: { teamId: personId === null ? null : (run.teamOf.get(personId) ?? null) },
      facts: personId === null ? [] : [{ values: [personId], day: row.has('ownerDay') ? row.day('ownerDay') : null }],
    },
  ];
};

export const accounts: ResolverFactory = (run) => {
  const keys = createKeys(run);
  /** Companies that a key of the source stands for: a row with another key is another company, whatever its name. */
  const keyOf = new Map([...run.state.refs.accounts].map(([key, { recordId }]) => [recordId, key]));
  /** What the file says of each company's parent, by name and by key; '' for none. */
  const parents = new Map<string, string>();

  const isInLoop = (name: string): boolean => {
    let at = parents.get(name);
    for (let steps = 0; at !== undefined && at !== '' && steps <= parents.size; steps++) {
      if (at === name) return true;
      at = parents.get(at);
    }
    return false;
  };

  const parentOf = (row: RowView, name: string): string | null => {
    const text = row.text('parent');
    if (text === '') return null;
    // Cutting every link of a loop, not one, gives the same answer on the next import.
    if (isInLoop(nameKey(name))) {
      row.raise('parentLoop', 'parent', text);
      return null;
    }
    return resolve(run, row, { problem: 'unknownParent', field: 'parent', kind: 'accounts', text, create: createAccount(run, row) });
  };

  return {
    scan: (row) => {
      const name = nameKey(row.text('name', account.columns.name.max));
      const parent = nameKey(row.text('parent'));
      if (!parents.has(name)) parents.set(name, parent);
      const key = nameKey(row.text('key'));
      if (key !== '' && !parents.has(key)) parents.set(key, parent);
    },
    row: (row, isLastTry) => {
      const name = row.text('name', account.columns.name.max);
      if (name === '') {
        row.raise('nameMissing', 'name', '');
        return holdBack(run, row);
      }
      const parentText = row.text('parent');
      const comesLater = parents.has(nameKey(parentText)) && lookUp(run, 'accounts', parentText) === null;
      if (!isLastTry && parentText !== '' && comesLater && !isInLoop(nameKey(name))) return 'defer';
      const key = keys.take(row, 'name', row.text('key') || name);
      if (key === null) return 'done';
      const parentId = row.has('parent') ? parentOf(row, name) : undefined;
      const told = accountFields.read(row, { name, parentId }, { sector: sectorOf });
      const named = lookUpItself(run, 'accounts', name);
      const known = named === null ? undefined : keyOf.get(named);
      const own = storedKey(key);
      const isAnothers = known !== undefined && known !== own && known !== storedKey(name);
      const id = apply(run, row, accountSpec(run, name, key, told, ownersOf(run, row), isAnothers ? null : named));
      keyOf.set(id, own);
      rememberNamed(run, 'accounts', id, name);
      row.settle(id);
      return 'done';
    },
  };
};

const contactFields = declaredFields(contact, ['accountId', 'name', 'title', 'email', 'phone']);

export const contacts: ResolverFactory = (run) => {
  const keys = createKeys(run);
  return {
    row: (row) => {
      const name = row.text('name', contact.columns.name.max);
      if (name === '') {
        row.raise('nameMissing', 'name', '');
        return holdBack(run, row);
      }
      const text = row.text('account');
      // A contact belongs to a company: without one the row waits in its problem.
      const byKey = accountByKey(run, row);
      const accountId =
        byKey !== null || text === ''
          ? byKey
          : resolve(run, row, {
              problem: 'contactWithoutAccount',
              field: 'account',
              kind: 'accounts',
              text,
              create: createAccount(run, row),
            });
      if (accountId === null) {
        if (text === '') row.raise('contactWithoutAccount', 'account', '');
        return holdBack(run, row);
      }
      const key = keys.take(row, 'name', row.text('key') || row.text('email') || `${name}|${text || accountId}`);
      if (key === null) return 'done';
      const id = apply(run, row, {
        kind: 'contacts',
        bucket: 'contacts',
        key,
        table: contact,
        ...contactFields.read(row, { accountId, name }),
        groups: [],
        existing: run.state.names.contacts.get(contactKey(accountId, name)) ?? null,
      });
      remember(run.state, 'contacts', contactKey(accountId, name), id, name);
      row.settle(id);
      return 'done';
    },
  };
};
