/** `npm run build`: builds page and desktop shell where they are missing or older than their sources, as a start does by itself. */
import { resolve } from 'node:path';
import { translate } from '../../shared/i18n/translate.ts';
import { ensureRenderer, ensureShell } from '../hosts/start/rendererBuild.ts';
import { languageOf } from '../hosts/start/surroundings.ts';

const root = resolve(import.meta.dirname, '../../..');
const language = languageOf(process.env);
const print = (line: string): unknown => process.stdout.write(`${line}\n`);

const built = await ensureRenderer(root, () => print(translate(language, 'start.building')));
const shell = built.ok ? await ensureShell(root) : built;
if (built.ok && shell.ok) {
  print(translate(language, 'start.built', { dir: built.value.dir }));
} else {
  const reason = built.ok ? (shell.ok ? '' : shell.error.reason) : built.error.reason;
  process.stderr.write(`${translate(language, 'start.buildFailed', { reason })}\n`);
  process.exitCode = 1;
}
