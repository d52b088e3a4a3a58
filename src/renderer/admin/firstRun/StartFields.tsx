/** The fields of the first run that are choices: language, region, currency, and what one works with. */
import type { SetupRole } from '../../../shared/admin/setupRoles.ts';
import { setupRoles } from '../../../shared/admin/setupRoles.ts';
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import type { Region } from '../../../shared/kernel/collation.ts';
import { useText } from '../../app/i18n.ts';
import { currencyCodes } from '../../../shared/kernel/money.ts';
import { LanguageField } from '../settings/LanguageField.tsx';
import { functionNames } from '../settings/roleNames.ts';
import { Segment } from '../../ui/Segment.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { regionCurrencies, inRegion, type StartDetails } from './startDetails.ts';

const regions = Object.keys(regionCurrencies) as readonly Region[];

type RegionFieldsProps = { readonly details: StartDetails; readonly onChange: (patch: Partial<StartDetails>) => void };

export const RegionFields = ({ details, onChange }: RegionFieldsProps) => {
  const { t } = useText();
  return (
    <div className="startRegion">
      <div className="startField">
        <span className="meta">{t('common.language')}</span>
        <LanguageField />
      </div>
      <div className="startField">
        <span className="meta">{t('settings.region')}</span>
        <SelectField
          label={t('settings.region')}
          value={details.region}
          options={regions.map((each) => ({ value: each, label: t(`settings.region${each}`) }))}
          onChange={(value) => {
            onChange(inRegion(details, regions.find((each) => each === value) ?? details.region));
          }}
        />
      </div>
      <div className="startField">
        <span className="meta">{t('settings.baseCurrency')}</span>
        <SelectField
          label={t('settings.baseCurrency')}
          value={details.currency}
          options={currencyCodes([details.currency]).map((code) => ({ value: code, label: code }))}
          onChange={(currency) => {
            onChange({ currency });
          }}
        />
      </div>
    </div>
  );
};

const roleTexts: Readonly<Record<SetupRole, { readonly name: TextKey; readonly decides: TextKey }>> = {
  sales: { name: functionNames.sales, decides: 'firstRun.rolesSales' },
  marketing: { name: functionNames.marketing, decides: 'firstRun.rolesMarketing' },
  both: { name: 'firstRun.both', decides: 'firstRun.rolesBoth' },
  management: { name: functionNames.management, decides: 'firstRun.rolesManagement' },
};

type RoleFieldProps = { readonly role: SetupRole; readonly onChange: (role: SetupRole) => void };

/** With a line of what the choice decides. */
export const RoleField = ({ role, onChange }: RoleFieldProps) => {
  const { t } = useText();
  return (
    <div className="startField">
      <span className="meta">{t('firstRun.role')}</span>
      <Segment
        label={t('firstRun.role')}
        value={role}
        options={setupRoles.map((each) => ({ value: each, label: t(roleTexts[each].name) }))}
        onChange={onChange}
      />
      <span className="meta" aria-live="polite">
        {t(roleTexts[role].decides)}
      </span>
    </div>
  );
};
