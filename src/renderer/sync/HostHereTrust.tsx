/** Joining a hub whose certificate nobody vouches for: its fingerprint is shown, and who joins says whether it is the right one. */
import { type ReactNode, useCallback, useState } from 'react';
import { CallFailed } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';
import { HostHereFingerprint } from './HostHereFingerprint.tsx';
import { useSyncTry } from './useSyncTry.ts';

type HubForm = { readonly hub: string; readonly code: string };
type Asked = { readonly fingerprint: string; readonly decide: (isRight: boolean) => void };

export type Trust = {
  /** Sends a form; where its hub is not trusted, once more with the certificate that was confirmed. False where nothing came of it. */
  readonly send: <T>(
    form: HubForm,
    run: (input: HubForm & { readonly certificate: string | null }) => Promise<T>,
    done: (answer: T) => string,
  ) => Promise<boolean>;
  /** The question, while it is open. */
  readonly question: ReactNode;
};

const fingerprintIn = (failure: unknown): string | null =>
  failure instanceof CallFailed && failure.error.type === 'HubUntrusted' && 'fingerprint' in failure.error
    ? String(failure.error.fingerprint)
    : null;

export const useTrust = (): Trust => {
  const attempt = useSyncTry();
  const say = useSaid((state) => state.say);
  const [asked, setAsked] = useState<Asked | null>(null);
  const confirm = useCallback(
    (fingerprint: string): Promise<boolean> =>
      new Promise((resolve) => {
        setAsked({
          fingerprint,
          decide: (isRight) => {
            setAsked(null);
            resolve(isRight);
          },
        });
      }),
    [],
  );
  const send: Trust['send'] = useCallback(
    async (form, run, done) => {
      const sent = await attempt(async () => {
        try {
          return { answer: await run({ ...form, certificate: null }) };
        } catch (failure) {
          const certificate = fingerprintIn(failure);
          if (certificate === null) throw failure;
          return (await confirm(certificate)) ? { answer: await run({ ...form, certificate }) } : null;
        }
      });
      if (sent === null || sent.answer === null) return false;
      say(done(sent.answer.answer));
      return true;
    },
    [attempt, confirm, say],
  );
  return { send, question: asked === null ? null : <Question asked={asked} /> };
};

const Question = ({ asked }: { readonly asked: Asked }) => {
  const { t } = useText();
  return (
    <div className="syncAsk hostAsk" role="group" aria-label={t('hosting.askTitle')}>
      <p className="strong">{t('hosting.askTitle')}</p>
      <p className="small">{t('hosting.askAbout')}</p>
      <HostHereFingerprint fingerprint={asked.fingerprint} />
      <div className="row">
        <button
          type="button"
          className="button primary"
          onClick={() => {
            asked.decide(true);
          }}
        >
          {t('hosting.askYes')}
        </button>
        <button
          type="button"
          className="button quiet"
          onClick={() => {
            asked.decide(false);
          }}
        >
          {t('hosting.askNo')}
        </button>
      </div>
    </div>
  );
};
