/** The filters of the pipeline table, those in force beyond the fields as words that can be taken away, and the views and columns beside them. */
import { IconAdjustmentsHorizontal, IconSearch, IconX } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { PersonView, WorkspaceView } from '../../shared/admin/contract.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import type { StageView } from '../../shared/pipeline/contract.ts';
import { findByIds } from '../../shared/pipeline/searchContract.ts';
import { useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { Segment } from '../ui/Segment.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { filterChips } from './filterChips.ts';
import { MoreFilters } from './MoreFilters.tsx';
import type { PipelineView, StatusFilter } from './pipelineRoute.ts';
import { isFiltered, noFilters, setTable, statuses } from './pipelineRoute.ts';

const statusTexts: Readonly<Record<StatusFilter, TextKey>> = {
  open: 'pipeline.filterOpen',
  won: 'pipeline.filterWon',
  lost: 'pipeline.filterLost',
  all: 'pipeline.statusAll',
};

type DealFiltersProps = {
  readonly view: PipelineView;
  readonly stages: readonly StageView[];
  readonly people: readonly PersonView[];
  readonly workspace: WorkspaceView;
  readonly wordsRef: RefObject<HTMLInputElement | null>;
  /** What stands at the right: saved views and columns. */
  readonly children: ReactNode;
};

export const DealFilters = ({ view, stages, people, workspace, wordsRef, children }: DealFiltersProps) => {
  const { t, language } = useText();
  const { filter } = view;
  const [isMoreShown, setIsMoreShown] = useState(false);
  const account = useQuery(findByIds, filter.accountId === null ? null : { ids: [filter.accountId] }, false);
  const accountName = filter.accountId === null ? null : (account.data?.[0]?.title ?? null);
  const ofStatus = stages.filter((stage) => view.status === 'all' || stage.kind === view.status);
  const chips = filterChips(t, language, filter, accountName);
  return (
    <>
      <div className="filters">
        <WordsField words={filter.words ?? ''} inputRef={wordsRef} />
        <Segment
          label={t('pipeline.status')}
          value={view.status}
          options={statuses.map((status) => ({ value: status, label: t(statusTexts[status]) }))}
          onChange={(status) => {
            setTable({ status, stage: null });
          }}
        />
        <SelectField
          label={t('common.stage')}
          value={filter.stageId ?? ''}
          options={[
            { value: '', label: t('pipeline.anyStage') },
            ...ofStatus.map((stage) => ({ value: stage.id, label: seededName(t, stage) })),
          ]}
          onChange={(stage) => {
            setTable({ stage });
          }}
        />
        <SelectField
          label={t('common.owner')}
          value={filter.ownerId ?? ''}
          options={[{ value: '', label: t('pipeline.anyOwner') }, ...people.map((person) => ({ value: person.id, label: person.name }))]}
          onChange={(owner) => {
            setTable({ owner });
          }}
        />
        <button
          type="button"
          className="button"
          aria-expanded={isMoreShown}
          onClick={() => {
            setIsMoreShown(!isMoreShown);
          }}
        >
          <IconAdjustmentsHorizontal className="icon small" stroke={1.75} aria-hidden="true" />
          {chips.length === 0 ? t('table.more') : t('table.moreActive', { active: chips.length })}
        </button>
        {isFiltered(view) ? (
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              setTable(noFilters);
            }}
          >
            {t('pipeline.clearFilters')}
          </button>
        ) : null}
        <span className="filtersEnd">{children}</span>
      </div>
      {isMoreShown ? <MoreFilters filter={filter} workspace={workspace} accountName={accountName} /> : null}
      {!isMoreShown && chips.length > 0 ? (
        <div className="chips">
          {chips.map(({ text, without }) => (
            <button
              key={text}
              type="button"
              className="chip"
              aria-label={t('table.removeFilter', { filter: text })}
              onClick={() => {
                setTable(without);
              }}
            >
              {text}
              <IconX size={12} stroke={2} aria-hidden="true" />
            </button>
          ))}
        </div>
      ) : null}
    </>
  );
};

/** How long a pause in typing is before the list follows, in milliseconds. */
const pause = 150;

const WordsField = ({ words, inputRef }: { readonly words: string; readonly inputRef: RefObject<HTMLInputElement | null> }) => {
  const { t } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<number | undefined>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const follow = (text: string): void => {
    clearTimeout(timer.current);
    setTyped(text);
    timer.current = window.setTimeout(() => {
      // One step back leads to before the typing, not through its letters.
      setTable({ q: text.trim() }, words === '' ? 'push' : 'replace');
    }, pause);
  };
  return (
    <label className="field search">
      <IconSearch className="icon small" stroke={1.75} aria-hidden="true" />
      <input
        ref={inputRef}
        type="text"
        maxLength={100}
        placeholder={t('table.words')}
        aria-label={t('table.words')}
        value={typed ?? words}
        onChange={(event) => {
          follow(event.target.value);
        }}
        onBlur={() => {
          setTyped(null);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || (typed ?? words) === '') return;
          event.preventDefault();
          follow('');
        }}
      />
    </label>
  );
};
