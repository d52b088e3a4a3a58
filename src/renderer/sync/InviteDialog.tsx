/** An invitation for one device: for whom and how long, then its code, which is shown here and nowhere else. */
import type { SubmitEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { people, type PersonView, teams, type WorkspaceView } from '../../shared/admin/contract.ts';
import type { Role } from '../../shared/admin/policy.ts';
import { type AccessRole, person as personTable } from '../../shared/admin/schema.ts';
import { formatInstant } from '../../shared/i18n/format.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { hostStatus } from '../../shared/hosting/contract.ts';
import { type Invitation, invite, syncStatus } from '../../shared/sync/statusContract.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';
import { CeoHint, givingTo, isFinal } from '../admin/settings/CeoHint.tsx';
import { RoleFields } from '../admin/settings/RoleFields.tsx';
import { roleText } from '../admin/settings/roleNames.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { HostHereFingerprint } from './HostHereFingerprint.tsx';
import { useSyncTry } from './useSyncTry.ts';

type InviteDialogProps = {
  readonly hub: string;
  readonly workspace: WorkspaceView;
  /** For whom it is, where that is known; else it is asked. */
  readonly person?: string;
  readonly onClose: () => void;
};

/** Guests are let in when a device can hold a part of the workspace alone. */
const invited: readonly AccessRole[] = ['admin', 'manager', 'seller'];
const mostHours = 24 * 30;

type Made = Invitation & { readonly name: string };

export const InviteDialog = ({ hub, workspace, person = '', onClose }: InviteDialogProps) => {
  const { t } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const [made, setMade] = useState<Made | null>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog className="inviteDialog" ref={dialog} onClose={onClose} aria-labelledby="inviteTitle">
      <h2 id="inviteTitle" className="hPage">
        {made === null ? t('syncPage.inviteTitle') : t('syncPage.codeFor', { name: made.name })}
      </h2>
      {made === null ? (
        <InviteForm workspace={workspace} first={person} onMade={setMade} onCancel={() => dialog.current?.close()} />
      ) : (
        <CodeOnce made={made} hub={hub} zone={workspace.zone} onDone={() => dialog.current?.close()} />
      )}
    </dialog>
  );
};

/** The role of today by which somebody is called, of those that let a device in; undefined: none. */
const roleOf = ({ memberships }: PersonView, today: Day): Role | undefined => {
  const held = memberships.filter(({ fromDay, toDay }) => (fromDay === null || fromDay <= today) && (toDay === null || toDay >= today));
  return invited.map((access) => held.find((role) => role.access === access)).find((role) => role !== undefined);
};

type InviteFormProps = {
  readonly workspace: WorkspaceView;
  readonly first: string;
  readonly onMade: (made: Made) => void;
  readonly onCancel: () => void;
};

const InviteForm = ({ workspace, first, onMade, onCancel }: InviteFormProps) => {
  const { t } = useText();
  const persons = useQuery(people, {}).data ?? [];
  const groups = useQuery(teams, {}).data ?? [];
  const { mutateAsync: ask, isPending } = useCommand(invite);
  const attempt = useSyncTry();
  const [personId, setPersonId] = useState(first);
  const [name, setName] = useState('');
  const [wanted, setWanted] = useState<Role>({ access: 'seller', function: 'sales', position: 'none' });
  const [teamId, setTeamId] = useState('');
  const [hours, setHours] = useState('72');
  const person = persons.find(({ id }) => id === personId);
  const held = person === undefined ? undefined : roleOf(person, workspace.today);
  const giving = givingTo(workspace, person?.id ?? null);
  const called = person?.name ?? name.trim();
  const valid = /^\d{1,3}$/u.test(hours) ? Number(hours) : 0;
  const isReady = called !== '' && valid >= 1 && valid <= mostHours && !isPending;
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    const { access, function: side, position } = held ?? wanted;
    const done = await attempt(() =>
      ask({
        access,
        function: side,
        position,
        person: person?.id ?? null,
        name: called,
        team: person === undefined && teamId !== '' ? teamId : null,
        validHours: valid,
      }),
    );
    if (done !== null) onMade({ ...done.answer, name: called });
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <p className="small muted">{t('syncPage.inviteAbout')}</p>
      <label>
        {t('common.person')}
        <SelectField
          label={t('common.person')}
          value={personId}
          options={[{ value: '', label: t('syncPage.newPerson') }, ...persons.map((each) => ({ value: each.id, label: each.name }))]}
          onChange={setPersonId}
        />
      </label>
      {person === undefined ? (
        <label>
          {t('common.name')}
          <span className="field">
            <input
              type="text"
              maxLength={personTable.columns.name.max}
              value={name}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          </span>
        </label>
      ) : null}
      {held === undefined ? (
        <>
          <RoleFields role={wanted} isLabelled accesses={invited} mayGive={giving.mayGive} onChange={setWanted} />
          <CeoHint isShown={isFinal(giving, wanted)} />
        </>
      ) : (
        <p className="small">{t('syncPage.heldRole', { name: called, role: roleText(t, held) })}</p>
      )}
      {person === undefined ? (
        <label>
          {t('common.team')}
          <SelectField
            label={t('common.team')}
            value={teamId}
            options={[{ value: '', label: t('syncPage.noTeam') }, ...groups.map((each) => ({ value: each.id, label: each.name }))]}
            onChange={setTeamId}
          />
        </label>
      ) : null}
      <label>
        {t('syncPage.hours')}
        <span className="field">
          <input
            type="text"
            inputMode="numeric"
            maxLength={3}
            value={hours}
            onChange={(event) => {
              setHours(event.target.value);
            }}
          />
        </span>
      </label>
      <div className="row">
        <button type="submit" className="button primary" disabled={!isReady}>
          {t(isPending ? 'syncPage.making' : 'syncPage.makeCode')}
        </button>
        <button type="button" className="button quiet" onClick={onCancel}>
          {t('common.cancel')}
        </button>
      </div>
    </form>
  );
};

type CodeOnceProps = { readonly made: Made; readonly hub: string; readonly zone: string; readonly onDone: () => void };

const CodeOnce = ({ made, hub, zone, onDone }: CodeOnceProps) => {
  const { t, language } = useText();
  const say = useSaid((state) => state.say);
  // The device that is the hub reaches itself by an address that leads nobody else to it.
  const host = useQuery(hostStatus, {}).data;
  const certificate = useQuery(syncStatus, {}).data?.hub?.certificate ?? null;
  const isHome = host?.isHome === true;
  const places = isHome ? host.addresses : [hub];
  const fingerprint = isHome ? host.fingerprint : certificate;
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(made.code);
      setIsCopied(true);
    } catch {
      say(t('syncPage.copyFailed'), 'refused');
    }
  };
  return (
    <div className="made">
      <p className="small muted">{t('syncPage.codeUntil', { when: formatInstant(language, made.expiresAt, zone) })}</p>
      {places.map((place) => (
        <code key={place} className="command">
          {place}
        </code>
      ))}
      <code className="command code">{made.code}</code>
      {fingerprint === null ? null : (
        <>
          <p className="small muted">{t('hosting.compare')}</p>
          <HostHereFingerprint fingerprint={fingerprint} />
        </>
      )}
      <div className="row">
        <button type="button" className="button primary" onClick={() => void copy()}>
          {t('syncPage.copyCode')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('syncPage.done')}
        </button>
        <span role="status" className="small muted">
          {isCopied ? t('syncPage.codeCopied') : ''}
        </span>
      </div>
    </div>
  );
};
