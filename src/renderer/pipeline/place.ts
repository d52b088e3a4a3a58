/** The pipeline as a place of the window: its table, its board, or one deal by itself. */
import { IconLayoutColumns } from '@tabler/icons-react';
import type { PlaceOfRail } from '../app/place.ts';
import { pipelineFinds } from './pipelineFinds.ts';
import { PipelinePlace } from './PipelinePlace.tsx';

export const pipelinePlace: PlaceOfRail<'pipeline'> = {
  name: 'pipeline',
  label: 'common.pipeline',
  icon: IconLayoutColumns,
  keys: ['g', 'p'],
  page: PipelinePlace,
  finds: pipelineFinds,
};
