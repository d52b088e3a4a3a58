/** `npm run package`: builds page and shell, and lays the app out as a folder; with `--installers`, as what people install. */
import { resolve } from 'node:path';
import { translate } from '../../../shared/i18n/translate.ts';
import { exhaustive } from '../../../shared/kernel/result.ts';
import { ensureRenderer, ensureShell } from '../../hosts/start/rendererBuild.ts';
import { languageOf } from '../../hosts/start/surroundings.ts';
import type { PackageArgumentError, PackageArgs } from './args.ts';
import { readPackageArgs } from './args.ts';

const root = resolve(import.meta.dirname, '../../../..');
const language = languageOf(process.env);
const print = (line: string): unknown => process.stdout.write(`${line}\n`);
const fail = (line: string, code: number): void => {
  process.stderr.write(`${line}\n`);
  process.exitCode = code;
};

const argumentText = (error: PackageArgumentError): string => {
  switch (error.type) {
    case 'UnknownArgument':
      return translate(language, 'start.unknownArgument', { argument: error.argument });
    case 'FeedUnsafe':
      return translate(language, 'desktop.feedUnsafe', { value: error.value });
    case 'HomepageMissing':
      return translate(language, 'desktop.homepageMissing');
    default:
      return exhaustive(error);
  }
};

const pack = async ({ isForPeople, outDir, electronDir, feed, homepage }: PackageArgs): Promise<void> => {
  const built = await ensureRenderer(root, () => print(translate(language, 'start.building')));
  const shell = built.ok ? await ensureShell(root) : built;
  if (!shell.ok) {
    fail(translate(language, 'start.buildFailed', { reason: shell.error.reason }), 1);
    return;
  }
  // Loaded only here, after the arguments were understood: it is large.
  const { build } = await import('electron-builder');
  const output = resolve(outDir);
  await build({
    projectDir: root,
    dir: !isForPeople,
    publish: 'never',
    config: {
      directories: { output },
      ...(electronDir === null ? {} : { electronDist: resolve(electronDir) }),
      ...(feed === null ? {} : { publish: { provider: 'generic', url: feed } }),
      ...(homepage === null ? {} : { extraMetadata: { homepage } }),
    },
  });
  print(translate(language, 'desktop.packaged', { dir: output }));
};

const args = readPackageArgs(process.argv.slice(2), process.env, process.platform);
if (args.ok) {
  await pack(args.value).catch((cause: unknown) => {
    fail(translate(language, 'desktop.packageFailed', { reason: cause instanceof Error ? cause.message : String(cause) }), 1);
  });
} else {
  fail(argumentText(args.error), 2);
}
