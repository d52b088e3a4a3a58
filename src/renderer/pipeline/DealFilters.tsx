/** The filters of the pipeline table. */
import type { PersonView } from '../../shared/admin/contract.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import type { StageView } from '../../shared/pipeline/contract.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { setParams } from '../app/routes.ts';
import { Segment } from '../ui/Segment.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import type { PipelineView, StatusFilter } from './pipelineRoute.ts';
import { isFiltered, statuses } from './pipelineRoute.ts';

const statusTexts: Readonly<Record<StatusFilter, TextKey>> = {
  open: 'pipeline.filterOpen',
  won: 'pipeline.filterWon',
  lost: 'pipeline.filterLost',
  all: 'pipeline.statusAll',
};

type DealFiltersProps = { readonly view: PipelineView; readonly stages: readonly StageView[]; readonly people: readonly PersonView[] };

export const DealFilters = ({ view, stages, people }: DealFiltersProps) => {
  const { t } = useText();
  const ofStatus = stages.filter((stage) => view.status === 'all' || stage.kind === view.status);
  return (
    <div className="filters">
      <Segment
        label={t('pipeline.status')}
        value={view.status}
        options={statuses.map((status) => ({ value: status, label: t(statusTexts[status]) }))}
        onChange={(status) => {
          setParams({ status, stage: null });
        }}
      />
      <SelectField
        label={t('pipeline.stage')}
        value={view.stageId ?? ''}
        options={[
          { value: '', label: t('pipeline.anyStage') },
          ...ofStatus.map((stage) => ({ value: stage.id, label: seededName(t, stage) })),
        ]}
        onChange={(stage) => {
          setParams({ stage });
        }}
      />
      <SelectField
        label={t('pipeline.owner')}
        value={view.ownerId ?? ''}
        options={[{ value: '', label: t('pipeline.anyOwner') }, ...people.map((person) => ({ value: person.id, label: person.name }))]}
        onChange={(owner) => {
          setParams({ owner });
        }}
      />
      {isFiltered(view) ? (
        <button
          type="button"
          className="button quiet"
          onClick={() => {
            setParams({ status: null, stage: null, owner: null });
          }}
        >
          {t('pipeline.clearFilters')}
        </button>
      ) : null}
    </div>
  );
};
