/** What can be done in the pipeline table by keys that work anywhere on its page, beside those that the table answers itself. */
import type { RefObject } from 'react';
import { useMemo } from 'react';
import type { CommandSection } from '../app/commands.ts';
import { gridCommands } from './gridKeys.ts';

export const useTableCommands = (
  words: RefObject<HTMLInputElement | null>,
  bulk: RefObject<HTMLSpanElement | null>,
  hasChoice: boolean,
): CommandSection =>
  useMemo(
    () => ({
      id: 'pipelineTable',
      label: 'table.keysSection',
      commands: [
        ...gridCommands,
        {
          id: 'table.words',
          label: 'table.keyWords',
          keys: ['f'],
          run: () => {
            words.current?.focus();
            words.current?.select();
          },
        },
        {
          id: 'table.bulk',
          label: 'table.keyBulk',
          keys: ['b'],
          when: () => hasChoice,
          run: () => {
            bulk.current?.querySelector('select')?.focus();
          },
        },
      ],
    }),
    [words, bulk, hasChoice],
  );
