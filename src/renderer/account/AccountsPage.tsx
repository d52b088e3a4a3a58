/** Accounts: the long sorted list, or the page of the one that the address names. */
import { IconPlus, IconStar } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { AccountLine, AccountSort } from '../../shared/accounts/contract.ts';
import { accountSorts, accounts, createAccount } from '../../shared/accounts/contract.ts';
import { account } from '../../shared/accounts/schema.ts';
import { exportAccounts, exportActivities, exportContacts, exportProducts } from '../../shared/accounts/exportContract.ts';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { formatCount } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { exportCredits } from '../../shared/pipeline/exportContract.ts';
import { useCommand, useWindows } from '../app/calls.ts';
import type { Translate } from '../app/i18n.ts';
import { useText } from '../app/i18n.ts';
import { sectorName } from '../app/names.ts';
import { goTo, idOf, setParams } from '../app/routes.ts';
import { asFile, ExportMenu } from '../exports/ExportMenu.tsx';
import { Blank, ErrorBlank } from '../ui/Blank.tsx';
import type { Column, Sort } from '../ui/DataTable.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { ImportHint } from '../ui/ImportHint.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { AccountPage } from './AccountPage.tsx';
import './account.css';
import { useSaying } from './useSaying.ts';

type AccountsPageProps = { readonly workspace: WorkspaceView; readonly params: URLSearchParams };

export const AccountsPage = ({ workspace, params }: AccountsPageProps) => {
  const id = idOf<'Account'>(params.get('id'));
  return id === null ? <AccountList params={params} /> : <AccountPage key={id} accountId={id} workspace={workspace} />;
};

const openAccount = ({ id }: Pick<AccountLine, 'id'>): void => {
  goTo('accounts', { id });
};

/** Many open deals come first, names from A. */
const firstDirection = (by: AccountSort): 'asc' | 'desc' => (by === 'openDeals' ? 'desc' : 'asc');

const sortOf = (params: URLSearchParams): Sort<AccountSort> => {
  const by = accountSorts.find((key) => key === params.get('sort')) ?? 'name';
  const direction = params.get('dir');
  return { by, direction: direction === 'asc' || direction === 'desc' ? direction : firstDirection(by) };
};

const AccountList = ({ params }: { readonly params: URLSearchParams }) => {
  const { t, language } = useText();
  const sort = sortOf(params);
  const { by, direction } = sort;
  const inputAfter = useCallback((after: string | null) => ({ sort: by, descending: direction === 'desc', after }), [by, direction]);
  const list = useWindows(accounts, inputAfter, ({ next }) => next);
  const columns = useMemo(() => columnsFor(t, language), [t, language]);
  const { fetchNextPage, isFetchingNextPage } = list;
  const fetchMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  if (list.error) return <ErrorBlank error={list.error.error} onRetry={() => void list.refetch()} />;
  const first = list.data?.pages[0];
  if (first === undefined) return <div className="page" aria-busy="true" />;
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="page fixed">
      <PageHead
        finding={t('account.finding', { count: first.count })}
        context={t('account.context')}
        controls={<ListControls sort={by} descending={direction === 'desc'} />}
      />
      {first.count === 0 ? (
        <div className="tableScroll row">
          <Blank title={t('account.emptyTitle')} ghost="rows">
            <ImportHint />
          </Blank>
        </div>
      ) : (
        <DataTable
          label={t('account.places')}
          columns={columns}
          rows={rows}
          count={first.count}
          rowId={(row) => row.id}
          selectedId={null}
          sort={sort}
          onSort={(key) => {
            setParams({ sort: key, dir: key === by ? (direction === 'asc' ? 'desc' : 'asc') : firstDirection(key) });
          }}
          onOpen={openAccount}
          onNearEnd={fetchMore}
          total={[
            { span: 4, content: t('account.finding', { count: first.count }) },
            {
              span: 1,
              content: t('common.rowsShown', { shown: formatCount(language, rows.length), all: formatCount(language, first.count) }),
              isNumber: true,
            },
          ]}
        />
      )}
    </div>
  );
};

type ListControlsProps = { readonly sort: AccountSort; readonly descending: boolean };

const ListControls = (sort: ListControlsProps) => (
  <>
    <ExportMenu
      lists={[
        asFile(exportAccounts, sort),
        asFile(exportContacts, {}),
        asFile(exportActivities, {}),
        asFile(exportProducts, {}),
        asFile(exportCredits, {}),
      ]}
    />
    <NewAccount />
  </>
);

const columnsFor = (t: Translate, language: Language): readonly Column<AccountLine, AccountSort>[] => {
  const missing = <span className="muted">{t('common.notKnownShort')}</span>;
  return [
    {
      key: 'name',
      head: t('common.name'),
      width: '34%',
      isSortable: true,
      cell: (row) => (
        <span className="medium">
          {row.name}
          {row.keyAccount ? (
            <IconStar className="keyStar" size={12} stroke={2} role="img" aria-label={t('fields.account.keyAccount')} />
          ) : null}
        </span>
      ),
    },
    {
      key: 'sector',
      head: t('fields.account.sector'),
      width: '22%',
      isSortable: true,
      cell: (row) => (row.sector === null ? missing : sectorName(t, row.sector)),
    },
    { key: 'location', head: t('fields.account.location'), width: '22%', isSortable: true, cell: (row) => row.location ?? missing },
    { key: 'owner', head: t('common.owner'), width: '22%', isSortable: true, cell: (row) => row.owner?.name ?? missing },
    {
      key: 'openDeals',
      head: t('definitions.openCountName'),
      width: '168px',
      isNumber: true,
      isSortable: true,
      cell: (row) => (row.openDeals === 0 ? <span className="muted">0</span> : formatCount(language, row.openDeals)),
    },
  ];
};

/** One line: a name and Enter make the account and open its page. */
const NewAccount = () => {
  const { t } = useText();
  const [name, setName] = useState<string | null>(null);
  const { mutateAsync } = useCommand(createAccount);
  const attempt = useSaying();
  if (name === null)
    return (
      <button
        type="button"
        className="button"
        onClick={() => {
          setName('');
        }}
      >
        <IconPlus className="icon small" stroke={1.75} aria-hidden="true" />
        {t('account.new')}
      </button>
    );
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '')
          void attempt(async () => {
            openAccount(await mutateAsync({ name: name.trim() }));
          });
      }}
    >
      <span className="field">
        <input
          ref={(input) => {
            input?.focus();
          }}
          type="text"
          maxLength={account.columns.name.max}
          aria-label={t('account.newName')}
          placeholder={t('account.newName')}
          value={name}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setName(null);
          }}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
      </span>
      <button type="submit" className="button primary" disabled={name.trim() === ''}>
        {t('common.save')}
      </button>
    </form>
  );
};
