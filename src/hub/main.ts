/** `npm run hub`: joins the hub to the real machine, its log and its signals. */
import { pino } from 'pino';
import { languageOfTag } from '../shared/i18n/languages.ts';
import { stderrLog, systemPorts } from '../platform/ports.ts';
import { productModel } from './productModel.ts';
import { runHub } from './runHub.ts';

const { env, stdout, stderr } = process;

// Whoever reads the output may leave before the end; a broken pipe must not cut the closing of the database.
for (const output of [stdout, stderr]) output.on('error', () => {});

/** Structured lines on the other output: what happened, when, and never to whom. */
const log = pino({ name: 'samspill-hub', base: null, level: env['LOG_LEVEL'] ?? 'info' }, pino.destination({ fd: 2, sync: true }));

const stopAsked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

process.exitCode = await runHub({
  argv: process.argv.slice(2),
  env,
  // npm runs scripts at the root of the package and names here where the user stood.
  cwd: env['INIT_CWD'] ?? process.cwd(),
  language: languageOfTag(env['LC_ALL'] ?? env['LANG'] ?? '') ?? 'en',
  model: productModel,
  ports: {
    ...systemPorts,
    log: {
      ...stderrLog,
      defect: (id, error) => log.error({ id, err: error }, 'defect'),
      warn: (event, detail) => log.warn(detail, event),
    },
  },
  log,
  print: (text) => stdout.write(text),
  printError: (text) => stderr.write(text),
  stopAsked,
});
