/** Which column is which field: proposed by names, with why; another choice, a saved mapping, and saving this one. */
import { useState } from 'react';
import { workspace as workspaceQuery } from '../../shared/admin/contract.ts';
import { importActionOf } from '../../shared/admin/policy.ts';
import { saveMapping } from '../../shared/imports/contract.ts';
import { kinds, type ImportKind, importKinds } from '../../shared/imports/kinds.ts';
import { type Mapping, readingOf } from '../../shared/imports/mapping.ts';
import { mappings } from '../../shared/imports/wizardContract.ts';
import { isCurrency } from '../../shared/kernel/money.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { formatList } from '../../shared/i18n/format.ts';
import { importMapping } from '../../shared/imports/schema.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { reachHere } from '../app/may.ts';
import { useSaid } from '../app/said.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { ColumnTable } from './ColumnTable.tsx';
import { fits, isReady, mappingOfKind, type PlannedLook } from './draft.ts';
import { FileTabs } from './FileTabs.tsx';
import { type FilesProps, Labelled } from './FilesStep.tsx';
import { StepFrame } from './StepFrame.tsx';
import { useWizard } from './wizardState.ts';
import { fieldWord, recordWord } from './words.ts';

export const ColumnsStep = ({ plans, current, onChoose, isBusy }: FilesProps) => {
  const { t } = useText();
  const goTo = useWizard((state) => state.goTo);
  const used = plans.filter(({ isLeftOut }) => !isLeftOut);
  const shown = used.find(({ look }) => look.name === current) ?? used[0];
  return (
    <StepFrame
      finding={t('wizard.findingColumns')}
      isBusy={isBusy}
      foot={
        <>
          <button
            type="button"
            className="button"
            onClick={() => {
              goTo('files');
            }}
          >
            {t('wizard.back')}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={used.length === 0 || !used.every(isReady)}
            onClick={() => {
              goTo('check');
            }}
          >
            {t('wizard.toCheck')}
          </button>
        </>
      }
    >
      <div className="wizardPane">
        <FileTabs plans={used} current={shown?.look.name ?? ''} onChoose={onChoose} />
        {shown === undefined ? null : (
          <div className="paneBody">
            <MappingHead plan={shown} />
            {shown.mapping === null ? (
              <p className="small warn hint" role="status">
                {t('wizard.kindMissing')}
              </p>
            ) : (
              <ColumnTable plan={shown} mapping={shown.mapping} />
            )}
          </div>
        )}
      </div>
    </StepFrame>
  );
};

const MappingHead = ({ plan }: { readonly plan: PlannedLook }) => {
  const { t, language } = useText();
  const change = useWizard((state) => state.change);
  const saved = useQuery(mappings, { after: null, limit: 200 });
  const { look, mapping, draft, missing } = plan;
  const put = (next: Mapping | null, name: string | null): void => {
    change(look.name, { mapping: next, saved: name });
  };
  const offered = saved.data?.rows.filter((each) => fits(each.mapping, look)) ?? [];
  const { data: workspace } = useQuery(workspaceQuery, {});
  const allowed = importKinds.filter((kind) => workspace !== undefined && reachHere(workspace, importActionOf(kind)) !== 'none');
  const holdsAmounts = mapping !== null && kinds[mapping.kind].fields.some((field) => readingOf(mapping.kind, field) === 'amount');
  return (
    <>
      <div className="guessed">
        <Labelled label={t('wizard.kind')}>
          <SelectField
            label={t('wizard.kind')}
            value={mapping?.kind ?? ''}
            options={[
              ...(mapping === null ? [{ value: '', label: t('wizard.kindUnknown') }] : []),
              ...allowed.map((value) => ({ value, label: recordWord(t, value) })),
            ]}
            onChange={(kind) => {
              put(mappingOfKind(kind as ImportKind, look), null);
            }}
          />
        </Labelled>
        {offered.length === 0 ? null : (
          <Labelled label={t('wizard.useSaved')}>
            <SelectField
              label={t('wizard.useSaved')}
              value={draft.saved ?? ''}
              options={[{ value: '', label: t('wizard.noSaved') }, ...offered.map(({ name }) => ({ value: name, label: name }))]}
              onChange={(name) => {
                const found = offered.find((each) => each.name === name);
                put(found?.mapping ?? null, found?.name ?? null);
              }}
            />
          </Labelled>
        )}
        {mapping !== null && holdsAmounts ? <CurrencyField key={look.name} mapping={mapping} onChange={put} /> : null}
        {mapping === null ? null : <SaveMapping mapping={mapping} />}
      </div>
      {mapping === null || missing.length === 0 ? null : (
        <p className="small warn hint" role="status">
          {t('wizard.fieldMissing', {
            fields: formatList(
              language,
              missing.map((field) => fieldWord(t, mapping.kind, field)),
            ),
          })}
        </p>
      )}
    </>
  );
};

type CurrencyFieldProps = { readonly mapping: Mapping; readonly onChange: (mapping: Mapping, saved: null) => void };

const CurrencyField = ({ mapping, onChange }: CurrencyFieldProps) => {
  const { t } = useText();
  const [text, setText] = useState(mapping.currency ?? '');
  return (
    <Labelled label={t('wizard.currency')}>
      <span className="field">
        <input
          className="code"
          aria-label={t('wizard.currency')}
          value={text}
          maxLength={3}
          size={4}
          onChange={(event) => {
            const code = event.target.value.toUpperCase();
            setText(code);
            const { currency: _before, ...rest } = mapping;
            if (code === '') onChange(rest, null);
            else if (isCurrency(code)) onChange({ ...mapping, currency: code }, null);
          }}
        />
      </span>
    </Labelled>
  );
};

const SaveMapping = ({ mapping }: { readonly mapping: Mapping }) => {
  const { t } = useText();
  const [name, setName] = useState('');
  const save = useCommand(saveMapping);
  const say = useSaid((state) => state.say);
  return (
    <form
      className="labelled saveMapping"
      onSubmit={(event) => {
        event.preventDefault();
        const given = name.trim();
        if (given === '') return;
        save.mutate(
          { name: given, mapping },
          {
            onSuccess: () => {
              say(t('wizard.saved', { name: given }));
              setName('');
            },
            onError: ({ error }) => {
              say(errorText(t, error), 'refused');
            },
          },
        );
      }}
    >
      <span className="meta" aria-hidden="true">
        {t('wizard.saveAs')}
      </span>
      <span className="row">
        <span className="field">
          <input
            aria-label={t('wizard.saveAs')}
            value={name}
            maxLength={importMapping.columns.name.max}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
        </span>
        <button type="submit" className="button" disabled={name.trim() === '' || save.isPending}>
          {t('common.save')}
        </button>
      </span>
    </form>
  );
};
