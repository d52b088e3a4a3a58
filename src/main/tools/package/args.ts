/** What `npm run package` was asked for, by its arguments and the environment; read strictly, so that nothing is packed by misunderstanding. */
import { parseArgs } from 'node:util';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { isFeedAddress } from '../../hosts/electron/updateFeed.ts';

export type PackageArgs = {
  /** What people install, instead of the bare folder; their tools are fetched when they are first used. */
  readonly isForPeople: boolean;
  readonly outDir: string;
  /** A folder with an Electron; null: the one that belongs to the product is fetched. */
  readonly electronDir: string | null;
  /** Where the packaged app looks for newer versions; null: nowhere. */
  readonly feed: string | null;
  /** The address that a Debian package must name. */
  readonly homepage: string | null;
};

export type PackageArgumentError =
  | { readonly type: 'UnknownArgument'; readonly argument: string }
  | { readonly type: 'FeedUnsafe'; readonly value: string }
  | { readonly type: 'HomepageMissing' };

const given = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);

export const readPackageArgs = (
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Result<PackageArgs, PackageArgumentError> => {
  const { tokens } = parseArgs({
    args: [...argv],
    options: { installers: { type: 'boolean' }, out: { type: 'string' } },
    strict: false,
    tokens: true,
  });
  let isForPeople = false;
  let outDir = 'dist';
  for (const token of tokens) {
    if (token.kind === 'option' && token.name === 'installers' && token.value === undefined) isForPeople = true;
    else if (token.kind === 'option' && token.name === 'out' && typeof token.value === 'string' && token.value !== '') outDir = token.value;
    else return err({ type: 'UnknownArgument', argument: argv[token.index] ?? '' });
  }
  const feed = given(env['SAMSPILL_UPDATE_FEED']);
  if (feed !== null && !isFeedAddress(feed)) return err({ type: 'FeedUnsafe', value: feed });
  const homepage = given(env['SAMSPILL_HOMEPAGE']);
  if (isForPeople && platform === 'linux' && homepage === null) return err({ type: 'HomepageMissing' });
  return ok({ isForPeople, outDir, electronDir: given(env['SAMSPILL_ELECTRON']), feed, homepage });
};
