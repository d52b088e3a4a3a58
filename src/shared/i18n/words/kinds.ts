/** What one row of a table is called, under the name of the table: in histories, the trash, conflicts and undone imports. */
import { words } from '../text.ts';
import { board } from './board.ts';
import { common } from './common.ts';
import { deal } from './deal.ts';
import { fields } from './fields.ts';
import { settings } from './settings.ts';

export const kinds = words({
  fact_void: { en: 'Taking back', nb: 'Angring', da: 'Fortrydelse', sv: 'Ångrande' },
  workspace: settings.workspaceTitle,
  person: common.person,
  membership: common.role,
  team: common.team,
  team_member: { en: 'Team member', nb: 'Teammedlem', da: 'Teammedlem', sv: 'Teammedlem' },
  exchange_rate: settings.rate,
  revenue_target: common.revenueTarget,
  saved_view: board.view,
  account: common.company,
  contact: common.contact,
  activity: { en: 'Activity', nb: 'Aktivitet', da: 'Aktivitet', sv: 'Aktivitet' },
  knowledge: { en: 'Knowledge', nb: 'Kunnskap', da: 'Viden', sv: 'Kunskap' },
  product: common.product,
  product_price: fields['product_price.amountMinor'],
  ownership: common.owner,
  stage: common.stage,
  stage_criterion: { en: 'Criterion', nb: 'Krav', da: 'Krav', sv: 'Krav' },
  close_reason: fields['stage_move.closeReasonId'],
  deal: common.deal,
  deal_value: common.amount,
  stage_move: common.stage,
  deal_credit: deal.credit,
  import_batch: fields['import_problem.batchId'],
  external_ref: fields['external_ref.key'],
  import_problem: { en: 'Odd cell', nb: 'Avvik', da: 'Afvigelse', sv: 'Avvikelse' },
  import_decision: fields['import_decision.choice'],
  import_mapping: { en: 'Mapping', nb: 'Oppsett', da: 'Opsætning', sv: 'Mappning' },
});
