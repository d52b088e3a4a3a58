/** A hub as a program of tests: as people run it, over the model of the module whose path is the first argument. */
import { pathToFileURL } from 'node:url';
import type { HubModel } from '../../src/hub/model.ts';
import { runHub } from '../../src/hub/runHub.ts';
import { stderrLog, systemPorts } from '../../src/platform/ports.ts';

const [path = '', ...argv] = process.argv.slice(2);
const { model } = (await import(pathToFileURL(path).href)) as { readonly model: HubModel };

process.exitCode = await runHub({
  argv,
  env: process.env,
  cwd: process.cwd(),
  language: 'en',
  ports: { ...systemPorts, log: stderrLog },
  model,
  log: null,
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
  stopAsked: () =>
    new Promise((resolve) => {
      process.once('SIGTERM', () => resolve());
    }),
});
