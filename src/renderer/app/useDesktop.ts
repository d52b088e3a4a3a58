/** What a window of the desktop app has beyond one in a browser: more windows, a menu bar made of its commands, links from outside. */
import { useContext, useEffect, useMemo } from 'react';
import type { MenuModel } from '../../shared/desktop.ts';
import { copyDiagnostics, openWindow, showMenu, undoTyping } from '../../shared/desktop.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { Bridge } from './bridge.ts';
import { askShell } from './bridge.ts';
import { ClientContext } from './calls.ts';
import type { Command, CommandSection } from './commands.ts';
import { isField, useCommandRegister, useCommandSection } from './commands.ts';
import type { Translate } from './i18n.ts';
import { useText } from './i18n.ts';
import { useSaid } from './said.ts';
import { useUpdates } from './useUpdates.ts';
import { useUiState } from './uiState.ts';
import { useColorScheme } from './useTheme.ts';

/** Commands that a page answers itself, or that cannot be used now, are not in the menu: an entry there does something. */
const isForMenu = ({ run }: Command): boolean => run !== undefined;

/** The register as the shell's menu takes it; a later section wins where two give the same command. */
export const menuModel = (sections: readonly CommandSection[], t: Translate): MenuModel['sections'] =>
  sections.flatMap(({ id, label, commands }) => {
    const shown = commands.filter((command) => isForMenu(command));
    if (shown.length === 0) return [];
    return [
      {
        id,
        label: t(label),
        commands: shown.map(({ id: commandId, label: name, params, keys, setting }) => ({
          id: commandId,
          // Under "Go to" a place needs no more than its name.
          label: commandId.startsWith('go.') && typeof params?.['place'] === 'string' ? params['place'] : t(name, params),
          stroke: keys?.length === 1 && keys[0]?.startsWith('Mod+') === true ? keys[0] : null,
          isActive: setting?.isActive ?? null,
        })),
      },
    ];
  });

/** Undo and redo belong to the field in which one writes. */
const fieldCommands: readonly string[] = ['history.undo', 'history.redo'];

const runCommand = (shell: Bridge, id: string): void => {
  if (fieldCommands.includes(id) && isField(document.activeElement)) {
    void askShell(shell, undoTyping, { isAgain: id === 'history.redo' });
    return;
  }
  const commands = useCommandRegister.getState().sections.flatMap((section) => section.commands);
  const command = commands.findLast((each) => each.id === id);
  if (command?.when?.() ?? true) command?.run?.();
};

/** To be used once in a window; does nothing in a browser. */
export const useDesktop = (): void => {
  const { t, language } = useText();
  const scheme = useColorScheme();
  const shell = useContext(ClientContext)?.shell ?? null;
  const say = useSaid((state) => state.say);
  const sections = useCommandRegister((state) => state.sections);

  const section = useMemo((): CommandSection => {
    if (shell === null) return { id: 'desktop', label: 'desktop.section', commands: [] };
    return {
      id: 'desktop',
      label: 'desktop.section',
      commands: [
        {
          id: 'window.new',
          label: 'desktop.newWindow',
          keys: ['Mod+Enter'],
          run: () => void askShell(shell, openWindow, { address: location.hash === '' ? '#/' : location.hash }),
        },
        {
          id: 'diagnostics.copy',
          label: 'desktop.copyDiagnostics',
          run: () => {
            void askShell(shell, copyDiagnostics, {}).then((answer) => {
              if (answer.ok) say(t('desktop.diagnosticsCopied'));
              else say(errorText(t, answer.error), 'refused');
            });
          },
        },
      ],
    };
  }, [shell, say, t]);
  useCommandSection(section);
  useUpdates(shell);

  const theme = useUiState((state) => state.theme);
  const isDark = scheme === 'dark';
  const model = useMemo(() => menuModel(sections, t), [sections, t]);
  useEffect(() => {
    if (shell === null) return undefined;
    // Sections come and go one by one while a page is being changed; the last state is the one to show.
    const timer = setTimeout(() => void askShell(shell, showMenu, { language, theme, isDark, sections: [...model] }), 50);
    return () => {
      clearTimeout(timer);
    };
  }, [shell, language, theme, isDark, model]);

  useEffect(
    () =>
      shell?.onSignal((signal) => {
        if (signal.type === 'run') runCommand(shell, signal.command);
        else if (signal.type === 'goTo') location.hash = signal.address;
      }),
    [shell],
  );
};
