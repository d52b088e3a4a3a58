/** The window's only way to the store: `call(name, input)` and signals, over Electron's bridge where there is one, else over HTTP. */
import type { Result } from '../../shared/kernel/result.ts';
import { err } from '../../shared/kernel/result.ts';
import type { Signal } from '../../shared/kernel/signal.ts';
import { decodeWire, encodeWire } from '../../shared/kernel/wire.ts';
import * as desktop from '../../shared/desktop.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { translate } from '../../shared/i18n/translate.ts';
import type { z } from 'zod';
import type { Bridge } from './bridge.ts';
import { askShell, bridgeOfShell, handOverAll } from './bridge.ts';
import type { CallResult, ClientError, CodeRefused, HostUnreachable } from './callResult.ts';
import { useSaid } from './said.ts';
import { useUiState } from './uiState.ts';

/** Bytes of one file that the host takes in. */
export const uploadLimit = 200 * 1024 * 1024;
/** One of the files is larger than that. */
export type FileTooLarge = { readonly type: 'TooLarge'; readonly name: string };

/** A file was there when it was chosen, and is not any more, or is locked by another program. */
export type FileUnreadable = { readonly type: 'FileUnreadable'; readonly name: string };

export type Client = {
  readonly call: (name: string, input: unknown) => Promise<CallResult>;
  /** Hands files to the application; the grant is what contract entries take in their place. */
  readonly upload: (files: readonly File[]) => Promise<Result<{ readonly grant: string }, ClientError>>;
  /** Has the browser, or the system's dialog, keep a file that the application made. */
  readonly download: (id: string) => void;
  /** Subscribes; returns the unsubscribe function. `onConnection` tells when the stream broke, and when it is back and signals may have been missed. */
  readonly onSignal: (listener: (signal: Signal) => void, onConnection: (state: 'lost' | 'back') => void) => () => void;
  /** The desktop's shell around this window; null in a browser. */
  readonly shell: Bridge | null;
};

const isResult = (value: unknown): value is CallResult =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { ok?: unknown }).ok === 'boolean' &&
  ('value' in value || 'error' in value);

const isSignal = (value: unknown): value is Signal =>
  typeof value === 'object' && value !== null && ['changed', 'progress'].includes(String((value as { type?: unknown }).type));

const post = (path: string, body: unknown): Promise<CallResult> => send(path, 'application/json', encodeWire(body));

const send = async (path: string, type: string, body: BodyInit): Promise<CallResult> => {
  let response: Response;
  try {
    response = await fetch(path, { method: 'POST', headers: { 'content-type': type }, body, credentials: 'same-origin' });
  } catch {
    return err({ type: 'HostUnreachable' });
  }
  if (response.status === 401) return err({ type: 'NoSession' });
  try {
    const answer = decodeWire(await response.text());
    if (isResult(answer)) return answer;
  } catch {
    // Not an answer of ours: treated like a host that did not answer.
  }
  return err({ type: 'HostUnreachable' });
};

/**
 * Takes the one-time code out of the address before anything else can read it, then trades it for the session cookie.
 * Does nothing without a code, so that a reload keeps its session.
 */
export const openSession = async (): Promise<Result<null, CodeRefused | HostUnreachable>> => {
  const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1];
  if (code === undefined) return { ok: true, value: null };
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  const answer = await post('session', { code });
  if (answer.ok) return { ok: true, value: null };
  if (answer.error.type === 'HostUnreachable') return err({ type: 'HostUnreachable' });
  // An old link opened in a browser that still holds its session: the calls that follow decide.
  return err({ type: 'CodeRefused' });
};

const isReadable = async (file: File): Promise<boolean> => {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
};

/** One after the other: each answer holds the grant for all so far. */
const upload: Client['upload'] = async (files) => {
  const tooLarge = files.find(({ size }) => size > uploadLimit);
  if (tooLarge !== undefined) return err({ type: 'TooLarge', name: tooLarge.name });
  let last = { upload: '', grant: '' };
  for (const file of files) {
    const query = new URLSearchParams({ name: file.name, ...(last.upload === '' ? {} : { beside: last.upload }) });
    const answer = await send(`files?${query.toString()}`, 'application/octet-stream', file);
    // The browser tells a file that it cannot read like a host that does not answer.
    if (!answer.ok && answer.error.type === 'HostUnreachable' && !(await isReadable(file)))
      return err({ type: 'FileUnreadable', name: file.name });
    if (!answer.ok) return answer;
    last = answer.value as typeof last;
  }
  return { ok: true, value: { grant: last.grant } };
};

/** A link that is followed as if it had been clicked: the answer says that it is a file to keep. */
const follow = (href: string, name: string): void => {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
};

const download: Client['download'] = (id) => {
  const bridge = bridgeOfShell();
  if (bridge !== undefined) void sayKept(askShell(bridge, desktop.keepFile, { fileId: id }));
  else follow(`files/${encodeURIComponent(id)}`, '');
};

/** Keeps a text of this window as a file, with the mark by which spreadsheets know UTF-8. */
export const keepText = (name: string, mime: string, text: string): void => {
  const bridge = bridgeOfShell();
  if (bridge !== undefined) {
    void sayKept(askShell(bridge, desktop.keepText, { name, text }));
    return;
  }
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: mime }));
  follow(url, name);
  // The browser reads it after this turn.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
};

const onHttpSignal: Client['onSignal'] = (listener, onConnection) => {
  const source = new EventSource('signals', { withCredentials: true });
  let hasFailed = false;
  source.addEventListener('message', (event: MessageEvent<string>) => {
    const signal: unknown = JSON.parse(event.data);
    if (isSignal(signal)) listener(signal);
  });
  source.addEventListener('error', () => {
    if (!hasFailed) onConnection('lost');
    hasFailed = true;
  });
  source.addEventListener('open', () => {
    if (hasFailed) onConnection('back');
    hasFailed = false;
  });
  return () => {
    source.close();
  };
};

/** What the shell's system dialog ended with; a failure is said in the window, since nobody waits for it. */
const sayKept = async (kept: ReturnType<typeof askShell<z.ZodType, { readonly isKept: boolean }>>): Promise<void> => {
  const answer = await kept;
  const { language } = useUiState.getState();
  if (!answer.ok)
    useSaid.getState().say(
      errorText((key, params) => translate(language, key, params), answer.error),
      'refused',
    );
  else if (answer.value.isKept) useSaid.getState().say(translate(language, 'desktop.kept'));
};

/** The transport of this window. */
export const createClient = (): Client => {
  const bridge = bridgeOfShell();
  if (bridge === undefined)
    return { call: async (name, input) => await post('call', { name, input }), upload, download, onSignal: onHttpSignal, shell: null };
  return {
    call: bridge.call,
    upload: async (files) => {
      const tooLarge = files.find(({ size }) => size > uploadLimit);
      return tooLarge === undefined ? await handOverAll(bridge, files) : err({ type: 'TooLarge', name: tooLarge.name });
    },
    download,
    onSignal: (listener) =>
      bridge.onSignal((signal) => {
        if (isSignal(signal)) listener(signal);
      }),
    shell: bridge,
  };
};
