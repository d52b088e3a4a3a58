/** The teams: their names, who leads them and who is in them today. */
import type { PersonView, TeamView } from '../../../shared/admin/contract.ts';
import { createTeam, joinTeam } from '../../../shared/admin/contract.ts';
import { team as teamTable } from '../../../shared/admin/schema.ts';
import { editTeam, leaveTeam } from '../../../shared/admin/teamsContract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { useCommand } from '../../app/calls.ts';
import { useText } from '../../app/i18n.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { EditText } from './EditText.tsx';
import { AddName, Badge } from './SettingParts.tsx';
import { useTry } from './useTry.ts';

type TeamsSettingProps = {
  readonly teams: readonly TeamView[];
  readonly people: readonly PersonView[];
  readonly today: Day;
  readonly canEdit: boolean;
};

export const TeamsSetting = ({ teams, people, today, canEdit }: TeamsSettingProps) => {
  const { t } = useText();
  return (
    <>
      {teams.length === 0 ? <p className="small muted">{t('settings.teamsEmpty')}</p> : null}
      <ul className="peopleList">
        {teams.map((team) => (
          <TeamLine key={team.id} team={team} people={people} today={today} canEdit={canEdit} />
        ))}
      </ul>
      {canEdit ? <TeamForm /> : null}
    </>
  );
};

type TeamLineProps = Omit<TeamsSettingProps, 'teams'> & { readonly team: TeamView };

const TeamLine = ({ team, people, today, canEdit }: TeamLineProps) => {
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: edit } = useCommand(editTeam);
  const { mutateAsync: join } = useCommand(joinTeam);
  const { mutateAsync: leave } = useCommand(leaveTeam);
  const outside = people.filter(({ id }) => !team.members.some((member) => member.id === id));
  return (
    <li className="personLine">
      <EditText
        label={t('settings.nameOf', { name: team.name })}
        value={team.name}
        max={teamTable.columns.name.max}
        isFixed={!canEdit}
        onSave={(name) => void attempt(() => edit({ id: team.id, name }))}
      />
      {canEdit ? (
        <SelectField
          label={t('settings.leaderOf', { team: team.name })}
          value={team.leader?.id ?? ''}
          options={[{ value: '', label: t('common.nobody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(value) => {
            const leader = people.find(({ id }) => id === value);
            void attempt(() => edit({ id: team.id, leaderId: leader?.id ?? null }));
          }}
        />
      ) : (
        <span className="teamLeader">{team.leader?.name ?? t('common.nobody')}</span>
      )}
      <span className="roles">
        {team.members.map(({ id, name }) => (
          <Badge
            key={id}
            remove={
              canEdit
                ? {
                    label: t('settings.removeMember', { name, team: team.name }),
                    onRemove: () => leave({ teamId: team.id, personId: id, lastDay: today }),
                  }
                : null
            }
          >
            {name}
          </Badge>
        ))}
        {canEdit && outside.length > 0 ? (
          <SelectField
            label={t('settings.addMember', { team: team.name })}
            value=""
            options={[
              { value: '', label: t('settings.addMember', { team: team.name }) },
              ...outside.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(value) => {
              const person = outside.find(({ id }) => id === value);
              if (person !== undefined) void attempt(() => join({ teamId: team.id, personId: person.id, fromDay: today }));
            }}
          />
        ) : null}
      </span>
    </li>
  );
};

const TeamForm = () => {
  const { t } = useText();
  const { mutateAsync: create } = useCommand(createTeam);
  return <AddName label={t('settings.addTeam')} max={teamTable.columns.name.max} onAdd={(name) => create({ name })} />;
};
