/** Newer versions, in a window of the desktop app: a command that looks for one, and a word when one is ready. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { UpdateState } from '../../shared/desktop.ts';
import { lookForUpdate, updateState } from '../../shared/desktop.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { exhaustive } from '../../shared/kernel/result.ts';
import type { Bridge } from './bridge.ts';
import { askShell } from './bridge.ts';
import type { CommandSection } from './commands.ts';
import { useCommandSection } from './commands.ts';
import type { Translate } from './i18n.ts';
import { useText } from './i18n.ts';
import type { Saying } from './said.ts';
import { useSaid } from './said.ts';

/** What is said of a state; null where there is nothing to say. */
export const updateSaying = (t: Translate, state: UpdateState): Saying | null => {
  switch (state.type) {
    case 'off':
    case 'unknown':
      return null;
    case 'none':
      return { text: t('desktop.updateNone', { version: state.version }), tone: 'done' };
    case 'loading':
      return { text: t('desktop.updateLoading', { version: state.version }), tone: 'done' };
    case 'ready':
      return { text: t('desktop.updateReady', { version: state.version }), tone: 'done' };
    case 'failed':
      return { text: t('desktop.updateFailed'), tone: 'refused' };
    case 'refused':
      return { text: t('desktop.updateRefused'), tone: 'refused' };
    default:
      return exhaustive(state);
  }
};

/** To be used once in a window. Without a feed there is no command: it would lead nowhere. */
export const useUpdates = (shell: Bridge | null): void => {
  const { t } = useText();
  const say = useSaid((state) => state.say);
  const [isOn, setOn] = useState(false);
  /** True from the person's question until it is answered for good. */
  const isAsked = useRef(false);

  useEffect(() => {
    if (shell === null) return;
    void askShell(shell, updateState, {}).then((answer) => {
      setOn(answer.ok && answer.value.type !== 'off');
    });
  }, [shell]);

  useEffect(
    () =>
      shell?.onSignal((signal) => {
        if (signal.type !== 'update') return;
        // A fetch that came to nothing in the background is tried again by itself, and disturbs nobody.
        const isWanted = signal.state.type === 'ready' || isAsked.current;
        isAsked.current = false;
        const saying = isWanted ? updateSaying(t, signal.state) : null;
        if (saying !== null) say(saying.text, saying.tone);
      }),
    [shell, say, t],
  );

  const section = useMemo(
    (): CommandSection => ({
      id: 'updates',
      label: 'desktop.help',
      commands:
        shell === null || !isOn
          ? []
          : [
              {
                id: 'update.look',
                label: 'desktop.lookForUpdate',
                run: () => {
                  void askShell(shell, lookForUpdate, {}).then((answer) => {
                    isAsked.current = answer.ok && answer.value.type === 'loading';
                    const saying = answer.ok
                      ? updateSaying(t, answer.value)
                      : ({ text: errorText(t, answer.error), tone: 'refused' } as const);
                    if (saying !== null) say(saying.text, saying.tone);
                  });
                },
              },
            ],
    }),
    [shell, isOn, say, t],
  );
  useCommandSection(section);
};
