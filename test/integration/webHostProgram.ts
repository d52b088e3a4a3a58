/** A start as a program of its own, on an echoing app: what the tests send signals to. Arguments: the folder of the page, then the start's. */
import { runStart } from '../../src/main/hosts/start/runStart.ts';
import { stopRequest } from '../../src/main/hosts/start/stopSignals.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { ok } from '../../src/shared/kernel/result.ts';

const [dir = '', ...argv] = process.argv.slice(2);
const print = (line: string) => process.stdout.write(`${line}\n`);

const stop = stopRequest(process, (number) => process.exit(number));

const code = await runStart({
  argv,
  env: {},
  platform: process.platform,
  home: dir,
  cwd: dir,
  random: systemPorts.random,
  log: systemPorts.log,
  print,
  printError: (line) => process.stderr.write(`${line}\n`),
  holdsAnything: () => true,
  ensureRenderer: async () => ok({ dir }),
  openApp: async () =>
    ok({
      call: (name) => {
        print(`called ${name}`);
        // "slow" is never answered; the rest is while a stop is under way.
        return name === 'slow' ? new Promise(() => {}) : stop.then(() => ok(name));
      },
      onSignal: () => () => {},
      close: async () => {
        print('app closed');
      },
    }),
  showInBrowser: () => {},
  stop,
});
process.exit(code);
