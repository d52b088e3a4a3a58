/** What can be done with the chosen deals: one change to all of them, with those that refuse named before anything is done. */
import type { RefObject, SubmitEvent } from 'react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { PersonView, WorkspaceView } from '../../shared/admin/contract.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { formatCount } from '../../shared/i18n/format.ts';
import type { OutputOf } from '../../shared/kernel/contract.ts';
import type { BulkRefused } from '../../shared/pipeline/bulkContract.ts';
import { bulkEdit } from '../../shared/pipeline/bulkContract.ts';
import type { stages as stagesQuery } from '../../shared/pipeline/contract.ts';
import type { DealFilter } from '../../shared/pipeline/dealFilter.ts';
import { CallFailed, useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';
import { SelectField } from '../ui/SelectField.tsx';
import type { BulkDraft, BulkKind } from './bulkChange.ts';
import { bulkKinds, changeOf, emptyDraft, whichOf } from './bulkChange.ts';
import { BulkFields } from './BulkFields.tsx';
import { RefusedDeals } from './RefusedDeals.tsx';
import { countOf, everything, type Selection } from './selection.ts';
import { useEscape } from './useEscape.ts';

type SelectionBarProps = {
  readonly selection: Selection;
  /** Deals of the filter, to choose all of them. */
  readonly count: number;
  readonly filter: DealFilter;
  readonly process: OutputOf<typeof stagesQuery>;
  readonly people: readonly PersonView[];
  readonly workspace: WorkspaceView;
  readonly whatRef: RefObject<HTMLSpanElement | null>;
  readonly onSelect: (selection: Selection) => void;
  /** Done, or given up: the focus goes back to the table. */
  readonly onDone: () => void;
};

const kindTexts: Readonly<Record<BulkKind, TextKey>> = {
  owner: 'common.owner',
  stage: 'common.stage',
  expectedClose: 'pipeline.expectedClose',
  nextStep: 'fields.deal.nextStep',
  remove: 'table.bulkRemove',
};

const isRefusal = (error: { readonly type: string }): error is BulkRefused => error.type === 'BulkRefused';

export const SelectionBar = (props: SelectionBarProps) => {
  const { selection, count, filter, process, people, workspace, whatRef, onSelect, onDone } = props;
  const { t, language } = useText();
  const say = useSaid((state) => state.say);
  const { mutateAsync: change, isPending } = useCommand(bulkEdit);
  const [draft, setDraft] = useState<BulkDraft>(emptyDraft);
  const [refusal, setRefusal] = useState<BulkRefused | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEscape(form, onDone);
  const wasRefused = useRef(false);
  useLayoutEffect(() => {
    if (wasRefused.current && refusal === null) form.current?.querySelector<HTMLElement>('button[type=submit]')?.focus();
    wasRefused.current = refusal !== null;
  }, [refusal]);
  const chosen = countOf(selection);
  const wanted = changeOf(draft, workspace.today);
  const send = async (rest: boolean): Promise<void> => {
    if (wanted === null || isPending) return;
    try {
      const { changed, unchanged } = await change({ which: whichOf(selection, filter), change: wanted, rest });
      const same = unchanged === 0 ? [] : [t('table.bulkSame', { count: unchanged })];
      say([t('table.bulkDone', { count: changed }), ...same, ...(changed === 0 ? [] : [t('board.howToUndo')])].join(' '));
      onDone();
    } catch (failure) {
      if (!(failure instanceof CallFailed)) throw failure;
      const error: { readonly type: string } = failure.error;
      if (isRefusal(error)) setRefusal(error);
      else say(errorText(t, failure.error), 'refused');
    }
  };
  if (refusal !== null)
    return (
      <RefusedDeals
        refusal={refusal}
        isPending={isPending}
        onRest={() => void send(true)}
        onLeave={() => {
          setRefusal(null);
        }}
      />
    );
  return (
    <form
      ref={form}
      className="selectionBar"
      aria-label={t('table.bulk')}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void send(false);
      }}
    >
      <strong className="strong" role="status">
        {t('table.chosen', { count: chosen })}
      </strong>
      {chosen === count ? null : (
        <button
          type="button"
          className="link"
          onClick={() => {
            onSelect(everything(count));
          }}
        >
          {t('table.chooseAll', { count: formatCount(language, count) })}
        </button>
      )}
      <button type="button" className="link" onClick={onDone}>
        {t('table.chooseNone')}
      </button>
      <span ref={whatRef}>
        <SelectField
          label={t('table.bulkWhat')}
          value={draft.kind ?? ''}
          options={[{ value: '', label: t('table.bulkWhat') }, ...bulkKinds.map((kind) => ({ value: kind, label: t(kindTexts[kind]) }))]}
          onChange={(value) => {
            setDraft({ ...emptyDraft, kind: bulkKinds.find((kind) => kind === value) ?? null });
          }}
        />
      </span>
      <BulkFields draft={draft} process={process} people={people} today={workspace.today} onChange={setDraft} />
      <button type="submit" className="button primary" disabled={wanted === null || isPending}>
        {t(draft.kind === 'remove' ? 'table.bulkRemoveApply' : 'table.bulkApply', { count: chosen })}
      </button>
    </form>
  );
};
