/** Name, region, base currency and time zone of the workspace. */
import type { WorkspaceView } from '../../../shared/admin/contract.ts';
import { editWorkspace } from '../../../shared/admin/contract.ts';
import { workspace as workspaceTable } from '../../../shared/admin/schema.ts';
import { useCommand } from '../../app/calls.ts';
import { useText } from '../../app/i18n.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { isCurrency, currencyCodes } from '../../../shared/kernel/money.ts';
import { EditText } from './EditText.tsx';
import { useTry } from './useTry.ts';

const regions = ['NO', 'DK', 'SE', 'GB'] as const;

type WorkspaceSettingProps = { readonly workspace: WorkspaceView; readonly canEdit: boolean };

export const WorkspaceSetting = ({ workspace, canEdit }: WorkspaceSettingProps) => {
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: edit } = useCommand(editWorkspace);
  const save = (patch: Parameters<typeof edit>[0]): void => void attempt(() => edit(patch));
  return (
    <dl className="settingFacts">
      <dt>{t('settings.workspaceName')}</dt>
      <dd>
        <EditText
          label={t('settings.workspaceName')}
          value={workspace.name}
          max={workspaceTable.columns.name.max}
          isFixed={!canEdit}
          onSave={(name) => {
            save({ name });
          }}
        />
      </dd>
      <dt>{t('settings.region')}</dt>
      <dd>
        {canEdit ? (
          <SelectField
            label={t('settings.region')}
            value={workspace.region}
            options={regions.map((region) => ({ value: region, label: t(`settings.region${region}`) }))}
            onChange={(value) => {
              const region = regions.find((each) => each === value);
              if (region !== undefined) save({ region });
            }}
          />
        ) : (
          t(`settings.region${workspace.region}`)
        )}
      </dd>
      <dt>{t('settings.baseCurrency')}</dt>
      <dd>
        {canEdit ? (
          <SelectField
            label={t('settings.baseCurrency')}
            value={workspace.baseCurrency}
            options={currencyCodes([workspace.baseCurrency]).map((code) => ({ value: code, label: code }))}
            onChange={(code) => {
              if (isCurrency(code)) save({ baseCurrency: code });
            }}
          />
        ) : (
          workspace.baseCurrency
        )}
      </dd>
      <dt>{t('settings.zone')}</dt>
      <dd>
        <EditText
          label={t('settings.zone')}
          value={workspace.zone}
          max={workspaceTable.columns.zone.max}
          isFixed={!canEdit}
          onSave={(zone) => {
            save({ zone });
          }}
        />
      </dd>
    </dl>
  );
};
