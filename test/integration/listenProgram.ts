/** A second process on a store: opens the application over the folder it is given, prints "ready", then each signal as a line of JSON, until its input ends. */
import { createApp } from '../../src/main/app.ts';
import { systemPorts } from '../../src/platform/ports.ts';

const opened = createApp({ storeDir: process.argv[2] ?? '', ports: systemPorts, language: 'en', create: null });
if (!opened.ok) throw new Error(opened.error.type);
const app = opened.value;
app.onSignal((signal) => process.stdout.write(`${JSON.stringify(signal)}\n`));
process.stdin.on('end', () => void app.close());
process.stdin.resume();
process.stdout.write('ready\n');
