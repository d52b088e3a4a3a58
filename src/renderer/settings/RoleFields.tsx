/** What somebody is, where they work and which position they hold, each chosen from its list. */
import type { ReactNode } from 'react';
import type { Role } from '../../shared/admin/policy.ts';
import { accessRoles, type AccessRole, positions, teamFunctions } from '../../shared/admin/schema.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { useText } from '../app/i18n.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { functionNames, positionNames, roleNames } from './roleNames.ts';

type RoleFieldsProps = {
  readonly role: Role;
  /** Whom it is about, where several stand in one form. */
  readonly name?: string;
  /** Whether each field stands behind its label, as in a dialog. */
  readonly isLabelled?: boolean;
  /** Accesses to choose from; none: it stays as it is and is not shown. */
  readonly accesses?: readonly AccessRole[];
  /** Whether the position is this person's to give; else it is not shown, and stays as it is. */
  readonly mayGive: boolean;
  readonly onChange: (role: Role) => void;
};

type Names<T extends string> = Readonly<Record<T, TextKey>>;

export const RoleFields = ({ role, name, isLabelled = false, accesses = accessRoles, mayGive, onChange }: RoleFieldsProps) => {
  const { t } = useText();
  const field = <T extends string>(
    text: string,
    value: T,
    choices: readonly T[],
    names: Names<T>,
    onPick: (value: T) => void,
  ): ReactNode => {
    const select = (
      <SelectField
        label={name === undefined ? text : `${text}: ${name}`}
        value={value}
        options={choices.map((each) => ({ value: each, label: t(names[each]) }))}
        onChange={(picked) => {
          onPick(choices.find((each) => each === picked) ?? value);
        }}
      />
    );
    return isLabelled ? (
      <label>
        {text}
        {select}
      </label>
    ) : (
      select
    );
  };
  return (
    <>
      {accesses.length === 0
        ? null
        : field(t('common.role'), role.access, accesses, roleNames, (access) => {
            onChange({ ...role, access });
          })}
      {field(t('settings.function'), role.function, teamFunctions, functionNames, (side) => {
        onChange({ ...role, function: side });
      })}
      {mayGive
        ? field(t('settings.position'), role.position, positions, positionNames, (position) => {
            onChange({ ...role, position });
          })
        : null}
    </>
  );
};
