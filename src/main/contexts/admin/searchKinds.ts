/** What of administration the search finds. */
import { person } from '../../../shared/admin/schema.ts';
import { searchKind } from '../searchKind.ts';

export const adminSearchKinds = { person: searchKind('person', person, { subtitle: 'email' }) };
