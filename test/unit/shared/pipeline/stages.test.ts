/** The agreed process as rules: what a move asks for. */
import { describe, expect, it } from 'vitest';
import type { Id } from '../../../../src/shared/kernel/brand.ts';
import { day } from '../../../../src/shared/kernel/day.ts';
import { ok } from '../../../../src/shared/kernel/result.ts';
import type { Stage, StageKind } from '../../../../src/shared/pipeline/schema.ts';
import { decideMove, type MoveQuestion, unmetCriteria } from '../../../../src/shared/pipeline/stages.ts';

const stage = (id: string, position: number, kind: StageKind = 'open'): Pick<Stage, 'id' | 'position' | 'kind'> => ({
  id: id as Stage['id'],
  position,
  kind,
});
const criterion = (id: string, provenBy: 'manual' | 'hasAmount') => ({ id: id as Id<'StageCriterion'>, provenBy });
const proposal = stage('proposal', 300);
const nothingKnown = { hasAmount: false, hasExpectedClose: false, hasContact: false, hasNextStep: false, hasAccount: false };

const move = (parts: Partial<MoveQuestion>) =>
  decideMove({
    from: proposal,
    to: stage('negotiation', 400),
    facts: nothingKnown,
    criteria: [criterion('amount', 'hasAmount'), criterion('decider', 'manual')],
    met: [],
    reason: null,
    closeReason: null,
    closeReasonNamed: false,
    lastMove: day('2026-11-01'),
    happenedOn: day('2026-11-21'),
    ...parts,
  });
const refused = (type: string) => ({ ok: false, error: expect.objectContaining({ type }) as unknown });

describe('a move', () => {
  it('forward that skips exit criteria needs a reason, and is told which are unmet', () => {
    expect(move({})).toEqual({ ok: false, error: { type: 'ReasonMissing', unmet: ['amount', 'decider'] } });
    expect(move({ reason: '   ' })).toEqual(refused('ReasonMissing'));
    expect(move({ reason: 'The buyer has signed a letter of intent' })).toEqual(ok(null));
  });

  it('forward is free once the data proves what it can and the seller ticks the rest', () => {
    expect(move({ facts: { ...nothingKnown, hasAmount: true }, met: ['decider'] })).toEqual(ok(null));
    expect(move({ facts: { ...nothingKnown, hasAmount: true } })).toEqual({
      ok: false,
      error: { type: 'ReasonMissing', unmet: ['decider'] },
    });
  });

  it('to won asks for the criteria of the stage it leaves too', () => {
    expect(move({ to: stage('won', 500, 'won') })).toEqual(refused('ReasonMissing'));
  });

  it('backwards is free', () => {
    expect(move({ to: stage('qualified', 100) })).toEqual(ok(null));
  });

  it('out of a closed stage is free: a deal is reopened', () => {
    expect(move({ from: stage('won', 500, 'won'), to: proposal })).toEqual(ok(null));
  });

  it('to lost without a reason is refused, with one it is free of criteria', () => {
    const lost = stage('lost', 600, 'lost');
    expect(move({ to: lost })).toEqual(refused('CloseReasonMissing'));
    expect(move({ to: lost, closeReason: { kind: 'lost' }, closeReasonNamed: true })).toEqual(ok(null));
  });

  it('takes only a close reason of the kind of its stage', () => {
    const lost = stage('lost', 600, 'lost');
    expect(move({ to: lost, closeReason: { kind: 'won' }, closeReasonNamed: true })).toEqual(refused('CloseReasonUnknown'));
    expect(move({ to: lost, closeReason: null, closeReasonNamed: true })).toEqual(refused('CloseReasonUnknown'));
    expect(move({ to: stage('qualified', 100), closeReason: { kind: 'lost' }, closeReasonNamed: true })).toEqual(
      refused('CloseReasonUnknown'),
    );
  });

  it('to the stage where the deal is, is refused', () => {
    expect(move({ to: proposal })).toEqual(refused('AlreadyThere'));
  });

  it('dated before the last move is refused, on the same day it is not', () => {
    expect(move({ reason: 'x', happenedOn: day('2026-10-31') })).toEqual({
      ok: false,
      error: { type: 'MovesBackInTime', last: day('2026-11-01') },
    });
    expect(move({ reason: 'x', happenedOn: day('2026-11-01') })).toEqual(ok(null));
    expect(move({ reason: 'x', lastMove: null })).toEqual(ok(null));
  });
});

it('a criterion that the data can prove may also be ticked', () => {
  expect(unmetCriteria({ criteria: [criterion('amount', 'hasAmount')], met: ['amount'], facts: nothingKnown })).toEqual([]);
});
