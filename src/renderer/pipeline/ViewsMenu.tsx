/** Saved views of the table: opening one, and saving how the table looks now, for oneself or for everybody. */
import { IconBookmark } from '@tabler/icons-react';
import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { savedView } from '../../shared/admin/schema.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { ViewLine } from '../../shared/pipeline/viewsContract.ts';
import { editView, removeView, saveView, views as viewsQuery } from '../../shared/pipeline/viewsContract.ts';
import { CallFailed, useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { goTo } from '../app/routes.ts';
import { useSaid } from '../app/said.ts';
import { FloatingPanel } from './FloatingPanel.tsx';
import { looksLike, lookOf, paramsOfView, setTable } from './pipelineRoute.ts';

type ViewsMenuProps = { readonly params: URLSearchParams; readonly savedId: string | null; readonly mayEdit: boolean };

export const ViewsMenu = ({ params, savedId, mayEdit }: ViewsMenuProps) => {
  const { t } = useText();
  const query = useQuery(viewsQuery, {});
  const saved = query.data ?? [];
  const active = saved.find(({ id }) => id === savedId) ?? null;
  const isChanged = active !== null && !looksLike(params, active.params);
  const label = active === null ? t('table.views') : isChanged ? t('table.viewChanged', { name: active.name }) : active.name;
  return (
    <FloatingPanel
      title={t('table.views')}
      label={
        <>
          <IconBookmark className="icon small" stroke={1.75} aria-hidden="true" />
          <span className="ellipsis">{label}</span>
        </>
      }
    >
      {(close) => (
        <>
          {saved.length === 0 ? <p className="small muted">{t('table.noViews')}</p> : null}
          <ViewList
            title={t('table.viewsMine')}
            views={saved.filter(({ mine }) => mine)}
            activeId={savedId}
            onOpen={(view) => {
              goTo('pipeline', paramsOfView(view.id, view.params));
              close();
            }}
          />
          <ViewList
            title={t('table.viewsShared')}
            views={saved.filter(({ mine }) => !mine)}
            activeId={savedId}
            onOpen={(view) => {
              goTo('pipeline', paramsOfView(view.id, view.params));
              close();
            }}
          />
          {mayEdit ? <ViewForm key={active?.id ?? ''} active={active} params={params} onDone={close} /> : null}
        </>
      )}
    </FloatingPanel>
  );
};

type ViewListProps = {
  readonly title: string;
  readonly views: readonly ViewLine[];
  readonly activeId: string | null;
  readonly onOpen: (view: ViewLine) => void;
};

const ViewList = ({ title, views, activeId, onOpen }: ViewListProps) => {
  const { t } = useText();
  if (views.length === 0) return null;
  return (
    <section>
      <h3 className="meta">{title}</h3>
      <ul className="viewList">
        {views.map((view) => (
          <li key={view.id}>
            <button
              type="button"
              aria-current={view.id === activeId ? 'true' : undefined}
              onClick={() => {
                onOpen(view);
              }}
            >
              {view.mine || view.owner === null ? view.name : t('table.viewBy', { name: view.name, person: view.owner.name })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

type ViewFormProps = { readonly active: ViewLine | null; readonly params: URLSearchParams; readonly onDone: () => void };

const ViewForm = ({ active, params, onDone }: ViewFormProps) => {
  const { t } = useText();
  const say = useSaid((state) => state.say);
  const { mutateAsync: save } = useCommand(saveView);
  const { mutateAsync: edit } = useCommand(editView);
  const { mutateAsync: remove } = useCommand(removeView);
  const own = active?.mayEdit === true ? active : null;
  const [name, setName] = useState(own?.name ?? '');
  const [isShared, setIsShared] = useState(own?.shared ?? false);
  const isNamed = name.trim() !== '';
  const attempt = async (act: () => Promise<string>): Promise<void> => {
    try {
      const said = await act();
      say(`${said} ${t('board.howToUndo')}`);
      onDone();
    } catch (failure) {
      if (!(failure instanceof CallFailed)) throw failure;
      say(errorText(t, failure.error), 'refused');
    }
  };
  const wanted = { name: name.trim(), shared: isShared, params: lookOf(params) };
  const saveNew = async (): Promise<void> =>
    attempt(async () => {
      const { id } = await save(wanted);
      setTable({ saved: id }, 'replace');
      return t('table.viewSaved', { name: wanted.name });
    });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!isNamed) return;
    if (own === null) {
      await saveNew();
      return;
    }
    await attempt(async () => {
      await edit({ id: own.id, ...wanted });
      return t('table.viewSaved', { name: wanted.name });
    });
  };
  return (
    <form className="viewForm" onSubmit={(event) => void submit(event)}>
      <label className="formField">
        <span className="meta">{t('table.viewName')}</span>
        <span className="field">
          <input
            type="text"
            maxLength={savedView.columns.name.max}
            value={name}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
        </span>
      </label>
      <label className="small check">
        <input
          type="checkbox"
          checked={isShared}
          onChange={(event) => {
            setIsShared(event.target.checked);
          }}
        />
        {t('table.viewShared')}
      </label>
      <div className="row">
        <button type="submit" className="button small primary" disabled={!isNamed}>
          {t(own === null ? 'table.viewSave' : 'table.viewUpdate')}
        </button>
        {own === null ? null : (
          <>
            <button type="button" className="button small" disabled={!isNamed} onClick={() => void saveNew()}>
              {t('table.viewSave')}
            </button>
            <button
              type="button"
              className="button small quiet"
              onClick={() =>
                void attempt(async () => {
                  await remove({ id: own.id });
                  setTable({ saved: null }, 'replace');
                  return t('table.viewRemoved', { name: own.name });
                })
              }
            >
              {t('table.viewRemove')}
            </button>
          </>
        )}
      </div>
    </form>
  );
};
