/** What people are and do here, by name: their access, the side they work in, and their position. */
import type { AccessRole, Position, TeamFunction } from '../../shared/admin/schema.ts';
import type { Role } from '../../shared/admin/policy.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import type { Translate } from '../app/i18n.ts';

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

export const positionNames: Readonly<Record<Position, TextKey>> = {
  none: 'settings.positionNone',
  salesLeader: 'settings.positionSalesLeader',
  marketingLeader: 'settings.positionMarketingLeader',
  bothLeader: 'settings.positionBothLeader',
  ceo: 'settings.positionCeo',
};

/** "Member, Marketing, Marketing leader"; without a position only the first two. */
export const roleText = (t: Translate, { access, function: side, position }: Role): string =>
  [t(roleNames[access]), t(functionNames[side]), ...(position === 'none' ? [] : [t(positionNames[position])])].join(', ');
