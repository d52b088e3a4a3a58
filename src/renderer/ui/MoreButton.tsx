/** Brings the next window of a list; nothing where the list is at its end. */
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useText } from '../app/i18n.ts';

type MoreButtonProps = { readonly list: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'fetchNextPage'>; readonly className?: string };

/** `className` is that of what surrounds the button; left out, nothing does. */
export const MoreButton = ({ list, className }: MoreButtonProps) => {
  const { t } = useText();
  if (!list.hasNextPage) return null;
  const button = (
    <button type="button" className="button small" onClick={() => void list.fetchNextPage()}>
      {t('common.showMore')}
    </button>
  );
  return className === undefined ? button : <div className={className}>{button}</div>;
};
