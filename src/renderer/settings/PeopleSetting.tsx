/** The people of the workspace with what they are and where they work: today, before and from a day to come. */
import { IconPencil, IconPlus, IconX } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { PersonView, WorkspaceView } from '../../shared/admin/contract.ts';
import { addMembership, changeRoles, createPerson, editPerson, endMembership } from '../../shared/admin/contract.ts';
import type { Role } from '../../shared/admin/policy.ts';
import { person as personTable } from '../../shared/admin/schema.ts';
import { fieldKey } from '../../shared/i18n/dictionary.ts';
import { formatDay } from '../../shared/i18n/format.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { fieldsIn } from '../../shared/kernel/fields.ts';
import { useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { mayDo } from '../app/may.ts';
import { useSaid } from '../app/said.ts';
import { useEscape } from '../pipeline/useEscape.ts';
import { EditText } from './EditText.tsx';
import { CeoHint, type Giving, givingTo, isFinal } from './CeoHint.tsx';
import { RoleFields } from './RoleFields.tsx';
import { roleText } from './roleNames.ts';
import { AddName } from './SettingParts.tsx';
import { UnsaidRoles } from './UnsaidRoles.tsx';
import { useTry } from './useTry.ts';

type PeopleSettingProps = { readonly people: readonly PersonView[]; readonly workspace: WorkspaceView };

export const PeopleSetting = ({ people, workspace }: PeopleSettingProps) => {
  const { t } = useText();
  const list = useRef<HTMLUListElement>(null);
  const mayEdit = mayDo(workspace, 'people.edit');
  const mayGive = mayDo(workspace, 'position.give');
  return (
    <>
      {mayEdit || mayGive ? (
        <UnsaidRoles
          workspace={workspace}
          onAnswered={() => {
            list.current?.focus();
          }}
        />
      ) : null}
      <ul className="peopleList" ref={list} tabIndex={-1} aria-label={t('settings.peopleTitle')}>
        {people.map((person) => (
          <PersonLine key={person.id} person={person} workspace={workspace} />
        ))}
      </ul>
      {mayEdit && !mayGive ? <p className="small muted">{t('settings.positionsAbout')}</p> : null}
      {mayEdit ? <PersonForm /> : null}
    </>
  );
};

/** What is written of a person beside the name. */
const texts = fieldsIn(personTable).filter(({ name, kind }) => kind === 'text' && name !== 'name');

type Membership = PersonView['memberships'][number];
type PersonLineProps = { readonly person: PersonView; readonly workspace: WorkspaceView };

/** What is open below a person: the form of one role, or that of a further one. */
type Open = Id<'Membership'> | 'new' | null;

const PersonLine = ({ person, workspace }: PersonLineProps) => {
  const { today } = workspace;
  const mayEdit = mayDo(workspace, 'people.edit');
  const giving = givingTo(workspace, person.id);
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: edit } = useCommand(editPerson);
  const [open, setOpen] = useState<Open>(null);
  /** Where the focus goes once a form is gone: to the button of the role that it was about. */
  const [back, setBack] = useState<Open>(null);
  const [showsEarlier, setShowsEarlier] = useState(false);
  const isOver = ({ toDay }: Membership): boolean => toDay !== null && toDay < today;
  const held = person.memberships.filter((role) => !isOver(role));
  const earlier = person.memberships.filter(isOver);
  const close = (to: Open): void => {
    setOpen(null);
    setBack(to);
  };
  const canGive = mayEdit || giving.mayGive;
  const further = canGive ? (
    <FocusButton
      isFocused={back === 'new'}
      label={`${t('settings.giveRole')}: ${person.name}`}
      title={t('settings.giveRole')}
      onPress={() => {
        setOpen('new');
        setBack(null);
      }}
    >
      <IconPlus className="icon small" stroke={1.75} aria-hidden="true" />
    </FocusButton>
  ) : null;
  return (
    <li className="personLine">
      <EditText
        label={t('settings.nameOf', { name: person.name })}
        value={person.name}
        max={personTable.columns.name.max}
        isFixed={!mayEdit}
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
          isFixed={!mayEdit}
          isValid={() => true}
          onSave={(text) => void attempt(() => edit({ id: person.id, [field.name]: text === '' ? null : text }))}
        />
      ))}
      <div className="roleList">
        {held.length === 0 ? (
          <span className="roleLine">
            <span className="muted">{t('common.accessGuest')}</span>
            <span className="tools">{open === 'new' ? null : further}</span>
          </span>
        ) : null}
        {held.map((role, at) => (
          <RoleLine
            key={role.id}
            role={role}
            name={person.name}
            today={today}
            canChange={canGive && (role.position === 'none' || giving.mayGive)}
            giving={giving}
            isOpen={open === role.id}
            isFocused={back === role.id}
            further={at === held.length - 1 && open !== 'new' ? further : null}
            onOpen={() => {
              setOpen(role.id);
              setBack(null);
            }}
            onClose={close}
          />
        ))}
        {open === 'new' ? <NewRole personId={person.id} giving={giving} onClose={close} /> : null}
        {earlier.length === 0 ? null : (
          <button
            type="button"
            className="button quiet small"
            aria-expanded={showsEarlier}
            aria-label={`${t('settings.earlierRoles', { count: earlier.length })}: ${person.name}`}
            onClick={() => {
              setShowsEarlier(!showsEarlier);
            }}
          >
            {t('settings.earlierRoles', { count: earlier.length })}
          </button>
        )}
        {showsEarlier ? earlier.map((role) => <RoleWords key={role.id} role={role} today={today} isOver />) : null}
      </div>
    </li>
  );
};

