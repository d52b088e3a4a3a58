/** The facts of an account, each edited where it stands, with the organisation number checked and what carries the same number named. */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { companyKeyOf } from '../../shared/accounts/companyKey.ts';
import type { AccountView } from '../../shared/accounts/contract.ts';
import { editAccount } from '../../shared/accounts/contract.ts';
import { sectors } from '../../shared/accounts/sectors.ts';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { formatCount, formatMoney } from '../../shared/i18n/format.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { CallInputOf } from '../../shared/kernel/contract.ts';
import { useCommand } from '../app/calls.ts';
import type { Translate } from '../app/i18n.ts';
import { useText } from '../app/i18n.ts';
import { sectorName, sectorOf } from '../app/names.ts';
import { hrefOf } from '../app/routes.ts';
import type { Echo, EditableProps } from '../ui/Editable.tsx';
import { Editable } from '../ui/Editable.tsx';
import { moneyEcho, moneyText, readMoneyText } from '../ui/moneyText.ts';
import { ParentPicker } from './ParentPicker.tsx';

type Patch = Omit<CallInputOf<typeof editAccount>, 'id' | 'was'>;
type FactField = keyof Patch & ('name' | 'orgNumber' | 'sector' | 'location' | 'employees' | 'foundedYear' | 'keyAccount' | 'revenue');

/** What a text means for a field; an emptied one is null. */
const valueOf = (field: FactField, text: string, toMoney: (text: string) => Patch['revenue']): Patch => {
  const plain = text.trim();
  switch (field) {
    case 'employees':
    case 'foundedYear':
      return { [field]: plain === '' ? null : Number(plain.replaceAll(/\s/gu, '')) };
    case 'keyAccount':
      return { keyAccount: plain === 'yes' };
    case 'revenue':
      return { revenue: plain === '' ? null : (toMoney(plain) ?? null) };
    case 'name':
      return { name: plain };
    case 'orgNumber':
    case 'sector':
    case 'location':
      return { [field]: plain === '' ? null : plain };
  }
};

const useSaveFact = (account: AccountView, baseCurrency: string) => {
  const { language } = useText();
  const { mutateAsync } = useCommand(editAccount);
  const toMoney = (text: string): Patch['revenue'] => {
    const read = readMoneyText(language, text, account.revenue?.currency ?? baseCurrency);
    return read.kind === 'money' ? read.money : null;
  };
  return (field: FactField) => async (text: string, was: string) =>
    mutateAsync({ id: account.id, ...valueOf(field, text, toMoney), was: valueOf(field, was, toMoney) });
};

export const AccountName = ({ account }: { readonly account: AccountView }) => {
  const { t } = useText();
  const save = useSaveFact(account, '');
  return (
    <Editable
      label={t('common.name')}
      shown={account.name}
      value={account.name}
      echo={(text) => (text.trim() === '' ? { isRight: false, text: t('account.needed') } : { isRight: true, text: null })}
      onSave={save('name')}
    />
  );
};

const orgEcho =
  (t: Translate) =>
  (text: string): Echo => {
    if (text.trim() === '') return { isRight: true, text: null };
    const key = companyKeyOf(text);
    // A company from elsewhere has another number: it is kept as written, and said to be unproven.
    return { isRight: true, text: key === null ? t('account.orgUnsound') : t(`account.orgSound${key.country}`) };
  };

const wholeEcho =
  (t: Translate, shape: RegExp, wrong: 'account.notWhole' | 'account.notYear') =>
  (text: string): Echo =>
    text.trim() === '' || shape.test(text.replaceAll(/\s/gu, '')) ? { isRight: true, text: null } : { isRight: false, text: t(wrong) };

type AccountFactsProps = {
  readonly account: AccountView;
  readonly workspace: WorkspaceView;
  /** Opens the merge with a possible duplicate; null: not for this person. */
  readonly onMerge: ((goneId: Id<'Account'>) => void) | null;
};

export const AccountFacts = ({ account, workspace, onMerge }: AccountFactsProps) => {
  const { t, language } = useText();
  const save = useSaveFact(account, workspace.baseCurrency);
  const currency = account.revenue?.currency ?? workspace.baseCurrency;
  const isUnsound = account.orgNumber !== null && companyKeyOf(account.orgNumber) === null;
  const fact = (field: FactField, label: string, shown: ReactNode, value: string, more: Partial<EditableProps> = {}) => (
    <Fact label={label}>
      <Editable label={label} shown={shown} value={value} onSave={save(field)} {...more} />
    </Fact>
  );
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
        {fact('orgNumber', t('account.orgNumber'), account.orgNumber, account.orgNumber ?? '', { echo: orgEcho(t) })}
        {isUnsound ? (
          <Fact label="">
            <span className="meta warn">{t('account.orgUnsound')}</span>
          </Fact>
        ) : null}
        {fact(
          'sector',
          t('account.sector'),
          account.sector === null ? null : sectorName(t, account.sector),
          sectorName(t, account.sector ?? ''),
          {
            proposals: sectors.map((sector) => sectorName(t, sector)),
            onSave: (text, was) => save('sector')(sectorOf(t, text), sectorOf(t, was)),
          },
        )}
        {fact('location', t('account.location'), account.location, account.location ?? '')}
        {fact(
          'employees',
          t('account.employees'),
          account.employees === null ? null : formatCount(language, account.employees),
          account.employees === null ? '' : String(account.employees),
          { inputMode: 'numeric', echo: wholeEcho(t, /^\d{1,8}$/u, 'account.notWhole') },
        )}
        {fact(
          'revenue',
          t('account.revenue'),
          account.revenue === null ? null : formatMoney(language, account.revenue),
          account.revenue === null ? '' : moneyText(language, account.revenue),
          { inputMode: 'decimal', echo: moneyEcho(t, language, currency) },
        )}
        {fact(
          'foundedYear',
          t('account.foundedYear'),
          account.foundedYear,
          account.foundedYear === null ? '' : String(account.foundedYear),
          {
            inputMode: 'numeric',
            echo: wholeEcho(t, /^[1-9]\d{3}$/u, 'account.notYear'),
          },
        )}
        {fact(
          'keyAccount',
          t('account.keyAccount'),
          t(account.keyAccount ? 'common.yes' : 'common.no'),
          account.keyAccount ? 'yes' : 'no',
          {
            options: [
              { value: 'yes', label: t('common.yes') },
              { value: 'no', label: t('common.no') },
            ],
          },
        )}
        <Fact label={t('account.parent')}>
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
