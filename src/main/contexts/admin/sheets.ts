/** What the workspace has agreed on as files: people and their roles, currency rates, revenue targets. */
import { exportPeople, exportRates, exportTargets } from '../../../shared/admin/exportContract.ts';
import { type AccessRole, person, type Position, type TeamFunction } from '../../../shared/admin/schema.ts';
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import type { InputOf } from '../../../shared/kernel/contract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { selectFields } from '../../../shared/kernel/fields.ts';
import { baseCurrencyOf } from './rates.ts';
import { fieldColumns } from '../fieldColumns.ts';
import { sortKeySql } from '../nameOrder.ts';
import { amount, type AnySheet, count, day, rowsAtOnce, type Sheet, sheetOf, text } from '../sheet.ts';

type PersonRow = {
  readonly id: string;
  readonly teams: string | null;
  /** JSON: access, function and position of each role held today. */
  readonly roles: string;
};

const accessTexts: Readonly<Record<AccessRole, TextKey>> = {
  admin: 'common.accessAdmin',
  manager: 'common.accessManager',
  seller: 'common.accessMember',
  guest: 'common.accessGuest',
};
const functionTexts: Readonly<Record<TeamFunction, TextKey>> = {
  sales: 'common.sales',
  marketing: 'common.marketing',
  management: 'settings.functionManagement',
};
const positionTexts: Readonly<Record<Exclude<Position, 'none'>, TextKey>> = {
  salesLeader: 'settings.positionSalesLeader',
  marketingLeader: 'settings.positionMarketingLeader',
  bothLeader: 'settings.positionBothLeader',
  ceo: 'settings.positionCeo',
};

const rolesText = (json: string, language: Language): string => {
  const roles = JSON.parse(json) as readonly (readonly [AccessRole, TeamFunction, Position])[];
  if (roles.length === 0) return translate(language, 'common.accessGuest');
  return roles
    .map(([access, of, held]) => [accessTexts[access], functionTexts[of], ...(held === 'none' ? [] : [positionTexts[held]])])
    .map((keys) => keys.map((key) => translate(language, key)).join(', '))
    .join('; ');
};

const personFields = fieldColumns(person, {});

const peopleSheet: Sheet<InputOf<typeof exportPeople>, PersonRow> = {
  windows: (tx) => [
    {
      from: 'person p',
      select: `p.id, ${selectFields(person, 'p')}, (SELECT group_concat(t.name, '; ') FROM (SELECT DISTINCT t.name FROM team_member tm JOIN team t ON t.id = tm.team_id
          WHERE tm.person_id = p.id AND tm.deleted = 0 AND t.deleted = 0 ORDER BY t.name) t) AS teams,
        (SELECT json_group_array(json_array(m.access, m.function, m.position)) FROM membership m WHERE m.person_id = p.id AND m.deleted = 0
          AND (m.from_day IS NULL OR m.from_day <= '${tx.today}') AND (m.to_day IS NULL OR m.to_day >= '${tx.today}')) AS roles`,
      where: 'p.deleted = 0',
      params: [],
      keys: [sortKeySql('p.name')],
      id: 'p.id',
      nullable: false,
      descending: false,
      limit: rowsAtOnce,
    },
  ],
  columns: [
    { head: 'exports.personId', width: 38, cell: ({ id }) => text(id) },
    ...personFields.all,
    { head: 'exports.role', width: 30, cell: ({ roles }, language) => text(rolesText(roles, language)) },
    { head: 'wizard.fieldTeam', width: 30, cell: ({ teams }) => text(teams) },
  ],
};

type RateRow = {
  readonly day: Day | null;
  readonly currency: string;
  readonly rate: string;
  readonly perUnits: number;
  readonly base: string;
  readonly source: string;
};

const rateSheet: Sheet<InputOf<typeof exportRates>, RateRow> = {
  windows: (tx) => [
    {
      from: 'exchange_rate r',
      select: 'r.happened_day AS day, r.currency, r.rate, r.per_units AS perUnits, r.in_currency AS base, r.source',
      where: 'r.in_currency = ? AND r.voided = 0',
      params: [baseCurrencyOf(tx)],
      keys: ['r.happened_at'],
      id: 'r.id',
      nullable: true,
      descending: true,
      limit: rowsAtOnce,
    },
  ],
  columns: [
    { head: 'settings.published', width: 12, cell: (row) => day(row.day) },
    { head: 'wizard.fieldCurrency', width: 10, cell: ({ currency }) => text(currency) },
    { head: 'exports.units', width: 10, cell: ({ perUnits }) => count(perUnits) },
    {
      head: 'settings.rate',
      width: 14,
      cell: ({ rate }) => ({ is: 'number', text: rate, decimals: rate.split('.')[1]?.length ?? 0 }),
    },
    { head: 'settings.baseCurrency', width: 12, cell: ({ base }) => text(base) },
    { head: 'settings.source', width: 30, cell: ({ source }) => text(source) },
  ],
};

type TargetRow = {
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly team: string | null;
  readonly person: string | null;
  readonly amount: number;
  readonly currency: string;
};

const targetSheet: Sheet<InputOf<typeof exportTargets>, TargetRow> = {
  windows: () => [
    {
      from: 'revenue_target r LEFT JOIN team t ON t.id = r.team_id LEFT JOIN person p ON p.id = r.person_id',
      select: 'r.from_day AS fromDay, r.to_day AS toDay, t.name AS team, p.name AS person, r.amount_minor AS amount, r.currency',
      where: 'r.deleted = 0',
      params: [],
      keys: ['r.from_day', 'r.to_day'],
      id: 'r.id',
      nullable: false,
      descending: true,
      limit: rowsAtOnce,
    },
  ],
  columns: [
    { head: 'exports.fromDay', width: 12, cell: ({ fromDay }) => day(fromDay) },
    { head: 'exports.toDay', width: 12, cell: ({ toDay }) => day(toDay) },
    { head: 'wizard.fieldTeam', width: 28, cell: ({ team }) => text(team) },
    { head: 'common.person', width: 28, cell: ({ person }) => text(person) },
    { head: 'common.revenueTarget', width: 18, cell: (row) => amount(row.amount, row.currency) },
    { head: 'wizard.fieldCurrency', width: 10, cell: ({ currency }) => text(currency) },
  ],
};

export const adminSheets: readonly AnySheet[] = [
  sheetOf(exportPeople, peopleSheet),
  sheetOf(exportRates, rateSheet),
  sheetOf(exportTargets, targetSheet),
];
