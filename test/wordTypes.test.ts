/** The compiler must still refuse a text that lacks a language, a form or a place: types that silently stopped biting are found here. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from './support/repository.ts';

it('the compiler refuses every planted text, and says what it needs', () => {
  const folder = join(repositoryRoot, 'test/fixtures/words');
  const lines = readFileSync(join(folder, 'planted.ts'), 'utf8').split('\n');
  const announced = lines.flatMap((line, index) => {
    const why = /\/\/ refused: (?<why>.+)$/u.exec(line)?.groups?.['why'];
    return why === undefined ? [] : [{ line: index + 1, why }];
  });

  const run = spawnSync(join(repositoryRoot, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
  // A complaint goes on in the indented lines below it.
  const complaints = run.stdout.split(/\n(?=\S)/u).flatMap((text) => {
    const line = /planted\.ts\((?<line>\d+),/u.exec(text)?.groups?.['line'];
    return line === undefined ? [] : [{ line: Number(line), text }];
  });

  expect(complaints.map(({ line }) => line)).toEqual(announced.map(({ line }) => line));
  expect(announced.filter(({ why }, index) => !(complaints[index]?.text ?? '').includes(why))).toEqual([]);
  expect(announced.length).toBeGreaterThan(8);
});
