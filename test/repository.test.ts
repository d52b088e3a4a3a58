/** The repository keeps what its documents and its package file promise. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, repositoryRoot } from './support/repository.ts';

type Versions = Readonly<Record<string, string>>;
type PackageFile = {
  readonly scripts: Versions;
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
  readonly optionalDependencies: Versions;
};
type LockFile = {
  readonly packages: Readonly<
    Record<string, { readonly optionalDependencies?: Versions; readonly integrity?: string; readonly hasInstallScript?: boolean }>
  >;
};

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');
const packageFile = JSON.parse(read('package.json')) as PackageFile & { readonly allowScripts: Readonly<Record<string, boolean>> };
const lockFile = JSON.parse(read('package-lock.json')) as LockFile;

describe('the package file', () => {
  it('pins every dependency to one version, because an old npm would otherwise choose old ones', () => {
    const wanted = { ...packageFile.dependencies, ...packageFile.devDependencies, ...packageFile.optionalDependencies };
    expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/u.test(version))).toEqual([]);
  });

  it('has a lock in which every platform is present, so that npm ci works on each of them', () => {
    const missing = Object.entries(lockFile.packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => {
          const beside =
            path === ''
              ? []
              : path.split('/node_modules/').map((_, depth, parts) => `${parts.slice(0, depth + 1).join('/node_modules/')}/`);
          return !['', ...beside].some((folder) => `${folder}node_modules/${name}` in lockFile.packages);
        })
        .map((name) => `${path} wants ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('has a lock in which every package carries the hash of its content', () => {
    expect(Object.entries(lockFile.packages).filter(([path, entry]) => path !== '' && entry.integrity === undefined)).toEqual([]);
  });

  it('says for every package with an install script whether it may run', () => {
    const scripted = Object.entries(lockFile.packages).flatMap(([path, entry]) =>
      entry.hasInstallScript === true ? [path.replace(/^.*node_modules\//u, '')] : [],
    );
    expect(scripted.filter((name) => !(name in packageFile.allowScripts))).toEqual([]);
  });

  it('names only files that exist in its scripts', () => {
    const named = Object.values(packageFile.scripts).flatMap((line) => line.match(/[\w./-]+\.(?:ts|mjs)\b/gu) ?? []);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !existsSync(join(repositoryRoot, path)))).toEqual([]);
  });
});

describe('the README', () => {
  /** Paths of the map: the first words of each line, hung under the last less indented folder. */
  const mapPaths = (map: string): readonly string[] => {
    const parents: { readonly indent: number; readonly path: string }[] = [];
    return map.split('\n').flatMap((line) => {
      const match = /^(?<indent> *)(?<names>(?:[\w.-]+(?:\/|\.ts) ?)+)(?= |$)/u.exec(line);
      const indent = match?.groups?.['indent']?.length ?? 0;
      const names = match?.groups?.['names']?.trim().split(' ') ?? [];
      while ((parents.at(-1)?.indent ?? -1) >= indent && names.length > 0) parents.pop();
      const paths = names.map((name) => `${parents.at(-1)?.path ?? ''}${name}`);
      const [only] = paths;
      if (paths.length === 1 && only?.endsWith('/') === true) parents.push({ indent, path: only });
      return paths;
    });
  };
  const map = /## The map\n+```\n(?<map>[\s\S]*?)```/u.exec(read('README.md'))?.groups?.['map'] ?? '';

  it('draws a map in which every place exists', () => {
    const paths = mapPaths(map);
    expect(paths).toContain('src/shared/kernel/');
    expect(paths.filter((path) => !existsSync(join(repositoryRoot, path)))).toEqual([]);
  });

  it('draws a map on which every folder of the source can be found', () => {
    const drawn = new Set(mapPaths(map));
    const folders = ['src', 'src/shared', 'src/main'].flatMap((parent) =>
      readdirSync(join(repositoryRoot, parent), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${parent}/${entry.name}/`),
    );
    expect(folders.filter((folder) => !drawn.has(folder))).toEqual([]);
  });

  it('shows only pictures and files that exist', () => {
    const links = [...read('README.md').matchAll(/\]\((?<target>[^)#:]+)\)/gu)].flatMap((match) => match.groups?.['target'] ?? []);
    expect(links.filter((target) => !existsSync(join(repositoryRoot, target)))).toEqual([]);
  });
});

describe('a bare machine', () => {
  it('has a bash that can read the check script', () => {
    const run = spawnSync('bash', ['-n', join(repositoryRoot, '.ci/run')], { encoding: 'utf8' });
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('has all that the check script starts, where it does not ask first whether it is there', () => {
    const lines = read('.ci/run')
      .split('\n')
      .filter((line) => !line.trim().startsWith('#'));
    const asked = lines.flatMap((line) => /command -v (?<name>\w+)/u.exec(line)?.groups?.['name'] ?? []);
    expect(asked).toEqual(['Xvfb', 'runuser']);
    const elsewhere =
      /\b(?:awk|cmp|curl|diff|find|flock|[ef]?grep|g?zip|jq|killall|make|perl|pgrep|pkill|ps|python3?|sed|tar|unzip|wget|which|xargs)\b/u;
    expect(lines.filter((line) => elsewhere.test(line))).toEqual([]);
  });

  /** What tests and product start by a name of their own choosing: the rest is Node itself, or comes with npm. */
  const started = filesBelow(join(repositoryRoot, 'test'))
    .filter((path) => path.endsWith('.ts') && !path.startsWith('fixtures/'))
    .flatMap((path) =>
      [...read(`test/${path}`).matchAll(/\b(?:spawn|spawnSync|execFile|execFileSync|execSync|run)\(\s*'(?<program>[\w./-]+)',\s*\[/gu)].map(
        (match) => `${match.groups?.['program'] ?? ''} in test/${path}`,
      ),
    );

  it('has all that a test starts by name, where it does not say that it was not tried', () => {
    expect(started.toSorted()).toEqual([
      'bash in test/repository.test.ts',
      'git in test/faults/main.ts',
      // Both say so where this user may not mount.
      'mount in test/faults/rows/diskFull.ts',
      'umount in test/faults/rows/diskFull.ts',
    ]);
  });
});
