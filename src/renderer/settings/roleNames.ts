/** Roles and sides of the house by name. */
import type { AccessRole, TeamFunction } from '../../shared/admin/schema.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';

export const roleNames: Readonly<Record<AccessRole, TextKey>> = {
  admin: 'common.accessAdmin',
  manager: 'common.accessManager',
  seller: 'common.accessMember',
  guest: 'common.accessGuest',
};

export const functionNames: Readonly<Record<TeamFunction, TextKey>> = {
  sales: 'common.sales',
  marketing: 'common.marketing',
  management: 'settings.functionManagement',
};
