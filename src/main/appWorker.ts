/** The worker thread that owns the store: it runs the application and answers calls by message, so that no window ever waits for SQL. */
import { parentPort, workerData } from 'node:worker_threads';
import { type AppOptions, createApp } from './app.ts';
import type { ToWorker } from './appMessages.ts';
import { describeError } from '../platform/describeError.ts';
import { type Log, systemPorts } from '../platform/ports.ts';

const port = parentPort;
if (port === null) throw new Error('appWorker runs as a worker thread');

const { tellsLog, ...given } = workerData as Omit<AppOptions, 'ports'> & { readonly tellsLog: boolean };
/** The host keeps the log: two threads must not write one file. */
const hostLog: Log = {
  defect: (id, error) => port.postMessage({ type: 'defect', id, described: describeError(error) }),
  warn: (event, detail) => port.postMessage({ type: 'warning', event, detail }),
};

const opened = createApp({ ...given, ports: tellsLog ? { ...systemPorts, log: hostLog } : systemPorts });
if (opened.ok) {
  const app = opened.value;
  app.onSignal((signal) => port.postMessage({ type: 'signal', signal }));
  const answer = async (message: ToWorker): Promise<void> => {
    switch (message.type) {
      case 'call':
        port.postMessage({ type: 'answer', id: message.id, result: await app.call(message.name, message.input) });
        return;
      case 'lend':
        port.postMessage({ type: 'answer', id: message.id, result: app.files.lend(message.path, message.names) });
        return;
      case 'produced':
        port.postMessage({ type: 'answer', id: message.id, result: app.files.produced(message.file) });
        return;
      case 'close':
        break;
    }
    await app.close();
    port.postMessage({ type: 'closed' });
    port.close();
  };
  port.on('message', (message: ToWorker) => void answer(message));
  port.postMessage({ type: 'opened' });
} else {
  port.postMessage({ type: 'failed', error: opened.error });
  port.close();
}
