/** What somebody is, where they work and which position they hold, each chosen from its list. */
import type { Role } from '../../shared/admin/policy.ts';
import { accessRoles, type AccessRole, positions, teamFunctions } from '../../shared/admin/schema.ts';
import { useText } from '../app/i18n.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { functionNames, positionNames, roleNames } from './roleNames.ts';

type RoleFieldsProps = {
  readonly role: Role;
  /** Whom it is about, where several stand in one form. */
  readonly name?: string;
  /** Accesses to choose from; none: it stays as it is and is not shown. */
  readonly accesses?: readonly AccessRole[];
  /** Whether the position is this person's to give; else it is not shown, and stays as it is. */
  readonly mayGive: boolean;
  readonly onChange: (role: Role) => void;
};

export const RoleFields = ({ role, name, accesses = accessRoles, mayGive, onChange }: RoleFieldsProps) => {
  const { t } = useText();
  const label = (text: string): string => (name === undefined ? text : `${text}: ${name}`);
  return (
    <>
      {accesses.length === 0 ? null : (
        <SelectField
          label={label(t('settings.role'))}
          value={role.access}
          options={accesses.map((each) => ({ value: each, label: t(roleNames[each]) }))}
          onChange={(value) => {
            onChange({ ...role, access: accesses.find((each) => each === value) ?? role.access });
          }}
        />
      )}
      <SelectField
        label={label(t('settings.function'))}
        value={role.function}
        options={teamFunctions.map((each) => ({ value: each, label: t(functionNames[each]) }))}
        onChange={(value) => {
          onChange({ ...role, function: teamFunctions.find((each) => each === value) ?? role.function });
        }}
      />
      {mayGive ? (
        <SelectField
          label={label(t('settings.position'))}
          value={role.position}
          options={positions.map((each) => ({ value: each, label: t(positionNames[each]) }))}
          onChange={(value) => {
            onChange({ ...role, position: positions.find((each) => each === value) ?? role.position });
          }}
        />
      ) : null}
    </>
  );
};
