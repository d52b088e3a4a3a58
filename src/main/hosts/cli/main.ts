/** `npm run -s samspill`: joins the command line to the real machine, its store and its signals. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemPorts } from '../../../platform/ports.ts';
import { stopRequest } from '../start/stopSignals.ts';
import { runCli } from './runCli.ts';

const { env, platform, stdout, stderr } = process;

// Whoever reads the output may leave before the end (`| head`); a broken pipe must not cut the closing of the store.
for (const output of [stdout, stderr]) output.on('error', () => {});

/** A folder that cannot be listed holds something: opening it says what is wrong with it. */
const holdsAnything = (dir: string): boolean => {
  try {
    return readdirSync(dir).length > 0;
  } catch (cause) {
    return !(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT');
  }
};

/** Back to the start of the line and clear it: each text takes the place of the one before. */
const eraseLine = '\r\u001b[2K';

const argv = process.argv.slice(2);

/** An invitation made at a hub's own data is for the hub's program to make: it alone knows that database. */
const isForHub = argv[0] === 'invite' && argv.some((argument) => /^--hub-store(?:=|$)/u.test(argument));
const askHub = (): number => {
  const programs = [join(import.meta.dirname, '../preflight.mjs'), join(import.meta.dirname, '../../../hub/main.ts')];
  return spawnSync(process.execPath, [...programs, ...argv], { stdio: 'inherit' }).status ?? 1;
};

const runHere = (): Promise<number> =>
  runCli({
    argv,
    env,
    platform,
    home: homedir(),
    // npm runs scripts at the root of the package and names here where the user stood.
    cwd: env['INIT_CWD'] ?? process.cwd(),
    ports: systemPorts,
    print: (text) => stdout.write(text),
    printError: (text) => stderr.write(text),
    showProgress: (line) => {
      if (stderr.isTTY) stderr.write(`${eraseLine}${line}`);
    },
    holdsAnything,
    stopAsked: () => stopRequest(process, (code) => process.exit(code)),
  });

process.exitCode = isForHub ? askHub() : await runHere();
