/**
 * Runs before everything else and refuses a Node that cannot run Samspill, in one clear line instead of a crash.
 *
 * `node preflight.mjs ENTRY.ts [arguments]` checks, then runs ENTRY as if it had been started directly; `node --import ./preflight.mjs
 * ENTRY.ts` does the same. It is a file of its own, in plain JavaScript, because an old Node fails on TypeScript while loading, before any
 * check inside it could speak. Its words are English alone: the dictionaries are TypeScript, which such a Node cannot read.
 */
import { existsSync, realpathSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// better-sqlite3 13 ends in a segmentation fault below Node 22; from 22.18 on Node reads TypeScript without a flag.
const neededMajor = 22;
const neededText = '22.18';

/** What is wrong with this runtime, as one line for the user; an empty string when nothing is. */
const runtimeProblem = () => {
  const { versions, features } = process;
  // Electron carries its own Node and runs built JavaScript; it proves its database by opening one in memory.
  if (versions.electron !== undefined) return '';
  const tooOld = Number(versions.node.split('.')[0]) < neededMajor || !features.typescript;
  if (!tooOld) return '';
  return (
    `Samspill needs Node ${neededText} or newer, and this is Node ${versions.node}. ` +
    'Run "npm ci" and start it with "npm start": on Linux x64 that brings its own Node 24. Elsewhere, install Node 24.'
  );
};

// In a process that was started through this file the check has no caller to answer to, so it ends the process; it does so before anything
// else is read, whether the file is the entry or preloaded by --import.
const problem = runtimeProblem();
if (problem !== '') {
  writeSync(process.stderr.fd, `${problem}\n`);
  process.exit(1);
}

const started = process.argv[1];
const isEntry = started !== undefined && existsSync(started) && realpathSync(started) === fileURLToPath(import.meta.url);
if (isEntry) {
  const entry = process.argv[2];
  if (entry === undefined) {
    writeSync(process.stderr.fd, 'usage: node preflight.mjs ENTRY.ts [arguments]\n');
    process.exit(2);
  }
  process.argv.splice(1, 2, resolve(entry));
  await import(pathToFileURL(resolve(entry)).href);
}
