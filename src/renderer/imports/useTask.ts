/** Tasks of the import whose answer is looked at and not kept: asked like a question, and stopped when nobody waits for them any more. */
import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { cancel } from '../../shared/imports/contract.ts';
import type { CallInputOf, OutputOf, Task } from '../../shared/kernel/contract.ts';
import type { CallFailed } from '../app/calls.ts';
import { answerOf, useClient } from '../app/calls.ts';

/** One task at a time in each window: its progress and its stop go by this name. */
export const windowTask = `wizard-${crypto.randomUUID()}`;

/** The answer of a task for an input; `null` input waits. A new input stops the task before it. */
export const useTaskAnswer = <E extends Task>(entry: E, input: CallInputOf<E> | null): UseQueryResult<OutputOf<E>, CallFailed> => {
  const client = useClient();
  return useQuery<OutputOf<E>, CallFailed>({
    queryKey: [entry.name, input],
    queryFn: async ({ signal }) => {
      signal.addEventListener('abort', () => void client.call(cancel.name, { taskId: windowTask }));
      return await answerOf(client, entry, input);
    },
    enabled: input !== null,
    // What would come depends on what is there: shown once more, it is asked once more.
    gcTime: 0,
    meta: { reads: [] },
  });
};
