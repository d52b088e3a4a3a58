/** What the workspace has agreed on as files: people and their roles, stages, exchange rates, revenue targets. */
import type { exportPeople, exportRates, exportStages, exportTargets } from '../../../shared/exports/contract.ts';
import { type AccessRole, person, type TeamFunction } from '../../../shared/admin/schema.ts';
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import type { InputOf } from '../../../shared/kernel/contract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { selectFields } from '../../../shared/kernel/fields.ts';
import type { StageKind } from '../../../shared/pipeline/schema.ts';
import { baseCurrencyOf } from '../admin/rates.ts';
import { sortKeySql } from '../nameOrder.ts';
import { fieldColumns } from './fieldColumns.ts';
import { amount, count, day, percent, rowsAtOnce, seeded, type Sheet, text } from './sheet.ts';

type PersonRow = {
  readonly id: string;
  readonly teams: string | null;
  /** JSON: access and function of each role held today. */
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

const rolesText = (json: string, language: Language): string => {
  const roles = JSON.parse(json) as readonly (readonly [AccessRole, TeamFunction])[];
  if (roles.length === 0) return translate(language, 'common.accessGuest');
  return roles.map(([access, of]) => `${translate(language, accessTexts[access])}, ${translate(language, functionTexts[of])}`).join('; ');
};

const personFields = fieldColumns(person, {});

export const peopleSheet: Sheet<InputOf<typeof exportPeople>, PersonRow> = {
  name: 'settings.peopleTitle',
  windows: (tx) => [
    {
      from: 'person p',
      select: `p.id, ${selectFields(person, 'p')}, (SELECT group_concat(t.name, '; ') FROM (SELECT DISTINCT t.name FROM team_member tm JOIN team t ON t.id = tm.team_id
          WHERE tm.person_id = p.id AND tm.deleted = 0 AND t.deleted = 0 ORDER BY t.name) t) AS teams,
        (SELECT json_group_array(json_array(m.access, m.function)) FROM membership m WHERE m.person_id = p.id AND m.deleted = 0
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

type StageRow = {
  readonly name: string;
  readonly seedKey: string | null;
  readonly kind: StageKind;
  readonly bp: number;
  /** JSON: text and seed key of each criterion. */
  readonly criteria: string;
};
const kindTexts: Readonly<Record<StageKind, TextKey>> = {
  open: 'pipeline.statusOpen',
  won: 'pipeline.statusWon',
  lost: 'pipeline.statusLost',
};

export const stageSheet: Sheet<InputOf<typeof exportStages>, StageRow> = {
  name: 'settings.stagesTitle',
  windows: () => [
    {
      from: 'stage s',
      select: `s.name, s.seed_key AS seedKey, s.kind, s.probability_bp AS bp, (SELECT json_group_array(json_array(c.text, c.seed_key)) FROM
        (SELECT text, seed_key FROM stage_criterion WHERE stage_id = s.id AND deleted = 0 ORDER BY id) c) AS criteria`,
      where: 's.deleted = 0',
      params: [],
      keys: ['s.position'],
      id: 's.id',
      nullable: false,
      descending: false,
      limit: rowsAtOnce,
    },
  ],
  columns: [
    { head: 'wizard.fieldStage', width: 24, cell: ({ name, seedKey }, language) => text(seeded(language, name, seedKey)) },
    { head: 'pipeline.status', width: 12, cell: ({ kind }, language) => text(translate(language, kindTexts[kind])) },
    { head: 'exports.probability', width: 18, cell: ({ bp }) => percent(bp) },
    {
      head: 'settings.criteria',
      width: 60,
      cell: ({ criteria }, language) =>
        text(
          (JSON.parse(criteria) as readonly (readonly [string, string | null])[])
            .map(([criterion, key]) => seeded(language, criterion, key))
            .join('\n'),
        ),
    },
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

export const rateSheet: Sheet<InputOf<typeof exportRates>, RateRow> = {
  name: 'common.rates',
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

export const targetSheet: Sheet<InputOf<typeof exportTargets>, TargetRow> = {
  name: 'settings.targetsTitle',
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
