/** The agreed process: each stage with its weight and its criteria, in order; one more, one moved, one taken out. */
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { StageView } from '../../../shared/pipeline/contract.ts';
import { createStage, editStage } from '../../../shared/pipeline/contract.ts';
import { addCriterion, placeStage, removeCriterion, removeStage } from '../../../shared/pipeline/processContract.ts';
import { stage as stageTable, stageCriterion } from '../../../shared/pipeline/schema.ts';
import { useCommand } from '../../app/calls.ts';
import { useText } from '../../app/i18n.ts';
import { seededName } from '../../app/names.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { EditText } from './EditText.tsx';
import { readPercent } from '../../../shared/kernel/readAmount.ts';
import { useTry } from './useTry.ts';

type StagesSettingProps = { readonly stages: readonly StageView[]; readonly canEdit: boolean };

export const StagesSetting = ({ stages, canEdit }: StagesSettingProps) => {
  const open = stages.filter(({ kind }) => kind === 'open');
  return (
    <>
      <ol className="stageList">
        {stages.map((stage) => (
          <StageLine key={stage.id} stage={stage} open={open} canEdit={canEdit} />
        ))}
      </ol>
      {canEdit ? <StageForm last={open.at(-1)?.position ?? 0} /> : null}
    </>
  );
};

type StageLineProps = { readonly stage: StageView; readonly open: readonly StageView[]; readonly canEdit: boolean };

const StageLine = ({ stage, open, canEdit }: StageLineProps) => {
  const { t, language } = useText();
  const attempt = useTry();
  const { mutateAsync: edit } = useCommand(editStage);
  const { mutateAsync: place } = useCommand(placeStage);
  const { mutateAsync: remove } = useCommand(removeStage);
  const [inUse, setInUse] = useState<number | null>(null);
  const name = seededName(t, stage);
  const isOpen = stage.kind === 'open';
  const at = open.findIndex(({ id }) => id === stage.id);
  const percent = String(stage.probabilityBp / 100).replace('.', language === 'en' ? '.' : ',');
  const put = (after: Id<'Stage'> | null): void => void attempt(() => place({ id: stage.id, after }));
  const takeOut = async (): Promise<void> => {
    const refused = await attempt(() => remove({ id: stage.id }), 'StageInUse');
    const count = refused?.type === 'StageInUse' && 'count' in refused ? refused.count : null;
    if (typeof count === 'number') setInUse(count);
  };
  return (
    <li className="stageLine">
      <div className="stageRow">
        <EditText
          label={t('settings.nameOf', { name })}
          value={name}
          max={stageTable.columns.name.max}
          isFixed={!canEdit}
          onSave={(typed) => void attempt(() => edit({ id: stage.id, name: typed }))}
        />
        {isOpen ? (
          <span className="percent">
            <EditText
              label={t('settings.probabilityOf', { stage: name })}
              value={percent}
              max={6}
              isNumber
              isFixed={!canEdit}
              isValid={(typed) => readPercent(typed) !== null}
              onSave={(typed) => void attempt(() => edit({ id: stage.id, probabilityBp: readPercent(typed) ?? stage.probabilityBp }))}
            />
            <span className="muted" aria-hidden="true">
              {'%'}
            </span>
          </span>
        ) : (
          <span className="percent muted num">{`${percent} %`}</span>
        )}
        {canEdit && isOpen ? (
          <span className="row tools">
            <button
              type="button"
              className="iconButton"
              aria-label={t('settings.moveUp', { stage: name })}
              disabled={at <= 0}
              onClick={() => {
                put(open[at - 2]?.id ?? null);
              }}
            >
              <IconArrowUp className="icon small" stroke={1.75} aria-hidden="true" />
            </button>
            <button
              type="button"
              className="iconButton"
              aria-label={t('settings.moveDown', { stage: name })}
              disabled={at >= open.length - 1}
              onClick={() => {
                put(open[at + 1]?.id ?? null);
              }}
            >
              <IconArrowDown className="icon small" stroke={1.75} aria-hidden="true" />
            </button>
            <button
              type="button"
              className="iconButton"
              aria-label={t('common.removeNamed', { name })}
              disabled={open.length < 2}
              onClick={() => void takeOut()}
            >
              <IconX className="icon small" stroke={1.75} aria-hidden="true" />
            </button>
          </span>
        ) : (
          <span className="tools" />
        )}
        {isOpen ? <Criteria stage={stage} name={name} canEdit={canEdit} /> : <span />}
      </div>
      {inUse === null ? null : (
        <MoveDeals
          stage={name}
          count={inUse}
          others={open.filter(({ id }) => id !== stage.id)}
          onMove={(moveTo) => void attempt(() => remove({ id: stage.id, moveTo }))}
          onClose={() => {
            setInUse(null);
          }}
        />
      )}
    </li>
  );
};

