/** A deal as a cell of its column: what is next, who has it, how quiet it is, what it is worth. */
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { disableNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/disable-native-drag-preview';
import { IconAlertTriangle, IconDots } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import { formatDay, formatMoney, formatNearDay } from '../../shared/i18n/format.ts';
import type { BoardCard } from '../../shared/pipeline/boardContract.ts';
import { useText } from '../app/i18n.ts';
import { quietLimit } from '../app/quiet.ts';
import { hrefOf } from '../app/routes.ts';
import { TeamTag } from '../ui/TeamTag.tsx';
import { useBoard } from './BoardContext.ts';
import { onBoardKey, openDeal } from './boardKeys.ts';
import { useBoardState } from './boardState.ts';
import { CardMenu } from './CardMenu.tsx';

export const cardHeight = 74;

/** "Elin S.": whom it is, in the width that a card has. */
export const shortName = (name: string): string => {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  const last = rest.at(-1);
  return last === undefined ? first : `${first} ${last.charAt(0)}.`;
};

type CardFaceProps = { readonly card: BoardCard; readonly today: string };

/** What is written on a card, in its column and in the hand. */
export const CardFace = ({ card, today }: CardFaceProps) => {
  const { t, language } = useText();
  const { nextStep, nextStepDay, quietDays, owner } = card;
  const isOpen = card.status === 'open';
  const step = nextStepDay === null || nextStep === null ? nextStep : `${formatNearDay(language, nextStepDay, today)}: ${nextStep}`;
  const quiet = quietDays === null ? null : quietDays === 0 ? t('board.activeToday') : t('board.quiet', { count: quietDays });
  return (
    <>
      <div className="cardHead">
        <TeamTag team={card.team} />
        <span className="ellipsis grow" title={card.account === null ? card.title : `${card.account} · ${card.title}`}>
          <span className="strong">{card.account ?? card.title}</span>
          {card.account === null ? null : <span className="small muted"> {card.title}</span>}
        </span>
      </div>
      <div className="cardStep small">
        {isOpen && step === null ? (
          <span className="status warn">
            <IconAlertTriangle size={12} stroke={2} aria-hidden="true" />
            {t('pipeline.noNextStep')}
          </span>
        ) : (
          <span className="ellipsis">
            {isOpen ? step : card.closedDay === null ? t('pipeline.noDay') : formatDay(language, card.closedDay)}
          </span>
        )}
      </div>
      <div className="cardFoot">
        <span className="meta cardWho">
          <span className="ellipsis">{owner === null ? t('pipeline.noOwner') : shortName(owner.name)}</span>
          {quiet === null ? null : (
            <>
              <span aria-hidden="true">·</span>
              <span className={quietDays !== null && quietDays > quietLimit ? 'quietLong' : undefined}>{quiet}</span>
            </>
          )}
        </span>
        <span className="cardAmount">
          {card.amount === null ? (
            <span className="muted small">{t('pipeline.noAmount')}</span>
          ) : (
            `${card.estimate ? '≈\u00a0' : ''}${formatMoney(language, card.amount)}`
          )}
        </span>
      </div>
    </>
  );
};

type DealCardProps = CardFaceProps & {
  /** Pixels from the top of the column. */
  readonly top: number;
  readonly index: number;
  /** Cards in the column, those out of sight included. */
  readonly size: number;
  /** The card is in the hand: its place stays open. */
  readonly isFrom: boolean;
  readonly isTabStop: boolean;
  readonly isSelected: boolean;
};

/** What a drag carries. */
export const isCardData = (data: Record<string | symbol, unknown>): data is { readonly card: BoardCard; readonly index: number } =>
  typeof data['card'] === 'object' && typeof data['index'] === 'number';

export const DealCard = memo(({ card, today, top, index, size, isFrom, isTabStop, isSelected }: DealCardProps) => {
  const { t } = useText();
  const board = useBoard();
  const element = useRef<HTMLLIElement>(null);
  const isMenuOpen = useBoardState((state) => state.menuId === card.id);
  const openMenu = useBoardState((state) => state.openMenu);
  const setActive = useBoardState((state) => state.setActive);
  useEffect(() => {
    if (element.current === null) return undefined;
    return draggable({
      element: element.current,
      canDrag: () => board.mayMove(card),
      getInitialData: () => ({ card, index }),
      // The board draws its own: a picture made by the browser could not say what the place under it asks for.
      onGenerateDragPreview: ({ nativeSetDragImage }) => {
        disableNativeDragPreview({ nativeSetDragImage });
      },
    });
  }, [board, card, index]);
  const marks = [isFrom ? 'from' : isSelected ? 'selected' : '', board.mayMove(card) ? '' : 'others'].filter((mark) => mark !== '');
  const className = ['dealCard placed', ...marks].join(' ');
  return (
    <li ref={element} className={className} style={{ transform: `translateY(${top}px)` }} aria-posinset={index + 1} aria-setsize={size}>
      {isFrom ? <span className="small muted fromText">{t('board.movedFrom')}</span> : null}
      <a
        href={hrefOf('pipeline', { view: 'board', deal: card.id })}
        className="cardLink"
        data-card={card.id}
        draggable={false}
        tabIndex={isTabStop ? 0 : -1}
        aria-describedby="boardHowTo"
        onFocus={() => {
          setActive(card.id);
        }}
        onKeyDown={(event) => {
          onBoardKey(board, event);
        }}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          openDeal(card.id);
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          openMenu(card.id);
        }}
      >
        <CardFace card={card} today={today} />
      </a>
      {isMenuOpen ? (
        <CardMenu card={card} />
      ) : (
        <button
          type="button"
          className="iconButton cardMore"
          tabIndex={-1}
          aria-label={t('board.more', { title: card.title })}
          onClick={() => {
            openMenu(card.id);
          }}
        >
          <IconDots className="icon small" stroke={1.75} aria-hidden="true" />
        </button>
      )}
    </li>
  );
});
