/** Which of its pages the pipeline shows: a deal by itself, else the board or the table. */
import type { PageProps } from '../app/place.ts';
import { idOf } from '../app/routes.ts';
import { BoardPage } from '../board/BoardPage.tsx';
import { viewOf } from '../board/boardView.ts';
import { DealPage } from '../deal/DealPage.tsx';
import { PipelinePage } from './PipelinePage.tsx';

export const PipelinePlace = ({ workspace, params }: PageProps) => {
  const recordId = idOf<'Deal'>(params.get('record'));
  if (recordId !== null) return <DealPage key={recordId} dealId={recordId} workspace={workspace} />;
  const Shown = viewOf(params) === 'board' ? BoardPage : PipelinePage;
  return <Shown workspace={workspace} params={params} />;
};
