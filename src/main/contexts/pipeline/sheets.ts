/** Deals as a file, complete enough to come back as they are; how the credit for them is shared, and the stages that they go through. */
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import { exportCredits, exportDeals, exportStages } from '../../../shared/pipeline/exportContract.ts';
import type { StageKind } from '../../../shared/pipeline/schema.ts';
import { writeStageHistory } from '../../../shared/pipeline/stageHistory.ts';
import type { InputOf } from '../../../shared/kernel/contract.ts';
import { type Day, isReadableDay } from '../../../shared/kernel/day.ts';
import { selectFields } from '../../../shared/kernel/fields.ts';
import { deal as dealTable } from '../../../shared/pipeline/schema.ts';
import { type DealRow, dealWindows } from './dealList.ts';
import { fieldColumns } from '../fieldColumns.ts';
import { amount, type AnySheet, count, day, percent, rowsAtOnce, seeded, type Sheet, sheetOf, text, yes } from '../sheet.ts';

type ExportRow = DealRow & {
  readonly createdDay: Day | null;
  readonly product: string | null;
  readonly contact: string | null;
  readonly monthly: number | null;
  readonly termMonths: number | null;
  readonly reason: string | null;
  readonly reasonKey: string | null;
  readonly notALoss: number | null;
  /** JSON: day, name and seed key of the stage of each move. */
  readonly moves: string;
};

const moves = `(SELECT json_group_array(json_array(o.day, o.name, o.seed_key)) FROM (SELECT m.happened_day AS day, ms.name, ms.seed_key FROM stage_move m
  JOIN stage ms ON ms.id = m.to_stage_id WHERE m.deal_id = ds.deal_id AND m.voided = 0 ORDER BY m.happened_at, m.hlc, m.id) o)`;

const dealFields = fieldColumns(dealTable, {});

const dealSheet: Sheet<InputOf<typeof exportDeals>, ExportRow> = {
  windows: (tx, question) =>
    dealWindows({ ...question, after: null, limit: rowsAtOnce }, tx).map((spec) => ({
      ...spec,
      select: `${spec.select}, ds.created_day AS createdDay, xp.name AS product, xc.name AS contact, ${selectFields(dealTable, 'd')},
        ds.monthly_minor AS monthly, ds.term_months AS termMonths, xr.name AS reason, xr.seed_key AS reasonKey, xr.not_a_loss AS notALoss, ${moves} AS moves`,
      from: `${spec.from} LEFT JOIN product xp ON xp.id = d.product_id LEFT JOIN contact xc ON xc.id = d.contact_id
        LEFT JOIN close_reason xr ON xr.id = ds.close_reason_id`,
    })),
  columns: [
    { head: 'exports.dealId', width: 38, cell: ({ id }) => text(id) },
    ...dealFields.only('title'),
    { head: 'wizard.fieldAccount', width: 30, cell: ({ account }) => text(account) },
    { head: 'wizard.fieldAccountKey', width: 38, cell: ({ accountId }) => text(accountId) },
    { head: 'wizard.fieldContact', width: 24, cell: ({ contact }) => text(contact) },
    { head: 'wizard.fieldProduct', width: 24, cell: ({ product }) => text(product) },
    { head: 'wizard.fieldOwner', width: 24, cell: ({ owner }) => text(owner) },
    { head: 'wizard.fieldStage', width: 18, cell: ({ stage, seedKey }, language) => text(seeded(language, stage, seedKey)) },
    { head: 'wizard.fieldCreatedDay', width: 12, cell: ({ createdDay }) => day(createdDay) },
    {
      head: 'wizard.fieldStageHistory',
      width: 24,
      cell: (row, language) => text(historyOf(row.moves, language)),
    },
    { head: 'wizard.fieldExpectedClose', width: 18, cell: ({ expectedClose }) => day(expectedClose) },
    { head: 'wizard.fieldCloseDay', width: 12, cell: ({ closedDay }) => day(closedDay) },
    { head: 'wizard.fieldCloseReason', width: 24, cell: ({ reason, reasonKey }, language) => text(seeded(language, reason, reasonKey)) },
    { head: 'wizard.fieldNotALoss', width: 12, cell: ({ notALoss }, language) => yes(notALoss ?? 0, language) },
    { head: 'wizard.fieldAmount', width: 16, cell: ({ amount: minor, currency }) => amount(minor, currency) },
    { head: 'wizard.fieldCurrency', width: 10, cell: ({ currency, amount: minor }) => text(minor === null ? null : currency) },
    { head: 'wizard.fieldEstimate', width: 10, cell: ({ estimate }, language) => yes(estimate, language) },
    { head: 'wizard.fieldMonthly', width: 16, cell: ({ monthly, currency }) => amount(monthly, currency) },
    { head: 'wizard.fieldTermMonths', width: 12, cell: ({ termMonths }) => count(termMonths) },
    ...dealFields.besides('title'),
  ],
};

type StoredMove = readonly [Day | null, string, string | null];

const historyOf = (json: string, language: Parameters<typeof seeded>[0]): string =>
  writeStageHistory(
    (JSON.parse(json) as readonly StoredMove[]).map(([of, name, seedKey]) => ({
      day: of !== null && isReadableDay(of) ? of : null,
      stage: seeded(language, name, seedKey) ?? name,
    })),
  );

type CreditRow = {
  readonly dealId: string;
  readonly title: string;
  readonly person: string | null;
  readonly shareBp: number | string | null;
  readonly fromDay: Day | null;
};

const ofShare = (field: string): string => `CASE WHEN j.type = 'object' THEN json_extract(j.value, '$.${field}') END`;

const creditSheet: Sheet<InputOf<typeof exportCredits>, CreditRow> = {
  windows: () => [
    {
      // A split that cannot be read is a row without a share.
      from: `deal_credit c JOIN json_each(CASE WHEN json_valid(c.shares) AND json_type(c.shares) = 'array' THEN c.shares ELSE '[null]' END) j
        JOIN deal d ON d.id = c.deal_id LEFT JOIN person p ON p.id = ${ofShare('personId')}`,
      select: `c.deal_id AS dealId, d.title, p.name AS person, ${ofShare('shareBp')} AS shareBp, c.happened_day AS fromDay`,
      where: `d.deleted = 0 AND c.id = (SELECT x.id FROM deal_credit x WHERE x.deal_id = c.deal_id AND x.voided = 0
        ORDER BY x.happened_at DESC, x.hlc DESC, x.id DESC LIMIT 1)`,
      params: [],
      keys: ['c.deal_id', 'j.key'],
      id: 'c.id',
      nullable: false,
      descending: false,
      limit: rowsAtOnce,
    },
  ],
  columns: [
    { head: 'exports.dealId', width: 38, cell: ({ dealId }) => text(dealId) },
    ...dealFields.only('title'),
    { head: 'common.person', width: 24, cell: ({ person }) => text(person) },
    { head: 'exports.share', width: 12, cell: ({ shareBp }) => percent(shareBp) },
    { head: 'exports.fromDay', width: 12, cell: ({ fromDay }) => day(fromDay) },
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

const stageSheet: Sheet<InputOf<typeof exportStages>, StageRow> = {
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

export const pipelineSheets: readonly AnySheet[] = [
  sheetOf(exportDeals, dealSheet),
  sheetOf(exportCredits, creditSheet),
  sheetOf(exportStages, stageSheet),
];
