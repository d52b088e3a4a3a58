/** The facts of an account, each edited where it stands, with the organisation number checked and what carries the same number named. */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { companyKeyOf } from '../../shared/accounts/companyKey.ts';
import type { AccountView } from '../../shared/accounts/contract.ts';
import { editAccount } from '../../shared/accounts/contract.ts';
import { account as accountTable } from '../../shared/accounts/schema.ts';
import { sectors } from '../../shared/accounts/sectors.ts';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { fieldKey } from '../../shared/i18n/dictionary.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import { fieldNamed, fieldsIn, type RecordField } from '../../shared/kernel/fields.ts';
import { useCommand } from '../app/calls.ts';
import type { Translate } from '../app/i18n.ts';
import { useText } from '../app/i18n.ts';
import { sectorName, sectorOf } from '../app/names.ts';
import { hrefOf } from '../app/routes.ts';
import type { Echo } from '../ui/Editable.tsx';
import { FieldEditable, type FieldEditableProps, isTyped } from '../ui/FieldEditable.tsx';
import { ParentPicker } from './ParentPicker.tsx';

/** The order of this page; fields that it does not know follow in that of their declaration. */
const order: readonly string[] = ['orgNumber', 'sector', 'location', 'employees', 'revenue', 'foundedYear', 'keyAccount'];
const positionOf = ({ name }: RecordField): number => (order.includes(name) ? order.indexOf(name) : order.length);
const nameField = fieldNamed(accountTable, 'name');
const facts = fieldsIn(accountTable)
  .filter((field) => isTyped(field) && field.name !== 'name')
  .toSorted((a, b) => positionOf(a) - positionOf(b));

const useSaveFact = ({ id }: AccountView) => {
  const { mutateAsync } = useCommand(editAccount);
  return async (patch: object, was: object) => mutateAsync({ id, ...patch, was });
};

type AccountNameProps = { readonly account: AccountView; readonly workspace: WorkspaceView };

export const AccountName = ({ account, workspace }: AccountNameProps) => {
  const save = useSaveFact(account);
  return <FieldEditable field={nameField} record={account} here={workspace} onSave={save} />;
};

const orgEcho =
  (t: Translate) =>
  (text: string): Echo => {
    if (text.trim() === '') return { isRight: true, text: null };
    const key = companyKeyOf(text);
    // A company from elsewhere has another number: it is kept as written, and said to be unproven.
    return { isRight: true, text: key === null ? t('account.orgUnsound') : t(`account.orgSound${key.country}`) };
  };

type AccountFactsProps = {
  readonly account: AccountView;
  readonly workspace: WorkspaceView;
  /** Opens the merge with a possible duplicate; null: not for this person. */
  readonly onMerge: ((goneId: Id<'Account'>) => void) | null;
};

export const AccountFacts = ({ account, workspace, onMerge }: AccountFactsProps) => {
  const { t } = useText();
  const save = useSaveFact(account);
  const isUnsound = account.orgNumber !== null && companyKeyOf(account.orgNumber) === null;
  const own: Readonly<Record<string, FieldEditableProps['own']>> = {
    orgNumber: { echo: orgEcho(t) },
    sector: {
      shown: account.sector === null ? null : sectorName(t, account.sector),
      value: sectorName(t, account.sector ?? ''),
      proposals: sectors.map((sector) => sectorName(t, sector)),
      read: (text) => sectorOf(t, text.trim()) || null,
    },
  };
  return (
    <section className="panel">
      <h2 className="hSection">{t('common.facts')}</h2>
      {account.duplicates.map((other) => (
        <p key={other.id} className="notice" role="note">
          <IconAlertTriangle className="icon small warn" stroke={1.75} aria-hidden="true" />
          <a className="small" href={hrefOf('accounts', { id: other.id })}>
            {t('account.duplicate', { name: other.name })}
          </a>
          {onMerge === null ? null : (
            <button
              type="button"
              className="button small"
              onClick={() => {
                onMerge(other.id);
              }}
            >
              {t('account.merge')}
            </button>
          )}
        </p>
      ))}
      <dl className="facts">
        {facts.map((field) => (
          <Fragment key={field.name}>
            <Fact label={t(fieldKey(field))}>
              <FieldEditable field={field} record={account} here={workspace} own={own[field.name]} onSave={save} />
            </Fact>
            {field.name === 'orgNumber' && isUnsound ? (
              <Fact label="">
                <span className="meta warn">{t('account.orgUnsound')}</span>
              </Fact>
            ) : null}
          </Fragment>
        ))}
        <Fact label={t('fields.account.parentId')}>
          <ParentPicker account={account} />
        </Fact>
        {account.subsidiaries.length === 0 ? null : (
          <Fact label={t('account.subsidiaries')}>
            {account.subsidiaries.map(({ id, name }) => (
              <a key={id} className="link block" href={hrefOf('accounts', { id })}>
                {name}
              </a>
            ))}
          </Fact>
        )}
      </dl>
    </section>
  );
};

export const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="fact">
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
