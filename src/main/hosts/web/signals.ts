/** The signals of the app as server-sent events, one stream for each open window. */
import type { ServerResponse } from 'node:http';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Signal } from '../../../shared/kernel/signal.ts';
import type { App } from '../../appPort.ts';
import { type HostErrorType, openEventStream } from './responses.ts';

export type SignalStreams = {
  /** Turns a response into a stream of signals until it closes. */
  readonly add: (response: ServerResponse) => Result<null, { readonly type: Extract<HostErrorType, 'TooManyListeners'> }>;
  /** Ends all streams and stops listening to the app. */
  readonly close: () => void;
};

const listenersAllowed = 32;
/** Bytes that may wait for a window that does not read; beyond, it is dropped and fetches everything when it connects again. */
const backlogAllowed = 1024 * 1024;

/** Forwards the app's signals; `heartbeatMs` keeps idle connections alive and finds dead ones. */
export const createSignalStreams = (app: App, heartbeatMs: number): SignalStreams => {
  const streams = new Set<ServerResponse>();

  const write = (text: string): void => {
    for (const stream of streams) {
      stream.write(text);
      if (stream.writableLength > backlogAllowed) stream.destroy();
    }
  };

  const unsubscribe = app.onSignal((signal: Signal) => write(`data: ${JSON.stringify(signal)}\n\n`));
  const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
  // A forgotten timer must not keep the process alive.
  heartbeat.unref();

  return {
    add: (response) => {
      if (streams.size >= listenersAllowed) return err({ type: 'TooManyListeners' });
      streams.add(response);
      response.on('close', () => streams.delete(response));
      response.on('error', () => streams.delete(response));
      openEventStream(response);
      response.write('retry: 1000\n\n');
      return ok(null);
    },
    close: () => {
      clearInterval(heartbeat);
      unsubscribe();
      for (const stream of streams) stream.end();
      streams.clear();
    },
  };
};
