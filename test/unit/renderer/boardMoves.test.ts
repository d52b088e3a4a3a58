/** What a move on the board asks for, and how the board looks before the store has answered. */
import { describe, expect, it } from 'vitest';
import type { Id } from '../../../src/shared/kernel/brand.ts';
import { day } from '../../../src/shared/kernel/day.ts';
import type { Board, BoardCard } from '../../../src/shared/pipeline/boardContract.ts';
import type { StageView } from '../../../src/shared/pipeline/contract.ts';
import { asksFor, boardAfter, missingFor, withCard, withoutCard } from '../../../src/renderer/pipeline/board/boardMoves.ts';
import { parseBoardView, viewOf } from '../../../src/renderer/pipeline/board/boardView.ts';
import { nok } from '../../support/builders.ts';

const stage = (name: string, position: number, kind: StageView['kind'] = 'open', criteria: StageView['criteria'] = []): StageView => ({
  id: name as Id<'Stage'>,
  name,
  seedKey: null,
  kind,
  probabilityBp: 5_000,
  position,
  criteria,
});
const agreed = { id: 'agreed' as Id<'StageCriterion'>, text: 'Agreed', seedKey: null, provenBy: 'manual' as const };
const first = stage('first', 100);
const second = stage('second', 200, 'open', [agreed]);
const third = stage('third', 300);
const won = stage('won', 400, 'won');
const lost = stage('lost', 500, 'lost');

const card = (id: string, parts: Partial<BoardCard> = {}): BoardCard => ({
  id: id as Id<'Deal'>,
  title: id,
  status: 'open',
  stageId: second.id,
  account: null,
  owner: null,
  team: 'sales',
  nextStep: null,
  nextStepDay: null,
  quietDays: 3,
  amount: nok(100),
  estimate: false,
  closedDay: null,
  unmet: [],
  ...parts,
});

describe('a move', () => {
  const bare = card('bare', { unmet: [agreed.id] });

  it('forward asks for the criteria that are not met; back and in its own stage it asks for nothing', () => {
    expect(asksFor(bare, second, third)).toBe('criteria');
    expect(missingFor(bare, second, third)).toEqual([agreed]);
    expect(asksFor(bare, second, first)).toBe('nothing');
    expect(asksFor(bare, second, second)).toBe('nothing');
    expect(asksFor(card('ready'), second, third)).toBe('nothing');
  });

  it('to won or lost asks how it closed; only won asks for the criteria too', () => {
    expect(asksFor(card('ready'), second, won)).toBe('closing');
    expect(missingFor(bare, second, won)).toEqual([agreed]);
    expect(asksFor(bare, second, lost)).toBe('closing');
    expect(missingFor(bare, second, lost)).toEqual([]);
  });

  it('of a closed deal back into the process asks for nothing', () => {
    expect(asksFor(card('reopened', { stageId: won.id, status: 'won' }), won, second)).toBe('nothing');
  });
});

describe('cards shown before the store has answered', () => {
  const pages = {
    pages: [
      { rows: [card('a'), card('b')], next: 'more' },
      { rows: [card('c')], next: null },
    ],
    pageParams: [null, 'more'],
  };
  const ids = (of: ReturnType<typeof withoutCard>): readonly (readonly string[])[] =>
    of?.pages.map(({ rows }) => rows.map(({ id }) => id as string)) ?? [];

  it('stand under the card they were dropped under, first without one, and first where that card is not known', () => {
    expect(ids(withCard(pages, card('x'), 'b'))).toEqual([['a', 'b', 'x'], ['c']]);
    expect(ids(withCard(pages, card('x'), 'c'))).toEqual([
      ['a', 'b'],
      ['c', 'x'],
    ]);
    expect(ids(withCard(pages, card('x'), null))).toEqual([['x', 'a', 'b'], ['c']]);
    expect(ids(withCard(pages, card('x'), 'gone'))).toEqual([['x', 'a', 'b'], ['c']]);
  });

  it('leave the column they come from', () => {
    expect(ids(withoutCard(pages, 'b'))).toEqual([['a'], ['c']]);
  });

  it('change the sums of both columns, and none when a card changes places in its own', () => {
    const board: Board = {
      columns: [second, won].map((of) => ({
        stage: of,
        count: 1,
        withoutAmount: 0,
        amount: { NOK: 100_00n },
        weighted: of.kind === 'open' ? { NOK: 50_00n } : {},
      })),
      baseCurrency: 'NOK',
      rates: [],
      outside: 0,
      withoutNextStep: 0,
    };
    const [from, to] = boardAfter(board, { card: card('a'), to: won }).columns;
    expect(from).toMatchObject({ count: 0, amount: { NOK: 0n }, weighted: { NOK: 0n } });
    expect(to).toMatchObject({ count: 2, amount: { NOK: 200_00n }, weighted: {} });
    expect(boardAfter(board, { card: card('a'), to: second })).toEqual(board);
  });
});

describe('the address', () => {
  it('means the board unless it names the table or what only the table can show', () => {
    const of = (text: string): string => viewOf(new URLSearchParams(text));
    expect([of(''), of('owner=x&deal=y'), of('view=table'), of('status=won'), of('stage=x'), of('view=board&status=won')]).toEqual([
      'board',
      'board',
      'table',
      'table',
      'table',
      'board',
    ]);
  });

  it('names the period of won and lost; a quarter when it says nothing', () => {
    const of = (text: string) => parseBoardView(new URLSearchParams(text), day('2026-11-21')).filter;
    expect(of('')).toMatchObject({ closedFrom: '2026-10-01', closedTo: '2026-12-31', ownerId: null });
    expect(of('closed=month')).toMatchObject({ closedFrom: '2026-11-01', closedTo: '2026-11-30' });
    expect(of('closed=year')).toMatchObject({ closedFrom: '2026-01-01', closedTo: '2026-12-31' });
    expect(of('closed=decade')).toMatchObject({ closedFrom: '2026-10-01' });
  });
});
