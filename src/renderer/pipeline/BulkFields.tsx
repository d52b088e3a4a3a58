/** The fields that a change of many deals asks for, by what shall change. */
import type { PersonView } from '../../shared/admin/contract.ts';
import type { OutputOf } from '../../shared/kernel/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { stages as stagesQuery } from '../../shared/pipeline/contract.ts';
import { deal, stageMove } from '../../shared/pipeline/schema.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { dayEcho } from '../ui/dayText.ts';
import { SelectField } from '../ui/SelectField.tsx';
import type { BulkDraft } from './bulkChange.ts';

type BulkFieldsProps = {
  readonly draft: BulkDraft;
  readonly process: OutputOf<typeof stagesQuery>;
  readonly people: readonly PersonView[];
  readonly today: Day;
  readonly onChange: (draft: BulkDraft) => void;
};

export const BulkFields = ({ draft, process, people, today, onChange }: BulkFieldsProps) => {
  const { t, language } = useText();
  const put = (part: Partial<BulkDraft>): void => {
    onChange({ ...draft, ...part });
  };
  switch (draft.kind) {
    case null:
    case 'remove':
      return null;
    case 'owner':
      return (
        <SelectField
          label={t('common.owner')}
          value={draft.value}
          options={[{ value: '', label: t('common.nobody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(value) => {
            put({ value });
          }}
        />
      );
    case 'stage': {
      const to = process.stages.find(({ id }) => id === draft.value);
      const reasons = process.closeReasons.filter(({ kind }) => kind === to?.kind);
      return (
        <>
          <SelectField
            label={t('common.stage')}
            value={draft.value}
            options={[
              { value: '', label: t('table.bulkChooseStage') },
              ...process.stages.map((stage) => ({ value: stage.id, label: seededName(t, stage) })),
            ]}
            onChange={(value) => {
              put({ value, closeReasonId: '' });
            }}
          />
          {reasons.length === 0 ? null : (
            <SelectField
              label={t(to?.kind === 'lost' ? 'pipeline.lossReason' : 'pipeline.reason')}
              value={draft.closeReasonId}
              options={[
                { value: '', label: t(to?.kind === 'lost' ? 'board.chooseLossReason' : 'board.chooseReason') },
                ...reasons.map((reason) => ({ value: reason.id, label: seededName(t, reason) })),
              ]}
              onChange={(closeReasonId) => {
                put({ closeReasonId });
              }}
            />
          )}
          <TextField
            label={t(to?.kind === 'lost' ? 'board.note' : 'table.bulkReason')}
            max={stageMove.columns.reason.max}
            value={draft.reason}
            onType={(reason) => {
              put({ reason });
            }}
          />
        </>
      );
    }
    case 'expectedClose': {
      const echo = dayEcho(t, language, today)(draft.value);
      return (
        <>
          <TextField
            label={t('pipeline.expectedClose')}
            value={draft.value}
            isWrong={!echo.isRight}
            onType={(value) => {
              put({ value });
            }}
          />
          <span className={echo.isRight ? 'meta' : 'meta bad'} role={echo.isRight ? 'status' : 'alert'}>
            {echo.text ?? t('pipeline.noDay')}
          </span>
        </>
      );
    }
    case 'nextStep':
      return (
        <TextField
          label={t('fields.deal.nextStep')}
          max={deal.columns.nextStep.max}
          value={draft.value}
          onType={(value) => {
            put({ value });
          }}
        />
      );
  }
};

type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly max?: number | undefined;
  readonly isWrong?: boolean;
  readonly onType: (text: string) => void;
};

const TextField = ({ label, value, max, isWrong = false, onType }: TextFieldProps) => (
  <span className={isWrong ? 'field wrong wide' : 'field wide'}>
    <input
      type="text"
      maxLength={max}
      aria-label={label}
      placeholder={label}
      aria-invalid={isWrong}
      value={value}
      onChange={(event) => {
        onType(event.target.value);
      }}
    />
  </span>
);
