/** Every move of a card as a menu, for those who neither drag nor know the keys. */
import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { BoardCard } from '../../shared/pipeline/boardContract.ts';
import type { StageView } from '../../shared/pipeline/contract.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { findCard, moveOrAsk, reorder, useBoard } from './BoardContext.ts';
import { openDeal } from './boardKeys.ts';
import { useBoardState } from './boardState.ts';

const clickOutside = ['mousedown', 'touchstart'];

export const CardMenu = ({ card }: { readonly card: BoardCard }) => {
  const { t } = useText();
  const board = useBoard();
  const openMenu = useBoardState((state) => state.openMenu);
  const focusOn = useBoardState((state) => state.focusOn);
  const found = findCard(board, card.id);
  const moveTo = (stage: StageView) => () => {
    moveOrAsk(board, card, stage, null);
  };
  const mayMove = board.mayMove(card);
  const others = mayMove ? board.stages.filter(({ id }) => id !== card.stageId) : [];
  const step = (by: 1 | -1) => () => {
    if (found !== null) reorder(board, found, by);
  };
  return (
    <Menu
      opened
      onChange={(opened) => {
        if (!opened) openMenu(null);
      }}
      onClose={() => {
        focusOn(card.id);
      }}
      returnFocus={false}
      // The key that opens the menu is still on its way to the document: it must not close it again.
      clickOutsideEvents={clickOutside}
      withInitialFocusPlaceholder={false}
      position="bottom-end"
      offset={2}
      width={232}
      classNames={{ dropdown: 'floating' }}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <button type="button" className="iconButton cardMore" tabIndex={-1} aria-label={t('board.more', { title: card.title })}>
          <IconDots className="icon small" stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('board.more', { title: card.title })}>
        <Menu.Item
          rightSection={<kbd>↵</kbd>}
          onClick={() => {
            openDeal(card.id);
          }}
        >
          {t('common.open')}
        </Menu.Item>
        {mayMove && card.status === 'open' && found !== null ? (
          <>
            <Menu.Divider />
            <Menu.Item rightSection={<kbd>⇧ ↑</kbd>} disabled={found.index === 0} onClick={step(-1)}>
              {t('board.up')}
            </Menu.Item>
            <Menu.Item rightSection={<kbd>⇧ ↓</kbd>} disabled={found.index === found.cards.length - 1} onClick={step(1)}>
              {t('board.down')}
            </Menu.Item>
          </>
        ) : null}
        {mayMove ? <Menu.Divider /> : null}
        {others.map((stage) => (
          <Menu.Item
            key={stage.id}
            rightSection={stage.kind === 'open' ? null : <kbd>{stage.kind === 'won' ? 'w' : 'q'}</kbd>}
            onClick={moveTo(stage)}
          >
            {t(stage.kind === 'open' ? 'board.moveTo' : 'board.close', { stage: seededName(t, stage) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
