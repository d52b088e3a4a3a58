/** What sales knows of an account, and what the data says of it. */
import type * as contract from '../../../shared/accounts/knowledgeContract.ts';
import { account, knowledge as knowledgeTable } from '../../../shared/accounts/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { dayOf, daysBetween, type Instant } from '../../../shared/kernel/day.ts';
import { type Currency, sumByCurrency } from '../../../shared/kernel/money.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { given } from '../patch.ts';
import { accountToWorkOn } from './commands.ts';

type StateRow = {
  readonly status: 'open' | 'won' | 'lost';
  readonly amount: number | null;
  readonly currency: Currency | null;
  readonly lastAt: Instant | null;
};

const dataSays = (tx: ReadTx, id: Id<'Account'>, sector: string | null): contract.DataSays => {
  const states = tx.all<StateRow>(
    'SELECT status, amount_minor AS amount, currency, last_activity_at AS lastAt FROM deal_state WHERE account_id = ?',
    id,
  );
  const of = (status: StateRow['status']): readonly StateRow[] => states.filter((state) => state.status === status);
  const sum = (rows: readonly StateRow[]) =>
    sumByCurrency(
      rows.flatMap(({ amount, currency }) => (amount === null || currency === null ? [] : [{ minor: BigInt(amount), currency }])),
    );
  const logged = tx.get<{ at: Instant | null }>('SELECT max(happened_at) AS at FROM activity WHERE account_id = ? AND deleted = 0', id)?.at;
  const known = [logged ?? null, ...states.map(({ lastAt }) => lastAt)].filter((at) => at !== null);
  const last = known.reduce<Instant | null>((latest, at) => (latest === null || at > latest ? at : latest), null);
  const lastActivity = last === null ? null : dayOf(last, tx.zone);
  return {
    sector,
    openCount: of('open').length,
    openAmount: sum(of('open')),
    openWithoutAmount: of('open').filter(({ amount }) => amount === null).length,
    wonCount: of('won').length,
    wonAmount: sum(of('won')),
    lostCount: of('lost').length,
    lastActivity,
    quietDays: lastActivity === null ? null : Math.max(0, daysBetween(lastActivity, tx.today)),
  };
};

export const knowledgeHandlers: HandlersOf<typeof contract> = {
  knowledge: (tx, { accountId }) => {
    const row = tx.find(account, accountId);
    if (row === undefined) return err({ type: 'AccountNotFound' });
    const entries = tx.all<contract.KnowledgeEntry>(
      `SELECT k.id, k.side, k.body, p.name AS author, k.author_id AS authorId, k.source, k.on_day AS onDay FROM knowledge k LEFT JOIN person p ON p.id = k.author_id
       WHERE k.account_id = ? AND k.deleted = 0 ORDER BY k.on_day DESC, k.id DESC`,
      accountId,
    );
    return ok({ entries, data: dataSays(tx, accountId, row.sector) });
  },
  addKnowledge: (tx, { accountId, side, body, source, onDay }, { actor }) => {
    if (accountToWorkOn(tx, accountId) === undefined) return err({ type: 'AccountNotFound' });
    if (onDay !== null && onDay > tx.today) return err({ type: 'DayInFuture' });
    const id = tx.newId<'Knowledge'>();
    const authorId = actor.personId as Id<'Person'>;
    tx.insert(knowledgeTable, { id, accountId, side, body, source, authorId, onDay: onDay ?? tx.today });
    return ok({ id });
  },
  editKnowledge: (tx, { id, ...patch }, { may }) => {
    const found = tx.find(knowledgeTable, id);
    if (found === undefined) return err({ type: 'KnowledgeNotFound' });
    if (!may('activity.edit', found.authorId)) return err({ type: 'NotYourEntry' });
    tx.update(knowledgeTable, id, given(patch));
    return ok(null);
  },
  removeKnowledge: (tx, { id }, { may }) => {
    const found = tx.find(knowledgeTable, id);
    if (found === undefined) return err({ type: 'KnowledgeNotFound' });
    if (!may('activity.edit', found.authorId)) return err({ type: 'NotYourEntry' });
    tx.remove(knowledgeTable, id);
    return ok(null);
  },
};
