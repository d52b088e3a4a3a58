/** What the form below the filters asks to be changed, as the command takes it. */
import type { CallInputOf } from '../../shared/kernel/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { bulkEdit } from '../../shared/pipeline/bulkContract.ts';
import type { DealFilter } from '../../shared/pipeline/dealFilter.ts';
import { idOf } from '../app/routes.ts';
import { readDayText } from '../ui/dayText.ts';
import type { Selection } from './selection.ts';

export const bulkKinds = ['owner', 'stage', 'expectedClose', 'nextStep', 'remove'] as const;
export type BulkKind = (typeof bulkKinds)[number];

export type BulkDraft = {
  readonly kind: BulkKind | null;
  /** The person, the stage, the day or the next step, as the field holds it; empty: none. */
  readonly value: string;
  readonly reason: string;
  readonly closeReasonId: string;
};
export const emptyDraft: BulkDraft = { kind: null, value: '', reason: '', closeReasonId: '' };

type Input = CallInputOf<typeof bulkEdit>;

/** Null: the form does not say it yet. */
export const changeOf = ({ kind, value, reason, closeReasonId }: BulkDraft, today: Day): Input['change'] | null => {
  switch (kind) {
    case null:
      return null;
    case 'owner':
      return { ownerId: idOf<'Person'>(value) };
    case 'stage': {
      const toStageId = idOf<'Stage'>(value);
      if (toStageId === null) return null;
      return {
        stage: { toStageId, reason: reason.trim() === '' ? null : reason.trim(), closeReasonId: idOf<'CloseReason'>(closeReasonId) },
      };
    }
    case 'expectedClose': {
      const day = readDayText(value, today);
      return value.trim() === '' ? { expectedClose: null } : day === null ? null : { expectedClose: day };
    }
    case 'nextStep':
      return { nextStep: value.trim() === '' ? null : value.trim() };
    case 'remove':
      return { remove: true };
  }
};

export const whichOf = (selection: Selection, filter: DealFilter): Input['which'] =>
  selection.kind === 'some'
    ? { ids: [...selection.ids].flatMap((id) => idOf<'Deal'>(id) ?? []) }
    : { filter, except: [...selection.except].flatMap((id) => idOf<'Deal'>(id) ?? []), count: selection.count };
