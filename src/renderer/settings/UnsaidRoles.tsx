/** Asks once who works where: whoever came by invitation before one could say so stands in sales. One answer for all of them, undone as one. */
import { useId, useState } from 'react';
import type { SubmitEvent } from 'react';
import { changeRoles, type UnsaidRole, unsaidRoles, type WorkspaceView } from '../../shared/admin/contract.ts';
import type { Role } from '../../shared/admin/policy.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { mayDo } from '../app/may.ts';
import { useSaid } from '../app/said.ts';
import { CeoHint, givingTo, isFinal } from './CeoHint.tsx';
import { RoleFields } from './RoleFields.tsx';
import { roleNames } from './roleNames.ts';
import { useTry } from './useTry.ts';

type UnsaidRolesProps = { readonly workspace: WorkspaceView; readonly onAnswered: () => void };

export const UnsaidRoles = ({ workspace, onAnswered }: UnsaidRolesProps) => {
  const asked = useQuery(unsaidRoles, {}).data ?? [];
  return asked.length === 0 ? null : <RoleQuestion asked={asked} workspace={workspace} onAnswered={onAnswered} />;
};

const inSales = ({ access }: UnsaidRole): Role => ({ access, function: 'sales', position: 'none' });

const RoleQuestion = ({ asked, workspace, onAnswered }: UnsaidRolesProps & { readonly asked: readonly UnsaidRole[] }) => {
  const { t } = useText();
  const titleId = useId();
  const attempt = useTry();
  const say = useSaid((state) => state.say);
  const { mutateAsync: change, isPending } = useCommand(changeRoles);
  const [said, setSaid] = useState<ReadonlyMap<string, Role>>(new Map());
  const isLast = asked.some((role) => isFinal(givingTo(workspace, role.personId), said.get(role.id) ?? inSales(role)));
  const answer = async (roleOf: (role: UnsaidRole) => Role): Promise<void> => {
    if (isPending) return;
    const changes = asked.map((role) => ({ id: role.id, ...roleOf(role) }));
    if ((await attempt(() => change({ changes }))) !== null) return;
    say(`${t('settings.unsaidDone', { count: changes.length })}${isLast ? '' : ` ${t('board.howToUndo')}`}`);
    onAnswered();
  };
  return (
    <form
      className="unsaidRoles"
      aria-labelledby={titleId}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void answer((role) => said.get(role.id) ?? inSales(role));
      }}
    >
      <h3 id={titleId} className="medium">
        {t('settings.unsaidTitle')}
      </h3>
      <p className="small muted">{t('settings.unsaidAbout')}</p>
      <ul>
        {asked.map((role) => (
          <li key={role.id}>
            <span className="medium ellipsis" title={role.name}>
              {role.name}
            </span>
            <span className="small muted">{t(roleNames[role.access])}</span>
            <RoleFields
              role={said.get(role.id) ?? inSales(role)}
              name={role.name}
              accesses={[]}
              mayGive={mayDo(workspace, 'position.give')}
              onChange={(next) => {
                setSaid(new Map(said).set(role.id, next));
              }}
            />
          </li>
        ))}
      </ul>
      <CeoHint isShown={isLast} />
      <div className="row">
        <button type="submit" className="button primary" disabled={isPending}>
          {t('settings.unsaidSave')}
        </button>
        <button type="button" className="button quiet" disabled={isPending} onClick={() => void answer(inSales)}>
          {t('settings.unsaidKeep')}
        </button>
      </div>
    </form>
  );
};
