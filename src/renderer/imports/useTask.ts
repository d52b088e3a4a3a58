/** Tasks of the import whose answer is looked at and not kept: asked like a question, and stopped when nobody waits for them any more. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { create } from 'zustand';
import { cancel } from '../../shared/imports/contract.ts';
import type { CallInputOf, OutputOf, Task } from '../../shared/kernel/contract.ts';
import type { CallFailed } from '../app/calls.ts';
import { answerOf, useClient } from '../app/calls.ts';

type Current = { readonly count: number; readonly id: string };
/** The task that this window started last: what it says about its progress is shown. */
export const useCurrentTask = create<Current>()(() => ({ count: 0, id: '' }));

/** A name for a task: its files' grant is this window's alone, and no two tasks of it share a number, so that a late stop hits no other. */
export const nextTask = (grant: string): string => {
  useCurrentTask.setState(({ count }) => ({ count: count + 1, id: `${grant.slice(0, 40)}-${count + 1}` }));
  return useCurrentTask.getState().id;
};

/** The answer of a task for an input; a new input stops the task before it. */
export const useTaskAnswer = <E extends Task>(
  entry: E,
  input: CallInputOf<E> & { readonly grant: string },
  /** The answer before stays in sight while another is waited for. */
  keep = false,
): UseQueryResult<OutputOf<E>, CallFailed> => {
  const client = useClient();
  return useQuery<OutputOf<E>, CallFailed>({
    queryKey: [entry.name, input],
    queryFn: async ({ signal }) => {
      const taskId = nextTask(input.grant);
      signal.addEventListener('abort', () => void client.call(cancel.name, { taskId }));
      return await answerOf(client, entry, { ...input, taskId });
    },
    // What would come depends on what is there: shown once more, it is asked once more.
    gcTime: 0,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    meta: { reads: [] },
  });
};
