/** The palette behind Ctrl+K: one field that finds records and runs commands, by keyboard alone or with the mouse. */
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../shared/i18n/format.ts';
import type { TextRange } from '../../shared/kernel/plainWords.ts';
import { find, findByIds } from '../../shared/search/contract.ts';
import { searchKinds } from '../../shared/search/schema.ts';
import { useQuery } from '../app/calls.ts';
import { useCommandRegister } from '../app/commands.ts';
import { useText } from '../app/i18n.ts';
import { keyText } from '../app/keys.ts';
import { foundKindsOf, usePlaces } from '../app/place.ts';
import { Ghost } from '../ui/Ghost.tsx';
import { type PaletteItem, paletteGroups } from './paletteItems.ts';
import './palette.css';
import { useRecentRecords } from './recentRecords.ts';

const none: readonly string[] = [];
/** As many as can be looked over at a glance; a further letter brings others. */
const mostShown = 12;

type PaletteProps = { readonly workspaceId: string; readonly onClose: () => void };

export const Palette = ({ workspaceId, onClose }: PaletteProps) => {
  const { t, language } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const isWaiting = useRef(false);
  const sections = useCommandRegister((state) => state.sections);
  const recentIds = useRecentRecords((state) => state.byWorkspace[workspaceId] ?? none);
  const opened = useRecentRecords((state) => state.opened);
  const places = usePlaces();
  const kinds = useMemo(() => foundKindsOf(places), [places]);
  const openable = useMemo(() => searchKinds.filter((kind) => (kinds[kind]?.open ?? null) !== null), [kinds]);
  const isEmpty = text.trim() === '';
  const search = useQuery(find, isEmpty ? null : { text, kinds: openable, limit: mostShown });
  const recent = useQuery(findByIds, { ids: [...recentIds] });
  const hits = isEmpty ? undefined : search.data;
  const groups = useMemo(
    () =>
      paletteGroups({
        text,
        hits: hits ?? [],
        recent: recent.data ?? [],
        commands: sections.flatMap(({ commands }) => commands).filter(({ id }) => id !== 'palette.open'),
        kinds,
        t,
      }),
    [text, hits, recent.data, sections, kinds, t],
  );
  const items = groups.flatMap((group) => group.items);
  const at = Math.min(active, items.length - 1);
  const current = items[at];
  const isOld = !isEmpty && (search.isPlaceholderData || search.isPending) && search.error === null;

  useLayoutEffect(() => {
    const shown = dialog.current;
    if (shown === null) return undefined;
    shown.showModal();
    // A press beside the palette arrives at the dialog itself.
    const onPress = (event: PointerEvent): void => {
      if (event.target === shown) shown.close();
    };
    shown.addEventListener('pointerdown', onPress);
    return () => {
      shown.removeEventListener('pointerdown', onPress);
    };
  }, []);
  useEffect(() => {
    document.getElementById(`${listId}-${current?.id ?? ''}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, current?.id]);

  const run = useCallback(
    (item: PaletteItem): void => {
      // Closed first: what runs may open a dialog of its own, and takes the focus then.
      dialog.current?.close();
      if (item.action.type === 'command') item.action.command.run?.();
      else {
        opened(workspaceId, item.action.hit.id);
        kinds[item.action.hit.kind]?.open?.(item.action.hit);
      }
    },
    [opened, workspaceId, kinds],
  );
  // Enter pressed before the answer to the last letter has come: the best hit of that answer is meant.
  useEffect(() => {
    if (!isWaiting.current || isOld || current === undefined) return;
    isWaiting.current = false;
    run(current);
  }, [isOld, current, run]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      const far = Math.abs(step) > 1;
      setActive(far ? Math.max(0, Math.min(items.length - 1, at + step)) : (at + step + items.length) % items.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isOld) isWaiting.current = true;
      else if (current) run(current);
    } else if (event.key === 'Escape' || (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey)) {
      // The browser closes on Esc a moment later, when the next key may have come already.
      event.preventDefault();
      dialog.current?.close();
    }
  };

  const n = formatCount(language, items.length);
  const found = hits?.length === mostShown ? t('palette.best', { n }) : t('palette.found', { count: items.length, n });

  return (
    <dialog className="palette" ref={dialog} onClose={onClose} aria-label={t('palette.open')}>
      <div className="paletteField">
        <IconSearch className="icon" stroke={1.75} aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={current === undefined ? undefined : `${listId}-${current.id}`}
          aria-label={t('palette.open')}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
            isWaiting.current = false;
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="paletteList" id={listId} role="listbox" aria-label={t('palette.results')}>
        {groups.map(({ id, label, items: ofGroup }) => (
          <div key={id} role="group" aria-labelledby={`${listId}-group-${id}`}>
            <div className="meta paletteGroup" id={`${listId}-group-${id}`} role="presentation">
              {t(label)}
            </div>
            {ofGroup.map((item) => (
              <PaletteOption
                key={item.id}
                id={`${listId}-${item.id}`}
                item={item}
                isActive={item === current}
                onPoint={() => {
                  setActive(items.indexOf(item));
                }}
                onChoose={() => {
                  run(item);
                }}
              />
            ))}
          </div>
        ))}
      </div>
      {items.length === 0 && !isOld ? (
        <div className="paletteNothing">
          <p className="medium">{t('palette.nothing', { text: text.trim().slice(0, 40) })}</p>
          <p className="small muted">{t('palette.nothingHint')}</p>
          <Ghost kind="rows" />
        </div>
      ) : null}
      <div className="paletteFoot small muted">
        <span className="grow" role="status">
          {isEmpty || isOld ? '' : found}
        </span>
        <span aria-hidden="true">
          <kbd>{keyText('ArrowUp')}</kbd> <kbd>{keyText('ArrowDown')}</kbd> {t('palette.move')}
        </span>
        <span aria-hidden="true">
          <kbd>{keyText('Enter')}</kbd> {t('common.open')}
        </span>
        <span aria-hidden="true">
          <kbd>{keyText('Escape')}</kbd> {t('common.close')}
        </span>
      </div>
    </dialog>
  );
};

type PaletteOptionProps = {
  readonly id: string;
  readonly item: PaletteItem;
  readonly isActive: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
};

/** Focus stays in the field; the option in use is named by it. */
const PaletteOption = ({ id, item, isActive, onPoint, onChoose }: PaletteOptionProps) => {
  const keys = item.action.type === 'command' ? item.action.command.keys : undefined;
  return (
    <button
      type="button"
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      className="paletteOption"
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      <span className="paletteTitle">
        <Marked {...item.title} />
        {item.detail === null ? null : (
          <span className="muted paletteDetail">
            <Marked {...item.detail} />
          </span>
        )}
        {item.found.map(({ label, ...text }) => (
          <span key={label} className="small muted paletteFound">
            {label}: <Marked {...text} />
          </span>
        ))}
      </span>
      {item.kind === null ? null : <span className="small muted paletteKind">{item.kind}</span>}
      {keys?.map((stroke) => (
        <kbd key={stroke}>{keyText(stroke)}</kbd>
      ))}
    </button>
  );
};

const Marked = ({ text, ranges }: { readonly text: string; readonly ranges: readonly TextRange[] }) => {
  const parts = ranges.map(([from, to], index) => ({ from, to, before: text.slice(ranges[index - 1]?.[1] ?? 0, from) }));
  return (
    <bdi>
      {parts.map(({ from, to, before }) => (
        <span key={from}>
          {before}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </bdi>
  );
};
