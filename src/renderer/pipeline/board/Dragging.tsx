/** The card in the hand: it follows the pointer, and says what the place under it asks for before it is let go. */
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { DragLocationHistory } from '@atlaskit/pragmatic-drag-and-drop/types';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { formatList } from '../../../shared/i18n/format.ts';
import type { StageView } from '../../../shared/pipeline/contract.ts';
import { useText } from '../../app/i18n.ts';
import { seededName } from '../../app/names.ts';
import type { BoardTools } from './BoardContext.ts';
import { moveOrAsk, stageOf, useBoard } from './BoardContext.ts';
import { missingFor } from './boardMoves.ts';
import type { Drag } from './boardState.ts';
import { useBoardState } from './boardState.ts';
import { CardFace, isCardData } from './DealCard.tsx';

type Over = Drag['over'];

const sameOver = (a: Over, b: Over): boolean => a?.stage.id === b?.stage.id && a?.index === b?.index;

const overOf = (data: Record<string | symbol, unknown> | undefined): Over =>
  data === undefined ? null : { stage: data['stage'] as StageView, index: data['index'] as number };

/** Lets a card fall: on its own place nothing happens; elsewhere it goes under the card above the slot. */
const drop = (board: BoardTools, { card }: Drag, { stage, index }: NonNullable<Over>): void => {
  const cards = board.cardsOf.get(stage.id) ?? [];
  const own = cards.findIndex(({ id }) => id === card.id);
  if (stage.id === card.stageId && (stage.kind !== 'open' || index === own || index === own + 1)) return;
  const above = cards
    .slice(0, index)
    .filter(({ id }) => id !== card.id)
    .at(-1);
  moveOrAsk(board, card, stage, stage.kind === 'open' ? (above?.id ?? null) : null);
};

export const Dragging = ({ today }: { readonly today: string }) => {
  const board = useBoard();
  const floating = useRef<HTMLDivElement>(null);
  const drag = useBoardState((state) => state.drag);
  useEffect(() => {
    const { setDrag } = useBoardState.getState();
    // Moved by hand, not by React: it has to keep up with the pointer.
    const follow = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): void => {
      if (floating.current !== null) floating.current.style.transform = `translate(${clientX - 48}px, ${clientY - 20}px)`;
    };
    const lookUnder = ({ location }: { readonly location: DragLocationHistory }): void => {
      follow(location.current.input);
      const held = useBoardState.getState().drag;
      const over = overOf(location.current.dropTargets[0]?.data);
      if (held !== null && !sameOver(held.over, over)) setDrag({ ...held, over });
    };
    return monitorForElements({
      canMonitor: ({ source }) => isCardData(source.data),
      onDragStart: ({ source, location }) => {
        if (!isCardData(source.data)) return;
        setDrag({ card: source.data.card, fromIndex: source.data.index, over: null });
        requestAnimationFrame(() => {
          follow(location.current.input);
        });
      },
      onDrag: lookUnder,
      onDropTargetChange: lookUnder,
      onDrop: ({ location }) => {
        const held = useBoardState.getState().drag;
        setDrag(null);
        // Escape, or a place that takes no cards: everything stays as it was.
        const over = overOf(location.current.dropTargets[0]?.data);
        if (held !== null && over !== null) drop(board, held, over);
      },
    });
  }, [board]);
  return drag === null ? null : (
    <div className="floatingCard" ref={floating} aria-hidden="true">
      <div className="dealCard">
        <div className="cardLink">
          <CardFace card={drag.card} today={today} />
        </div>
      </div>
      <Asked drag={drag} from={stageOf(board, drag.card.stageId)} />
    </div>
  );
};

/** The strip under the card in the hand. */
const Asked = ({ drag, from }: { readonly drag: Drag; readonly from: StageView | undefined }) => {
  const { t, language } = useText();
  const to = drag.over?.stage;
  if (to === undefined || to.id === drag.card.stageId) return null;
  const missing = missingFor(drag.card, from, to);
  const criteria = formatList(
    language,
    missing.map(({ text, seedKey }) => seededName(t, { name: text, seedKey })),
  );
  const asked = to.kind === 'lost' ? t('board.asksCloseReason') : missing.length > 0 ? t('board.asksCriteria', { criteria }) : null;
  return asked === null ? null : (
    <div className="dragHint small">
      <IconAlertTriangle className="icon small" stroke={1.75} aria-hidden="true" />
      {asked}
    </div>
  );
};
