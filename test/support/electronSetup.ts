/** Finds the Electron to test in and builds what runs in it, once before all tests of the desktop app. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureRenderer, ensureShell } from '../../src/main/hosts/start/rendererBuild.ts';
import { repositoryRoot } from './repository.ts';

declare module 'vitest' {
  // Declaration merging needs an interface here.
  interface ProvidedContext {
    /** The program, or null where there is none. */
    readonly electron: string | null;
  }
}

const missing = (): string | null => {
  const dir = process.env['SAMSPILL_ELECTRON'] ?? '';
  if (dir === '') return 'SAMSPILL_ELECTRON names no folder with an Electron';
  if (!existsSync(join(dir, 'electron'))) return `there is no Electron in ${dir}`;
  if (process.getuid?.() === 0) return 'Chromium refuses its sandbox to the administrator';
  if ((process.env['DISPLAY'] ?? '') === '') return 'there is no display';
  return null;
};

export const setup = async (project: TestProject): Promise<void> => {
  const reason = missing();
  if (reason !== null) {
    console.warn(`The desktop app is not tested: ${reason}.`);
    project.provide('electron', null);
    return;
  }
  for (const built of [await ensureRenderer(repositoryRoot, () => {}), await ensureShell(repositoryRoot)]) {
    if (!built.ok) throw new Error(built.error.reason);
  }
  project.provide('electron', join(process.env['SAMSPILL_ELECTRON'] ?? '', 'electron'));
};
