/** Lists of accounts and what hangs on them, as files. */
import { can } from '../kernel/contract.ts';
import { exportList } from '../kernel/exportList.ts';
import { anId } from '../kernel/inputs.ts';
import { accounts, timeline } from './contract.ts';

/** Every account that the same question lists, in the same order. */
export const exportAccounts = exportList('exports.accounts', {
  called: 'account.places',
  question: accounts.input.omit({ after: true, limit: true }).shape,
  allow: accounts.allow,
});
/** Contact persons of one account, or of all, account by account. */
export const exportContacts = exportList('exports.contacts', {
  called: 'account.contacts',
  question: { accountId: anId<'Account'>().nullable().default(null) },
  allow: accounts.allow,
});
/** The timeline of one account or deal, newest first; or of all, account by account. */
export const exportActivities = exportList('exports.activities', {
  called: 'exports.activities',
  question: { accountId: anId<'Account'>().nullable().default(null), dealId: anId<'Deal'>().nullable().default(null) },
  allow: timeline.allow,
});
export const exportProducts = exportList('exports.products', { called: 'exports.products', question: {}, allow: can('account.read') });
