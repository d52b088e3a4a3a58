/** The first run on one page: who one is and where, then the sample company, one's own files, or an empty workspace. */
import { useId, useRef, useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { WorkspaceView } from '../../../shared/admin/contract.ts';
import { person, workspace as workspaceTable } from '../../../shared/admin/schema.ts';
import type { BeginningView } from '../../../shared/admin/setupContract.ts';
import { beginning as beginningQuery, createStore, exploreSample, setUp } from '../../../shared/admin/setupContract.ts';
import { functionsOfRole, homeOf, type SetupRole } from '../../../shared/admin/setupRoles.ts';
import { errorText } from '../../../shared/i18n/errorText.ts';
import { isCurrency } from '../../../shared/kernel/money.ts';
import type { CallFailed } from '../../app/calls.ts';
import { useQuery, useCommand } from '../../app/calls.ts';
import type { ClientError } from '../../app/callResult.ts';
import { useText } from '../../app/i18n.ts';
import type { PageProps } from '../../app/place.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo, beginAt } from '../../app/routes.ts';
import './firstRun.css';
import { RegionFields, RoleField } from './StartFields.tsx';
import { markExplored, type StartDetails, startDetails } from './startDetails.ts';

type StartPageProps = { readonly workspace: WorkspaceView; readonly beginning: BeginningView };

export const StartPage = ({ workspace, beginning }: StartPageProps) => {
  const { t } = useText();
  const { mutateAsync: create } = useCommand(createStore);
  const { mutateAsync: name } = useCommand(setUp);
  const { mutateAsync: explore } = useCommand(exploreSample);
  const [details, setDetails] = useState<StartDetails>(() => startDetails(navigator.languages));
  const [isMissingSaid, setIsMissingSaid] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<ClientError | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const missing = [details.name, details.personName].map((text) => isMissingSaid && text.trim() === '');
  const change = (patch: Partial<StartDetails>): void => {
    setDetails({ ...details, ...patch });
  };
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setError(null);
    setIsPending(true);
    try {
      await work();
      return true;
    } catch (failure) {
      setError((failure as CallFailed).error);
      return false;
    } finally {
      setIsPending(false);
    }
  };
  const begin = async (event: SubmitEvent, isImport: boolean): Promise<void> => {
    event.preventDefault();
    const { currency, role, region } = details;
    const wanted = { name: details.name.trim(), personName: details.personName.trim(), region, role };
    if (wanted.name === '' || wanted.personName === '') {
      setIsMissingSaid(true);
      form.current?.querySelector<HTMLInputElement>(wanted.name === '' ? '[name=company]' : '[name=person]')?.focus();
      return;
    }
    if (isPending || !isCurrency(currency)) return;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const input = { ...wanted, baseCurrency: currency, zone };
    const isDone = await run(() => (beginning.isFresh ? name(input) : create(input)));
    if (isDone) beginAt(isImport ? 'import' : homeOf(functionsOfRole(role)));
  };
  const toSample = async (): Promise<void> => {
    markExplored(workspace.id);
    if (workspace.sample) goTo('cockpit');
    else if (await run(() => explore({}))) beginAt('cockpit');
  };
  return (
    <div className="page startPage">
      <PageHead lead context={t('firstRun.context')} finding={t('firstRun.headline')} />
      <form
        ref={form}
        className="sheet startSheet"
        aria-label={t('firstRun.place')}
        noValidate
        onSubmit={(event) => {
          const { submitter } = event.nativeEvent;
          void begin(event, submitter?.getAttribute('value') !== 'empty');
        }}
      >
        <section className="panel startAbout">
          <h2 className="hSection">{t('firstRun.aboutTitle')}</h2>
          <RegionFields details={details} onChange={change} />
          <TextField
            name="company"
            label={t('settings.workspaceName')}
            value={details.name}
            max={workspaceTable.columns.name.max}
            isMissing={missing[0] ?? false}
            onChange={(text) => {
              change({ name: text });
            }}
          />
          <TextField
            name="person"
            label={t('firstRun.yourName')}
            value={details.personName}
            max={person.columns.name.max}
            isMissing={missing[1] ?? false}
            onChange={(text) => {
              change({ personName: text });
            }}
          />
          <RoleField
            role={details.role}
            onChange={(role: SetupRole) => {
              change({ role });
            }}
          />
          <p className="meta">{t('firstRun.canChange')}</p>
        </section>
        <section className="panel startWays" aria-label={t('firstRun.waysTitle')}>
          <Way title={t('firstRun.importTitle')} about={t('firstRun.importAbout')}>
            <button type="submit" value="import" className="button primary" disabled={isPending}>
              {t('firstRun.beginImport')}
            </button>
          </Way>
          <Way title={t('firstRun.emptyTitle')} about={t('firstRun.emptyAbout')}>
            <button type="submit" value="empty" className="button" disabled={isPending}>
              {t('firstRun.beginEmpty')}
            </button>
          </Way>
          {workspace.sample || beginning.canExplore ? (
            <Way title={t('firstRun.sampleTitle')} about={t('firstRun.sampleAbout')}>
              <button type="button" className="button" disabled={isPending} onClick={() => void toSample()}>
                {t('firstRun.explore')}
              </button>
            </Way>
          ) : null}
          {error === null ? null : (
            <p className="small bad" role="alert">
              {errorText(t, error)}
            </p>
          )}
          {isPending ? (
            <p className="meta" role="status">
              {t('firstRun.making')}
            </p>
          ) : null}
        </section>
      </form>
    </div>
  );
};

const Way = ({ title, about, children }: { readonly title: string; readonly about: string; readonly children: ReactNode }) => (
  <div className="startWay">
    <h3 className="medium">{title}</h3>
    <p className="small muted">{about}</p>
    {children}
  </div>
);

type TextFieldProps = {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly max: number | undefined;
  readonly isMissing: boolean;
  readonly onChange: (text: string) => void;
};

const TextField = ({ name, label, value, max, isMissing, onChange }: TextFieldProps) => {
  const { t } = useText();
  const noteId = useId();
  return (
    <label className="startField">
      <span className="meta">{label}</span>
      <span className={isMissing ? 'field wrong' : 'field'}>
        <input
          type="text"
          name={name}
          autoComplete={name === 'person' ? 'name' : 'organization'}
          maxLength={max}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? noteId : undefined}
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      </span>
      {isMissing ? (
        <span className="meta bad" id={noteId} role="alert">
          {t('firstRun.missing')}
        </span>
      ) : null}
    </label>
  );
};

export const StartPlace = ({ workspace }: PageProps) => {
  const { data } = useQuery(beginningQuery, {});
  return data === undefined ? <div className="page" aria-busy="true" /> : <StartPage workspace={workspace} beginning={data} />;
};
