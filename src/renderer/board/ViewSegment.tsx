/** Board or table: two views of the same deals. */
import { useText } from '../app/i18n.ts';
import { goTo } from '../app/routes.ts';
import { Segment } from '../ui/Segment.tsx';
import type { View } from './boardView.ts';

type ViewSegmentProps = { readonly view: View; readonly ownerId: string | null };

export const ViewSegment = ({ view, ownerId }: ViewSegmentProps) => {
  const { t } = useText();
  return (
    <Segment
      label={t('board.view')}
      value={view}
      options={[
        { value: 'board', label: t('board.board') },
        { value: 'table', label: t('common.table') },
      ]}
      onChange={(next) => {
        goTo('pipeline', { view: next, owner: ownerId });
      }}
    />
  );
};
