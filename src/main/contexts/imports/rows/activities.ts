/** Activities and notes: who did what with which company, and when. */
import { activity, type ActivityKind, activityKinds } from '../../../../shared/accounts/schema.ts';
import { nameKey, withoutControls } from '../../../../shared/imports/cells.ts';
import type { FieldOf } from '../../../../shared/imports/kinds.ts';
import { meantBy } from '../../../../shared/imports/problems.ts';
import { storedKey } from '../upsert.ts';
import { startOfDay } from '../../../../shared/kernel/day.ts';
import { accountByKey, apply, contactOf, createKeys, holdBack, resolve, type ResolverFactory } from '../run.ts';
import type { RowView } from '../rowView.ts';
import { createAccount } from './accounts.ts';
import { createPerson } from './people.ts';

const kindWords: Readonly<Record<ActivityKind, readonly string[]>> = {
  call: ['call', 'phone', 'phone call', 'samtale', 'telefon', 'telefonsamtale', 'opkald', 'opringning', 'ringt', 'samtal', 'telefonsamtal'],
  meeting: ['meeting', 'demo', 'møte', 'møde', 'möte'],
  email: ['email', 'e-mail', 'mail', 'e-post', 'epost'],
  visit: ['visit', 'besøk', 'besøg', 'besök'],
  event: ['event', 'fair', 'webinar', 'arrangement', 'messe', 'mässa', 'evenemang'],
  note: ['note', 'notat', 'anteckning', 'task', 'oppgave', 'opgave', 'uppgift'],
};
const kindByWord = new Map(activityKinds.flatMap((kind) => kindWords[kind].map((word) => [word, kind] as const)));

const teamWords: Readonly<Record<string, 'sales' | 'marketing' | 'service'>> = {
  marketing: 'marketing',
  marked: 'marketing',
  marknad: 'marketing',
  service: 'service',
  support: 'service',
  kundeservice: 'service',
  kundservice: 'service',
};

const kindOf = (row: RowView): ActivityKind => {
  const text = row.text('kind');
  if (text === '') return 'note';
  const known = kindByWord.get(nameKey(text));
  if (known !== undefined) return known;
  const meant = meantBy(row.raise('unknownActivityKind', 'kind', text) ?? '');
  return kindByWord.get(nameKey(meant ?? '')) ?? 'note';
};

export const activities: ResolverFactory = (run, mapping) => {
  const keys = createKeys(run);
  const contentFields = Object.keys(mapping.columns) as FieldOf<'activities'>[];
  return {
    row: (row) => {
      const accountText = row.text('account');
      const byKey = accountByKey(run, row);
      const accountId =
        byKey !== null || accountText === ''
          ? byKey
          : resolve(run, row, {
              problem: 'activityWithoutAccount',
              field: 'account',
              kind: 'accounts',
              text: accountText,
              create: createAccount(run, row),
            });
      if (accountId === null && accountText === '') row.raise('activityWithoutAccount', 'account', '');
      const authorText = row.text('author');
      const authorId =
        authorText === ''
          ? null
          : resolve(run, row, {
              problem: 'activityWithoutAuthor',
              field: 'author',
              kind: 'people',
              text: authorText,
              create: createPerson(run, row),
            });
      if (authorText === '') row.raise('activityWithoutAuthor', 'author', '');
      const day = row.day('day');
      if (day === null && row.text('day') === '') row.raise('activityWithoutDay', 'day', '');
      // Nobody's activity, on no day, with nobody: such a row waits in its problems.
      if (accountId === null || authorId === null || day === null) return holdBack(run, row);

      const dealText = row.text('deal');
      const dealId = dealText === '' ? null : (run.state.refs.deals.get(storedKey(dealText))?.recordId ?? null);
      if (dealText !== '' && dealId === null) row.raise('unknownDeal', 'deal', dealText);
      const contactId = contactOf(run, row, accountId);
      const keyText = row.text('key');
      const key =
        keyText === '' ? keys.ofContent(contentFields.map((field) => row.text(field)).join('\u001F')) : keys.take(row, 'key', keyText);
      if (key === null) return 'done';
      const id = apply(run, row, {
        kind: 'activities',
        bucket: 'activities',
        key,
        table: activity,
        fields: {
          accountId,
          dealId,
          contactId,
          kind: kindOf(row),
          team: teamWords[row.text('team').toLowerCase()] ?? 'sales',
          authorId,
          body: withoutControls(row.text('body', activity.columns.body.max)),
          happenedAt: startOfDay(day, run.sink.tx.zone),
        },
        groups: [],
        existing: null,
      });
      row.settle(id);
      return 'done';
    },
  };
};
