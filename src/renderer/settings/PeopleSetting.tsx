/** The people of the workspace with the roles they hold, have held and will hold. */
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { PersonView } from '../../shared/admin/contract.ts';
import { addMembership, createPerson, editPerson, endMembership } from '../../shared/admin/contract.ts';
import { accessRoles, person as personTable, teamFunctions } from '../../shared/admin/schema.ts';
import { fieldKey } from '../../shared/i18n/dictionary.ts';
import { formatDay } from '../../shared/i18n/format.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { fieldsIn } from '../../shared/kernel/fields.ts';
import { useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { EditText } from './EditText.tsx';
import { functionNames, roleNames } from './roleNames.ts';
import { AddName, Badge } from './SettingParts.tsx';
import { useTry } from './useTry.ts';

type PeopleSettingProps = { readonly people: readonly PersonView[]; readonly today: Day; readonly canEdit: boolean };

export const PeopleSetting = ({ people, today, canEdit }: PeopleSettingProps) => (
  <>
    <ul className="peopleList">
      {people.map((person) => (
        <PersonLine key={person.id} person={person} today={today} canEdit={canEdit} />
      ))}
    </ul>
    {canEdit ? <PersonForm /> : null}
  </>
);

/** What is written of a person beside the name. */
const texts = fieldsIn(personTable).filter(({ name, kind }) => kind === 'text' && name !== 'name');

type PersonLineProps = { readonly person: PersonView; readonly today: Day; readonly canEdit: boolean };

const PersonLine = ({ person, today, canEdit }: PersonLineProps) => {
  const { t, language } = useText();
  const attempt = useTry();
  const { mutateAsync: edit } = useCommand(editPerson);
  const { mutateAsync: end } = useCommand(endMembership);
  const [isGiving, setIsGiving] = useState(false);
  const held = person.memberships.filter(({ toDay }) => toDay === null || toDay >= today);
  return (
    <li className="personLine">
      <EditText
        label={t('settings.nameOf', { name: person.name })}
        value={person.name}
        max={personTable.columns.name.max}
        isFixed={!canEdit}
        onSave={(name) => void attempt(() => edit({ id: person.id, name }))}
      />
      {texts.map((field) => (
        <EditText
          key={field.name}
          label={`${person.name}: ${t(fieldKey(field))}`}
          value={person[field.name] ?? ''}
          max={field.of.max}
          type={field.facets.holdsA === 'email' ? 'email' : 'text'}
          hint={t(fieldKey(field))}
          isFixed={!canEdit}
          isValid={() => true}
          onSave={(text) => void attempt(() => edit({ id: person.id, [field.name]: text === '' ? null : text }))}
        />
      ))}
      <span className="roles">
        {held.length === 0 ? <span className="small muted">{t('common.accessGuest')}</span> : null}
        {held.map(({ id, access, function: of, fromDay, toDay }) => {
          const role = `${t(roleNames[access])}, ${t(functionNames[of])}`;
          return (
            <Badge
              key={id}
              remove={
                canEdit && toDay === null
                  ? { label: t('settings.endRole', { role, name: person.name }), onRemove: () => end({ id, lastDay: today }) }
                  : null
              }
            >
              {role}
              {fromDay !== null && fromDay > today ? ` ${t('common.fromDay', { day: formatDay(language, fromDay) })}` : null}
              {toDay === null ? null : ` ${t('settings.until', { day: formatDay(language, toDay) })}`}
            </Badge>
          );
        })}
        {canEdit && !isGiving ? (
          <button
            type="button"
            className="button quiet small"
            aria-label={`${t('settings.giveRole')}: ${person.name}`}
            onClick={() => {
              setIsGiving(true);
            }}
          >
            {t('settings.giveRole')}
          </button>
        ) : null}
        {isGiving ? (
          <RoleForm
            personId={person.id}
            onClose={() => {
              setIsGiving(false);
            }}
          />
        ) : null}
      </span>
    </li>
  );
};

type RoleFormProps = { readonly personId: Id<'Person'>; readonly onClose: () => void };

const RoleForm = ({ personId, onClose }: RoleFormProps) => {
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: give } = useCommand(addMembership);
  const [access, setAccess] = useState<string>('seller');
  const [side, setSide] = useState<string>('sales');
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const role = accessRoles.find((each) => each === access) ?? 'seller';
    const of = teamFunctions.find((each) => each === side) ?? 'sales';
    if ((await attempt(() => give({ personId, access: role, function: of }))) === null) onClose();
  };
  return (
    <form className="settingForm" onSubmit={(event) => void send(event)}>
      <SelectField
        label={t('common.role')}
        value={access}
        options={accessRoles.map((each) => ({ value: each, label: t(roleNames[each]) }))}
        onChange={setAccess}
      />
      <SelectField
        label={t('settings.function')}
        value={side}
        options={teamFunctions.map((each) => ({ value: each, label: t(functionNames[each]) }))}
        onChange={setSide}
      />
      <button type="submit" className="button">
        {t('settings.giveRole')}
      </button>
      <button type="button" className="button quiet" onClick={onClose}>
        {t('common.cancel')}
      </button>
    </form>
  );
};

const PersonForm = () => {
  const { t } = useText();
  const { mutateAsync: create } = useCommand(createPerson);
  return <AddName label={t('settings.addPerson')} max={personTable.columns.name.max} onAdd={(name) => create({ name })} />;
};
