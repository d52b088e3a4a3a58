/** `npm run build`: builds the page when it is missing or older than its sources, as a start does by itself. */
import { resolve } from 'node:path';
import { translate } from '../../shared/i18n/translate.ts';
import { ensureRenderer } from './start/rendererBuild.ts';
import { languageOf } from './start/surroundings.ts';

const root = resolve(import.meta.dirname, '../../..');
const language = languageOf(process.env);
const print = (line: string): unknown => process.stdout.write(`${line}\n`);

const built = await ensureRenderer(root, () => print(translate(language, 'start.building')));
if (built.ok) {
  print(translate(language, 'start.built', { dir: built.value.dir }));
} else {
  process.stderr.write(`${translate(language, 'start.buildFailed', { reason: built.error.reason })}\n`);
  process.exitCode = 1;
}
