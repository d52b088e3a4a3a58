/** What can be done with an import that is over: keep its odd rows as a file, and take it back. */
import { problemsCsv, undoBatch, type Undone } from '../../shared/imports/contract.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { answerOf, CallFailed, useClient, useCommand } from '../app/calls.ts';
import { keepText } from '../app/client.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';

type BatchActionsProps = {
  readonly batchId: Id<'ImportBatch'>;
  readonly hasProblems: boolean;
  readonly isUndone: boolean;
  readonly onUndone: (undone: Undone) => void;
};

export const BatchActions = ({ batchId, hasProblems, isUndone, onUndone }: BatchActionsProps) => {
  const { t } = useText();
  const client = useClient();
  const undo = useCommand(undoBatch);
  const say = useSaid((state) => state.say);
  const keepProblems = async (): Promise<void> => {
    try {
      const { csv } = await answerOf(client, problemsCsv, { batchId });
      keepText(`${t('wizard.problemRows')}.csv`, 'text/csv;charset=utf-8', csv);
    } catch (cause) {
      if (!(cause instanceof CallFailed)) throw cause;
      say(errorText(t, cause.error), 'refused');
    }
  };
  return (
    <span className="row">
      {hasProblems ? (
        <button type="button" className="button small" onClick={() => void keepProblems()}>
          {t('wizard.problemRows')}
        </button>
      ) : null}
      {isUndone ? null : (
        <button
          type="button"
          className="button small"
          disabled={undo.isPending}
          onClick={() => {
            undo.mutate(
              { id: batchId },
              {
                onSuccess: onUndone,
                onError: ({ error }) => {
                  say(errorText(t, error), 'refused');
                },
              },
            );
          }}
        >
          {t('wizard.undo')}
        </button>
      )}
    </span>
  );
};
