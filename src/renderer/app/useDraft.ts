/** The text of a field in which people write more than a word: it comes back after a reload, a crash or a kill, until it is saved or emptied. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { discardDraft, drafts, saveDraft } from '../../shared/drafts/contract.ts';
import { useCommand } from './calls.ts';

/** How long a change waits at most before it is kept, in milliseconds: a kill loses no more than this and the write. */
const keepAfter = 500;

export type Drafted = {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** The text was saved for good, or thrown away: the field is empty and nothing is kept. */
  readonly clear: () => void;
};

/** `draftKey` says whose text it is, such as `account:ID:note`. A component that shows another record must be another one (React's `key`). */
export const useDraft = (draftKey: string): Drafted => {
  const [text, setShown] = useState('');
  const { mutateAsync: list } = useCommand(drafts);
  const { mutate: keep } = useCommand(saveDraft);
  const { mutate: discard } = useCommand(discardDraft);
  const unkept = useRef<string | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const isTouched = useRef(false);

  const flush = useCallback((): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const latest = unkept.current;
    unkept.current = null;
    if (latest === null) return;
    if (latest === '') discard({ key: draftKey });
    else keep({ key: draftKey, text: latest });
  }, [draftKey, keep, discard]);

  useEffect(() => {
    void list({}).then(
      (kept) => {
        const draft = kept.find(({ key }) => key === draftKey);
        // What was typed while the draft was fetched is newer.
        if (draft !== undefined && !isTouched.current) setShown(draft.text);
      },
      // Without its draft the field is empty, which is what it would be anyway; whatever stops the host is said elsewhere.
      () => undefined,
    );
  }, [list, draftKey]);

  // Leaving the page or the field must not wait for the timer.
  useEffect(() => {
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);

  const setText = useCallback(
    (next: string): void => {
      isTouched.current = true;
      unkept.current = next;
      setShown(next);
      // Not put off by further typing: somebody who never pauses is kept as well.
      if (timer.current === undefined) timer.current = window.setTimeout(flush, keepAfter);
    },
    [flush],
  );

  const clear = useCallback((): void => {
    setShown('');
    unkept.current = '';
    flush();
  }, [flush]);

  return { text, setText, clear };
};
