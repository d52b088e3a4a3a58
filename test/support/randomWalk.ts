/** Random work on a workspace for property tests: commands that a person could give, and the visible content of the tables after them. */
import fc from 'fast-check';
import { createAccount, editAccount, logActivity, removeAccount } from '../../src/shared/accounts/contract.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { addDays, day } from '../../src/shared/kernel/day.ts';
import { createDeal, editDeal, editStage, moveDeal, removeDeal, setDealOwner, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { restore } from '../../src/shared/sync/contract.ts';
import type { TestApp } from './anApp.ts';
import { nok, sek } from './builders.ts';

const kinds = [
  'create',
  'edit',
  'value',
  'move',
  'owner',
  'remove',
  'restore',
  'account',
  'rename',
  'activity',
  'stage',
  'dropAccount',
] as const;

export type Step = { readonly kind: (typeof kinds)[number]; readonly deal: number; readonly pick: number; readonly daysAgo: number };

export const aStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Step['kind']>('create', 'edit', 'value', 'move') },
    { weight: 2, arbitrary: fc.constantFrom(...kinds) },
  ),
  deal: fc.nat({ max: 2 }),
  pick: fc.nat({ max: 7 }),
  daysAgo: fc.oneof(fc.constant(0), fc.nat({ max: 40 })),
});

const ids = <E extends string>(app: TestApp, table: string): readonly Id<E>[] =>
  app.store.read((tx) => tx.all<{ id: Id<E> }>(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => id);

const at = <T>(list: readonly T[], index: number): T | undefined => (list.length === 0 ? undefined : list[index % list.length]);

/** Gives the command of a step; whether it was accepted does not matter. Days run back from 21 November 2026. */
export const take = async (app: TestApp, step: Step): Promise<void> => {
  const { pick } = step;
  const happenedOn = step.daysAgo === 0 ? null : addDays(day('2026-11-21'), -step.daysAgo);
  const id = at(ids<'Deal'>(app, 'deal'), step.deal);
  const account = at(ids<'Account'>(app, 'account'), pick) ?? null;
  const person = at(ids<'Person'>(app, 'person'), pick) ?? null;
  const money = pick % 3 === 0 ? sek(pick * 100) : nok(pick * 1_000.5);
  switch (step.kind) {
    case 'create':
      await app.attempt(createDeal, { title: `Deal ${step.deal}`, accountId: account, amount: pick === 0 ? null : money, happenedOn });
      return;
    case 'account':
      await app.attempt(createAccount, { name: `Account ${pick}` });
      return;
    case 'rename':
      if (account !== null) await app.attempt(editAccount, { id: account, name: `Renamed ${step.deal}`, keyAccount: pick % 2 === 0 });
      return;
    case 'dropAccount':
      if (account !== null) await app.attempt(removeAccount, { id: account });
      return;
    case 'stage': {
      const stageId = at(Object.values(app.stages), pick);
      if (stageId !== undefined) await app.attempt(editStage, { id: stageId, probabilityBp: step.deal * 1_000, position: 50 + pick * 97 });
      return;
    }
    case 'edit':
    case 'value':
    case 'move':
    case 'owner':
    case 'remove':
    case 'restore':
    case 'activity':
      if (id !== undefined) await onDeal(app, step, id, { happenedOn, account, person, money });
  }
};

type Around = {
  readonly happenedOn: ReturnType<typeof day> | null;
  readonly account: Id<'Account'> | null;
  readonly person: Id<'Person'> | null;
  readonly money: ReturnType<typeof nok>;
};

const onDeal = async (
  app: TestApp,
  { kind, pick, deal }: Step,
  id: Id<'Deal'>,
  { happenedOn, account, person, money }: Around,
): Promise<void> => {
  if (kind === 'edit')
    await app.attempt(
      editDeal,
      pick % 2 === 0 ? { id, title: `Title ${pick}`, nextStep: `Call ${deal}` } : { id, accountId: account, nextStep: null },
    );
  if (kind === 'value')
    await app.attempt(
      setDealValue,
      pick === 7 ? { id, amount: null, happenedOn } : { id, amount: money, expectedClose: day(`2026-12-${10 + pick}`), happenedOn },
    );
  if (kind === 'owner') await app.attempt(setDealOwner, { id, personId: pick === 7 ? null : person, from: happenedOn });
  if (kind === 'remove') await app.attempt(removeDeal, { id });
  if (kind === 'restore') await app.attempt(restore, { table: 'deal', id });
  if (kind === 'activity' && account !== null)
    await app.attempt(logActivity, { accountId: account, dealId: id, kind: 'note', body: `Note ${pick}` });
  if (kind === 'move') {
    const toStageId = at(Object.values(app.stages), pick);
    const closeReasonId = toStageId === app.stage('lost') ? app.reason('lostPrice') : null;
    if (toStageId !== undefined) await app.attempt(moveDeal, { id, toStageId, reason: 'agreed by phone', closeReasonId, happenedOn });
  }
};

const cellsOf = (table: string, columns: string, live: string): string => `SELECT '${table}' AS t, ${columns} FROM ${table} WHERE ${live}`;

const visible = [
  cellsOf('deal', 'id, title, account_id, product_id, contact_id, next_step, next_step_day', 'deleted = 0'),
  cellsOf('account', 'id, name, parent_id, key_account', 'deleted = 0'),
  cellsOf('activity', 'id, body, deal_id', 'deleted = 0'),
  cellsOf('stage', 'id, name, position, probability_bp', 'deleted = 0'),
  cellsOf('stage_move', 'id, deal_id, to_stage_id, reason, close_reason_id, happened_day', 'voided = 0'),
  cellsOf('deal_value', 'id, deal_id, amount_minor, currency, expected_close, happened_day', 'voided = 0'),
  cellsOf('ownership', 'id, record_id, person_id, happened_day', 'voided = 0'),
  "SELECT 'trash' AS t, id FROM deal WHERE deleted = 1 UNION ALL SELECT 'trash', id FROM account WHERE deleted = 1",
  'SELECT * FROM deal_state',
  'SELECT * FROM account_state',
] as const;

/** What a person can see of the store: live rows, standing facts, the trash, and the derived rows. */
export const visibleContent = (app: TestApp): string =>
  app.store.read((tx) =>
    visible.flatMap((sql) => tx.all<Record<string, unknown>>(`${sql} ORDER BY 1, 2`).map((row) => JSON.stringify(row))).join('\n'),
  );

export const logLength = (app: TestApp): number =>
  app.store.read((tx) => tx.get<{ n: number }>('SELECT count(*) AS n FROM change_set'))?.n ?? 0;
