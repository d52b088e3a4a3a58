/** The menu bar, made of what the window says it can do now and of the system's own roles; every entry has a label in the window's language. */
import type { MenuItemConstructorOptions as Item } from 'electron';
import type { MenuModel } from '../../../shared/desktop.ts';
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import { translate } from '../../../shared/i18n/translate.ts';

export type MenuActions = {
  readonly run: (command: string) => void;
  readonly zoom: (change: -1 | 0 | 1) => void;
  readonly closeWindow: () => void;
  readonly quit: () => void;
};

export type MenuHost = { readonly platform: NodeJS.Platform; readonly isDevelopment: boolean };

type Command = MenuModel['sections'][number]['commands'][number];

/** Where the commands of every window go; whatever a page adds goes under a heading of its own. */
const fileCommands: readonly string[] = ['window.new', 'go.import'];
const editCommands: readonly string[] = ['history.undo', 'history.redo'];
const helpCommands: readonly string[] = ['keys.show', 'update.look', 'diagnostics.copy'];
const searchCommand = 'palette.open';

/** `Mod+Shift+z` as the menu writes it. */
export const acceleratorOf = (stroke: string): string =>
  stroke
    .split('+')
    .map((part) => (part === 'Mod' ? 'CmdOrCtrl' : part.length === 1 ? part.toUpperCase() : part))
    .join('+');

const separator: Item = { type: 'separator' };

/** The bar for the window in front. Commands answer their keys in the page, so the bar only shows them. */
export const menuTemplate = (model: MenuModel, actions: MenuActions, { platform, isDevelopment }: MenuHost): readonly Item[] => {
  const t = (key: TextKey): string => translate(model.language, key);
  const all = model.sections.flatMap(({ commands }) => commands);

  const itemOf = ({ id, label, stroke, isActive }: Command): Item => ({
    id,
    label,
    ...(stroke === null ? {} : { accelerator: acceleratorOf(stroke), registerAccelerator: false }),
    ...(isActive === null ? {} : { type: 'radio' as const, checked: isActive }),
    click: () => {
      actions.run(id);
    },
  });
  const named = (ids: readonly string[]): readonly Item[] =>
    ids.flatMap((id) => all.filter((command) => command.id === id).map((command) => itemOf(command)));
  const starting = (start: string): readonly Item[] => all.filter(({ id }) => id.startsWith(start)).map((command) => itemOf(command));
  const role = (name: NonNullable<Item['role']>, key: TextKey): Item => ({ role: name, label: t(key) });
  const own = (key: TextKey, accelerator: string | null, click: () => void): Item => ({
    label: t(key),
    ...(accelerator === null ? {} : { accelerator }),
    click: () => {
      click();
    },
  });

  const taken = new Set([...fileCommands, ...editCommands, ...helpCommands, searchCommand]);
  const isTaken = (id: string): boolean => taken.has(id) || /^(?:go|language|theme)\./u.test(id);
  const pages = model.sections.flatMap(({ label, commands }): readonly (Item & { readonly submenu: Item[] })[] => {
    const rest = commands.filter(({ id }) => !isTaken(id));
    return rest.length === 0 ? [] : [{ label, submenu: rest.map((command) => itemOf(command)) }];
  });

  const appMenu: readonly Item[] =
    platform === 'darwin'
      ? [
          {
            label: t('common.appName'),
            submenu: [
              role('about', 'desktop.about'),
              separator,
              role('services', 'desktop.services'),
              separator,
              role('hide', 'desktop.hide'),
              role('hideOthers', 'desktop.hideOthers'),
              role('unhide', 'desktop.showAll'),
              separator,
              own('desktop.quit', 'Cmd+Q', actions.quit),
            ],
          },
        ]
      : [];
  const bar: readonly (Item & { readonly submenu: Item[] })[] = [
    {
      label: t('desktop.file'),
      submenu: [
        ...named(fileCommands),
        separator,
        own('desktop.closeWindow', 'CmdOrCtrl+W', actions.closeWindow),
        ...(platform === 'darwin' ? [] : [own('desktop.quit', 'Ctrl+Q', actions.quit)]),
      ],
    },
    {
      label: t('desktop.edit'),
      submenu: [
        ...named(editCommands),
        separator,
        role('cut', 'desktop.cut'),
        role('copy', 'desktop.copy'),
        role('paste', 'desktop.paste'),
        role('selectAll', 'desktop.selectAll'),
        separator,
        ...named([searchCommand]),
      ],
    },
    {
      label: t('desktop.view'),
      submenu: [
        { label: t('common.theme'), submenu: [...starting('theme.')] },
        { label: t('common.language'), submenu: [...starting('language.')] },
        separator,
        own('desktop.zoomIn', 'CmdOrCtrl+Plus', () => {
          actions.zoom(1);
        }),
        own('desktop.zoomOut', 'CmdOrCtrl+-', () => {
          actions.zoom(-1);
        }),
        own('desktop.zoomReset', 'CmdOrCtrl+0', () => {
          actions.zoom(0);
        }),
        separator,
        role('togglefullscreen', 'desktop.fullScreen'),
        ...(isDevelopment ? [separator, role('reload', 'desktop.reload'), role('toggleDevTools', 'desktop.tools')] : []),
      ],
    },
    { label: t('desktop.go'), submenu: [...starting('go.')] },
    ...pages,
    { label: t('desktop.window'), role: 'window', submenu: [role('minimize', 'desktop.minimize')] },
    { label: t('desktop.help'), role: 'help', submenu: [...named(helpCommands)] },
  ];
  return [...appMenu, ...bar.filter(({ submenu }) => submenu.length > 0)];
};
