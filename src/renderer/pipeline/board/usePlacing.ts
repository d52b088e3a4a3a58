/** Carries out a move: shown at once, then asked of the store, put back with the reason where the store refuses. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import { errorText } from '../../../shared/i18n/errorText.ts';
import { placeDeal } from '../../../shared/pipeline/boardContract.ts';
import type { CallFailed } from '../../app/calls.ts';
import { useCommand } from '../../app/calls.ts';
import type { ClientError } from '../../app/callResult.ts';
import { useText } from '../../app/i18n.ts';
import { seededName } from '../../app/names.ts';
import { useSaid } from '../../app/said.ts';
import type { Move } from './boardMoves.ts';
import { askAgain, showMove } from './boardMoves.ts';
import { useBoardState } from './boardState.ts';
import type { BoardFilter } from './boardView.ts';

/** What the form adds to a move. */
export type Details = {
  readonly met?: Id<'StageCriterion'>[];
  readonly reason?: string | null;
  readonly closeReasonId?: Id<'CloseReason'> | null;
  readonly amount?: Money;
  readonly happenedOn?: Day | null;
};

export type Placing = (move: Move, details?: Details) => Promise<ClientError | null>;

/** `place` answers what the store refused, or null once it is done; either has been said by then. */
export const usePlacing = (filter: BoardFilter): Placing => {
  const { t } = useText();
  const queries = useQueryClient();
  const say = useSaid((state) => state.say);
  const focusOn = useBoardState((state) => state.focusOn);
  const { mutateAsync } = useCommand(placeDeal);
  return useCallback(
    async (move, details = {}) => {
      const { card, to, above } = move;
      const { place, putBack } = await showMove(queries, filter, move);
      focusOn(card.id);
      try {
        await mutateAsync({ id: card.id, toStageId: to.id, above, ...details });
      } catch (failure) {
        const { error } = failure as CallFailed;
        putBack();
        void askAgain(queries);
        focusOn(card.id);
        say(`${t('board.refused', { title: card.title })} ${errorText(t, error)}`, 'refused');
        return error;
      }
      const stage = seededName(t, to);
      const done =
        card.stageId === to.id ? 'board.reordered' : to.kind === 'won' ? 'board.won' : to.kind === 'lost' ? 'board.lost' : 'board.moved';
      say(`${t(done, { title: card.title, stage, place })} ${t('board.howToUndo')}`);
      return null;
    },
    [queries, filter, mutateAsync, focusOn, say, t],
  );
};
