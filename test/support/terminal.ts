/** The command line as a program of its own, as somebody in a terminal runs it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { RunAs } from './ordinaryUser.ts';
import { repositoryRoot } from './repository.ts';

export type Printed = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

const preflight = join(repositoryRoot, 'src/main/hosts/preflight.mjs');
const program = join(repositoryRoot, 'src/main/hosts/cli/main.ts');

/** What the program sees of the machine: English, and no settings of whoever runs the tests. */
const plainEnvironment = (): NodeJS.ProcessEnv => {
  const { SAMSPILL_STORE: _store, INIT_CWD: _cwd, NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, LC_ALL: 'C', LANG: 'C' };
};

export type TerminalOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Who runs the program, where that is somebody else. */
  readonly as?: RunAs;
};

/** Starts a command line; `ended` resolves with all it printed. */
export const startSamspill = (args: readonly string[], { env = {}, as = {} }: TerminalOptions = {}) => {
  const child = spawn(process.execPath, [preflight, program, ...args], {
    ...as,
    cwd: repositoryRoot,
    env: { ...plainEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8');
    child[name].on('data', (text: string) => (printed[name] += text));
  }
  const ended = new Promise<Printed>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal, ...printed });
    });
  });
  return { child, ended };
};

/** Runs a command line to its end. */
export const samspill = (args: readonly string[], options: TerminalOptions = {}): Promise<Printed> => startSamspill(args, options).ended;

/** The one document that a command prints with `--json`, and its exit code. */
export const samspillDocument = async <T>(
  args: readonly string[],
  options: TerminalOptions = {},
): Promise<{ readonly code: number | null; readonly json: T }> => {
  const { code, stdout, stderr } = await samspill([...args, '--json'], options);
  try {
    return { code, json: JSON.parse(stdout) as T };
  } catch {
    throw new Error(`no JSON document, exit code ${String(code)}:\n${stdout}\n${stderr}`);
  }
};