type MoveDealsProps = {
  readonly stage: string;
  readonly count: number;
  readonly others: readonly StageView[];
  readonly onMove: (to: Id<'Stage'>) => void;
  readonly onClose: () => void;
};

/** Asks where the deals of a stage go before it is taken out. */
const MoveDeals = ({ stage, count, others, onMove, onClose }: MoveDealsProps) => {
  const { t } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const to = others.find(({ id }) => id === chosen) ?? others[0];
  return (
    <div className="settingForm asked" role="alert">
      <span className="small">{t('settings.stageInUse', { count, stage })}</span>
      <SelectField
        label={t('common.stage')}
        value={to?.id ?? ''}
        options={others.map((each) => ({ value: each.id, label: seededName(t, each) }))}
        onChange={setChosen}
      />
      <button
        type="button"
        className="button"
        onClick={() => {
          if (to !== undefined) onMove(to.id);
        }}
      >
        {t('settings.moveThem')}
      </button>
      <button type="button" className="button quiet" onClick={onClose}>
        {t('common.cancel')}
      </button>
    </div>
  );
};

type CriteriaProps = { readonly stage: StageView; readonly name: string; readonly canEdit: boolean };

const Criteria = ({ stage, name, canEdit }: CriteriaProps) => {
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: add } = useCommand(addCriterion);
  const { mutateAsync: remove } = useCommand(removeCriterion);
  return (
    <ul className="criteria" aria-label={`${name}: ${t('settings.criteria')}`}>
      {stage.criteria.map((criterion) => {
        const text = seededName(t, { name: criterion.text, seedKey: criterion.seedKey });
        return (
          <li key={criterion.id} className="small">
            <span>{text}</span>
            {canEdit ? (
              <button
                type="button"
                className="iconButton"
                aria-label={t('common.removeNamed', { name: text })}
                onClick={() => void attempt(() => remove({ id: criterion.id }))}
              >
                <IconX className="icon small" stroke={1.75} aria-hidden="true" />
              </button>
            ) : null}
          </li>
        );
      })}
      {canEdit ? (
        <li>
          <EditText
            // A saved criterion leaves an empty field for the next one.
            key={stage.criteria.length}
            label={t('settings.addCriterion', { stage: name })}
            hint={t('settings.criterionExample')}
            value=""
            max={stageCriterion.columns.text.max}
            isValid={() => true}
            onSave={(text) => void attempt(() => add({ stageId: stage.id, text }))}
          />
        </li>
      ) : null}
    </ul>
  );
};

/** A new stage stands last among the open ones; arrows put it where it belongs. */
const StageForm = ({ last }: { readonly last: number }) => {
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: create } = useCommand(createStage);
  const [name, setName] = useState('');
  const [percent, setPercent] = useState('50');
  const probabilityBp = readPercent(percent);
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (probabilityBp === null || name.trim() === '') return;
    const refused = await attempt(() => create({ name: name.trim(), position: last + 1, probabilityBp }));
    if (refused === null) setName('');
  };
  return (
    <form className="settingForm" onSubmit={(event) => void send(event)}>
      <span className="field">
        <input
          type="text"
          aria-label={t('settings.addStage')}
          placeholder={t('common.stage')}
          maxLength={stageTable.columns.name.max}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
      </span>
      <span className={probabilityBp === null ? 'field short wrong' : 'field short'}>
        <input
          type="text"
          inputMode="decimal"
          className="num"
          aria-label={t('settings.probability')}
          aria-invalid={probabilityBp === null}
          value={percent}
          onChange={(event) => {
            setPercent(event.target.value);
          }}
        />
        <span aria-hidden="true">{'%'}</span>
      </span>
      <button type="submit" className="button" disabled={probabilityBp === null || name.trim() === ''}>
        {t('settings.addStage')}
      </button>
    </form>
  );
};
