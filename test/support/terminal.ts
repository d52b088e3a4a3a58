/** The command line as a program of its own, as somebody in a terminal runs it; and the same within this process, for what a command says and does. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type CliWorld, runCli } from '../../src/main/hosts/cli/runCli.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import type { RunAs } from './ordinaryUser.ts';
import { repositoryRoot } from './repository.ts';

export type Said = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
export type Printed = Said & { readonly signal: NodeJS.Signals | null };
type Document<T> = { readonly code: number | null; readonly json: T };

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

/** Runs a command within this process, a tenth of the time that a program takes: everything is there but the program around it. */
export const samspillHere = async (args: readonly string[], world: Partial<CliWorld> = {}): Promise<Said> => {
  const printed = { stdout: '', stderr: '' };
  const code = await runCli({
    argv: args,
    env: {},
    platform: process.platform,
    home: '/nowhere',
    cwd: repositoryRoot,
    ports: systemPorts,
    print: (text) => (printed.stdout += text),
    printError: (text) => (printed.stderr += text),
    showProgress: () => {},
    holdsAnything: () => true,
    stopAsked: () => new Promise(() => {}),
    ...world,
  });
  return { code, ...printed };
};

/** The one document that a command prints with `--json`, and its exit code. */
export const samspillDocument = async <T>(args: readonly string[], options: TerminalOptions = {}): Promise<Document<T>> =>
  documentOf(await samspill([...args, '--json'], options));
export const documentHere = async <T>(args: readonly string[], world: Partial<CliWorld> = {}): Promise<Document<T>> =>
  documentOf(await samspillHere([...args, '--json'], world));

const documentOf = <T>({ code, stdout, stderr }: Said): Document<T> => {
  try {
    return { code, json: JSON.parse(stdout) as T };
  } catch {
    throw new Error(`no JSON document, exit code ${String(code)}:\n${stdout}\n${stderr}`);
  }
};

/** What a command answers that must not fail, for comparison with what somebody sees elsewhere. */
export const jsonOf = async (args: readonly string[]): Promise<unknown> => {
  const { code, json } = await documentHere(args);
  if (code !== 0) throw new Error(`${args[0]}: ${JSON.stringify(json)}`);
  return json;
};
