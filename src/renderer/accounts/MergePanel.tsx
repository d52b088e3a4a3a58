/** Merging another account into this one: choose it, read what moves and what stays, then do it; and the way back from a merge. */
import { IconArrowMerge } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountView } from '../../shared/accounts/contract.ts';
import { account as accountTable } from '../../shared/accounts/schema.ts';
import type { MergedField, MergePreview } from '../../shared/accounts/mergeContract.ts';
import { mergeAccounts, mergePreview } from '../../shared/accounts/mergeContract.ts';
import { fieldKey } from '../../shared/i18n/dictionary.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { formatCount, formatList } from '../../shared/i18n/format.ts';
import { columnText, kindText } from '../../shared/i18n/recordText.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import { fieldsIn } from '../../shared/kernel/fields.ts';
import { type KeptField, undoSet } from '../../shared/sync/contract.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { tableNamed } from '../app/recordWords.ts';
import { hrefOf } from '../app/routes.ts';
import { useSaid } from '../app/said.ts';
import { AccountPicker } from './AccountPicker.tsx';
import { useSaying } from './useSaying.ts';

type MergePanelProps = { readonly account: AccountView; readonly goneId: Id<'Account'> | null; readonly onClose: () => void };

/** `goneId`: chosen already, as by the notice of a possible duplicate. */
export const MergePanel = ({ account, goneId, onClose }: MergePanelProps) => {
  const { t } = useText();
  const [chosen, setChosen] = useState(goneId);
  return (
    <section className="panel mergePanel" aria-label={t('account.mergeTitle', { name: account.name })}>
      <h2 className="hSection">{t('account.mergeTitle', { name: account.name })}</h2>
      <AccountPicker
        label={t('account.mergePick')}
        exceptId={account.id}
        onPick={({ id }) => {
          setChosen(id);
        }}
        onCancel={onClose}
      />
      {chosen === null ? null : <MergeChoice keepId={account.id} goneId={chosen} onDone={onClose} />}
      <button type="button" className="button small quiet" onClick={onClose}>
        {t('common.cancel')}
      </button>
    </section>
  );
};

type MergeChoiceProps = { readonly keepId: Id<'Account'>; readonly goneId: Id<'Account'>; readonly onDone: () => void };

const MergeChoice = ({ keepId, goneId, onDone }: MergeChoiceProps) => {
  const { t, language } = useText();
  const query = useQuery(mergePreview, { keep: keepId, gone: goneId }, false);
  const { mutateAsync: merge } = useCommand(mergeAccounts);
  const attempt = useSaying();
  if (query.error)
    return (
      <p className="small warn" role="alert">
        {errorText(t, query.error.error)}
      </p>
    );
  const preview = query.data;
  if (preview === undefined) return null;
  const names = { keep: preview.keep.name, gone: preview.gone.name };
  const fields = (list: readonly MergedField[]): string =>
    formatList(
      language,
      fieldsIn(accountTable).flatMap((field) => (list.includes(field.name) ? [t(fieldKey(field))] : [])),
    );
  const moved = ({ table, count }: MergePreview['moves'][number]): string =>
    t('account.mergeMoved', {
      kind: table === accountTable.name ? t('account.subsidiaries') : kindText(t, table),
      n: formatCount(language, count),
    });
  return (
    <div className="mergePreview">
      <p>{t('account.mergeMoves', { records: formatList(language, preview.moves.map(moved)), name: names.keep })}</p>
      {preview.fills.length === 0 ? null : <p className="muted">{t('account.mergeFills', { ...names, fields: fields(preview.fills) })}</p>}
      {preview.differ.length === 0 ? null : (
        <p className="muted">{t('account.mergeDiffers', { ...names, fields: fields(preview.differ) })}</p>
      )}
      <button
        type="button"
        className="button primary"
        onClick={() =>
          void attempt(async () => merge({ keep: keepId, gone: goneId }), t('account.merged', names)).then((isDone) => {
            if (isDone) onDone();
          })
        }
      >
        <IconArrowMerge className="icon small" stroke={1.75} aria-hidden="true" />
        {t('account.mergeDo', names)}
      </button>
    </div>
  );
};

/** What was merged into this account, and what this one was merged into, each with the way back. */
export const MergeNotices = ({ account, canUndo }: { readonly account: AccountView; readonly canUndo: boolean }) => {
  const { t, language } = useText();
  const say = useSaid((state) => state.say);
  const { mutateAsync: takeBack } = useCommand(undoSet);
  const attempt = useSaying();
  const undo = (seq: number): void => {
    void attempt(async () => {
      const { kept } = await takeBack({ seq });
      const nameOf = ({ table: name, field }: KeptField): string => {
        const table = tableNamed(name);
        return (table === undefined ? null : columnText(t, table, field)) ?? kindText(t, name);
      };
      const names = [...new Set(kept.map(nameOf))];
      say(names.length === 0 ? t('account.unmerged') : t('account.unmergedKept', { fields: formatList(language, names) }));
    });
  };
  return (
    <>
      {account.mergedInto === null ? null : (
        <p className="notice wide" role="note">
          <span>{t('account.mergedInto', { name: account.mergedInto.name })}</span>
          <a href={hrefOf('accounts', { id: account.mergedInto.id })}>{t('account.showAccount', { name: account.mergedInto.name })}</a>
        </p>
      )}
      {account.absorbed.map(({ id, name, seq }) => (
        <p key={id} className="notice wide" role="note">
          <span>{t('account.absorbed', { name })}</span>
          <a href={hrefOf('accounts', { id })}>{t('account.showAccount', { name })}</a>
          {seq === null || !canUndo ? null : (
            <button
              type="button"
              className="button small"
              onClick={() => {
                undo(seq);
              }}
            >
              {t('account.undoMerge')}
            </button>
          )}
        </p>
      ))}
    </>
  );
};