type RoleWordsProps = { readonly role: Membership; readonly today: Day; readonly isOver?: boolean; readonly children?: ReactNode };

/** A role in words, with the days from which and until which it holds, as far as they are known. */
const RoleWords = ({ role, today, isOver = false, children }: RoleWordsProps) => {
  const { t, language } = useText();
  const { fromDay, toDay } = role;
  const days = [
    fromDay === null ? null : t('common.fromDay', { day: formatDay(language, fromDay) }),
    toDay === null ? null : t('settings.until', { day: formatDay(language, toDay) }),
  ].filter((text) => text !== null);
  const isAhead = fromDay !== null && fromDay > today;
  return (
    <span className="roleLine">
      <span className={isOver || isAhead ? 'muted' : ''}>{roleText(t, role)}</span>
      <span className="small muted roleDays">{days.join(' ')}</span>
      <span className="tools">{children}</span>
    </span>
  );
};

type FocusButtonProps = {
  readonly isFocused: boolean;
  readonly label: string;
  readonly title: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
};

/** A button that the focus comes back to when what it opened is gone. */
const FocusButton = ({ isFocused, label, title, onPress, children }: FocusButtonProps) => {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (isFocused) button.current?.focus();
  }, [isFocused]);
  return (
    <button ref={button} type="button" className="iconButton" aria-label={label} title={title} onClick={onPress}>
      {children}
    </button>
  );
};

type RoleLineProps = {
  readonly role: Membership;
  readonly name: string;
  readonly today: Day;
  readonly canChange: boolean;
  readonly giving: Giving;
  readonly isOpen: boolean;
  readonly isFocused: boolean;
  /** The way to one more role, behind the last one. */
  readonly further: ReactNode;
  readonly onOpen: () => void;
  readonly onClose: (to: Open) => void;
};

const RoleLine = ({ role, name, today, canChange, giving, isOpen, isFocused, further, onOpen, onClose }: RoleLineProps) => {
  const { t } = useText();
  const attempt = useTry();
  const say = useSaid((state) => state.say);
  const { mutateAsync: change } = useCommand(changeRoles);
  const { mutateAsync: end } = useCommand(endMembership);
  const words = roleText(t, role);
  const named = { role: words, name };
  if (isOpen)
    return (
      <RoleForm
        role={role}
        giving={giving}
        save={t('settings.changeFromToday')}
        onCancel={() => {
          onClose(role.id);
        }}
        onSave={async ({ access, function: side, position }) => {
          const isSame = access === role.access && side === role.function && position === role.position;
          if (isSame) {
            onClose(role.id);
            return;
          }
          let next: Open = role.id;
          const changes = [{ id: role.id, access, function: side, position }];
          const fault = await attempt(async () => {
            next = (await change({ changes })).ids[0] ?? null;
          });
          if (fault !== null) return;
          const undo = isFinal(giving, { position }) ? '' : ` ${t('board.howToUndo')}`;
          say(`${t('settings.roleChanged', { name, role: roleText(t, { access, function: side, position }) })}${undo}`);
          onClose(next);
        }}
      />
    );
  return (
    <RoleWords role={role} today={today}>
      {canChange ? (
        <>
          <FocusButton isFocused={isFocused} label={t('settings.changeRole', named)} title={t('settings.change')} onPress={onOpen}>
            <IconPencil className="icon small" stroke={1.75} aria-hidden="true" />
          </FocusButton>
          {role.toDay === null ? (
            <button
              type="button"
              className="iconButton"
              aria-label={t('settings.endRole', named)}
              title={t('settings.endRole', named)}
              onClick={() => void attempt(() => end({ id: role.id, lastDay: today }))}
            >
              <IconX className="icon small" stroke={1.75} aria-hidden="true" />
            </button>
          ) : null}
        </>
      ) : null}
      {further}
    </RoleWords>
  );
};

type RoleFormProps = {
  readonly role: Role;
  readonly giving: Giving;
  readonly save: string;
  readonly onSave: (role: Role) => Promise<void>;
  readonly onCancel: () => void;
};

const RoleForm = ({ role, giving, save, onSave, onCancel }: RoleFormProps) => {
  const { t } = useText();
  const form = useRef<HTMLFormElement>(null);
  const [wanted, setWanted] = useState<Role>(role);
  useEscape(form, onCancel);
  useLayoutEffect(() => {
    form.current?.querySelector('select')?.focus();
  }, []);
  return (
    <form
      ref={form}
      className="settingForm"
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void onSave(wanted);
      }}
    >
      <RoleFields role={wanted} mayGive={giving.mayGive} onChange={setWanted} />
      <button type="submit" className="button">
        {save}
      </button>
      <button type="button" className="button quiet" onClick={onCancel}>
        {t('common.cancel')}
      </button>
      <CeoHint isShown={isFinal(giving, wanted)} />
    </form>
  );
};

type NewRoleProps = { readonly personId: Id<'Person'>; readonly giving: Giving; readonly onClose: (to: Open) => void };

const NewRole = ({ personId, giving, onClose }: NewRoleProps) => {
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: give } = useCommand(addMembership);
  return (
    <RoleForm
      role={{ access: 'seller', function: 'sales', position: 'none' }}
      giving={giving}
      save={t('settings.giveRole')}
      onCancel={() => {
        onClose('new');
      }}
      onSave={async ({ access, function: side, position }) => {
        if ((await attempt(() => give({ personId, access, function: side, position }))) === null) onClose('new');
      }}
    />
  );
};

const PersonForm = () => {
  const { t } = useText();
  const { mutateAsync: create } = useCommand(createPerson);
  return <AddName label={t('settings.addPerson')} max={personTable.columns.name.max} onAdd={(name) => create({ name })} />;
};
