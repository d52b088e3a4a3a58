/** Ctrl+Z and Ctrl+Shift+Z (⌘ on a Mac) take back and do again one's last change, wherever one is in the window; fields keep an undo of their own. */
import { useCallback, useContext, useMemo, useRef } from 'react';
import { errorText } from '../../shared/i18n/errorText.ts';
import { namedText } from '../../shared/i18n/recordText.ts';
import type { OutputOf } from '../../shared/kernel/contract.ts';
import type { Undone } from '../../shared/sync/contract.ts';
import { recentChanges, redo, undo } from '../../shared/sync/contract.ts';
import type { CallFailed } from './calls.ts';
import { ClientContext, useCommand } from './calls.ts';
import { changeTextKey } from './changeText.ts';
import type { CommandSection } from './commands.ts';
import { useText } from './i18n.ts';
import { useSaid } from './said.ts';

type Way = 'undo' | 'redo';

export const useUndoCommands = (): CommandSection => {
  const { t } = useText();
  const say = useSaid((state) => state.say);
  const { mutateAsync: takeBack } = useCommand(undo);
  const { mutateAsync: doAgain } = useCommand(redo);
  const client = useContext(ClientContext);
  const isRunning = useRef(false);
  const waiting = useRef<Way | null>(null);
  /** What the change was about, where it was about one record. */
  const subjectOf = useCallback(
    async (seq: number): Promise<string> => {
      const answer = await client?.call(recentChanges.name, { before: seq + 1, limit: 1 });
      const [change] = answer?.ok === true ? (answer.value as OutputOf<typeof recentChanges>) : [];
      return change?.seq === seq ? (change.subject === null ? '' : namedText(t, change.subject)) : '';
    },
    [client, t],
  );
  const tell = useCallback(
    async (way: Way, { command, seq, kept }: Undone): Promise<void> => {
      const what = [await subjectOf(seq), t(changeTextKey(command) ?? 'changes.other')].filter((part) => part !== '').join(': ');
      const of = (why: Undone['kept'][number]['because']): number => kept.filter(({ because }) => because === why).length;
      const said = [
        t(way === 'undo' ? 'board.undone' : 'board.redone', { what }),
        of('changed') === 0 ? '' : t('board.keptSince', { count: of('changed') }),
        of('sealed') === 0 ? '' : t('board.keptSealed', { count: of('sealed') }),
        of('unfitting') === 0 ? '' : t('board.keptUnfitting'),
      ];
      say(said.filter((part) => part !== '').join(' '));
    },
    [subjectOf, t, say],
  );
  const run = useCallback(
    async (way: Way): Promise<void> => {
      // One after the other: of a held key one stroke waits, so that it does not overtake itself, and none that was meant is lost.
      if (isRunning.current) {
        waiting.current = way;
        return;
      }
      isRunning.current = true;
      for (let next: Way | null = way; next !== null; next = waiting.current) {
        waiting.current = null;
        const now: Way = next;
        try {
          const undone: Undone = await (now === 'undo' ? takeBack({}) : doAgain({}));
          void tell(now, undone);
        } catch (failure) {
          waiting.current = null;
          say(errorText(t, (failure as CallFailed).error), 'refused');
        }
      }
      isRunning.current = false;
    },
    [t, say, takeBack, doAgain, tell],
  );
  return useMemo(
    () => ({
      id: 'undo',
      label: 'board.sectionUndo',
      commands: [
        { id: 'history.undo', label: 'board.keyUndo', keys: ['Mod+z'], run: () => void run('undo') },
        { id: 'history.redo', label: 'board.keyRedo', keys: ['Mod+Shift+z'], alias: ['Mod+y'], run: () => void run('redo') },
      ],
    }),
    [run],
  );
};
