/** Keys of the register: which stroke means which command, and that every declared one can be typed on a Nordic keyboard. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Command } from '../../../src/renderer/app/commands.ts';
import { commandOf } from '../../../src/renderer/app/commands.ts';
import type { PressedKey } from '../../../src/renderer/app/keys.ts';
import { isSafeStroke, isStroke, keyText } from '../../../src/renderer/app/keys.ts';
import { filesBelow, repositoryRoot } from '../../support/repository.ts';

const pressed = (key: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test.each([
  ['k with Ctrl', pressed('k', { ctrlKey: true }), 'Mod+k', true],
  ['K with Cmd and caps lock', pressed('K', { metaKey: true }), 'Mod+k', true],
  ['K with Ctrl and Shift', pressed('K', { ctrlKey: true, shiftKey: true }), 'Mod+k', false],
  ['Z with Ctrl and Shift', pressed('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+z', true],
  ['z with Ctrl', pressed('z', { ctrlKey: true }), 'Mod+Shift+z', false],
  ['AltGr, which is Ctrl and Alt on Windows', pressed('k', { ctrlKey: true, altKey: true }), 'Mod+k', false],
  ['? typed with Shift', pressed('?', { shiftKey: true }), '?', true],
  ['g alone', pressed('g'), 'g', true],
  ['g with Ctrl', pressed('g', { ctrlKey: true }), 'g', false],
] as const)('%s', (_name, event, stroke, is) => {
  expect(isStroke(event, stroke)).toBe(is);
});

test.each([
  ['Mod+k', 'Ctrl+K', '⌘K'],
  ['Mod+Shift+z', 'Ctrl+Shift+Z', '⌘⇧Z'],
  ['g', 'g', 'g'],
  ['ArrowUp', '↑', '↑'],
  ['Escape', 'Esc', 'Esc'],
])('%s is printed as %s', (stroke, elsewhere, onMac) => {
  expect([keyText(stroke, false), keyText(stroke, true)]).toEqual([elsewhere, onMac]);
});

describe('a stroke', () => {
  const run = (): void => {};
  const commands: readonly Command[] = [
    { id: 'go', label: 'palette.goTo', keys: ['g', 'p'], run },
    { id: 'page', label: 'palette.goTo', keys: ['p'], run },
    { id: 'named', label: 'palette.goTo', keys: ['Enter'] },
    { id: 'never', label: 'palette.goTo', keys: ['n'], when: () => false, run },
    { id: 'alias', label: 'palette.goTo', keys: ['Mod+k'], alias: ['/'], run },
  ];
  const found = (key: string, before: string | null = null): string | undefined =>
    commandOf(commands, pressed(key), before === null ? null : pressed(before))?.id;

  it('after its first key means the pair, alone the single one', () => {
    expect([found('p', 'g'), found('p'), found('p', 'x'), found('g')]).toEqual(['go', 'page', 'page', undefined]);
  });

  it('finds nothing where the page answers itself, or where the command is not to be had now', () => {
    expect([found('Enter'), found('n'), found('/')]).toEqual([undefined, undefined, 'alias']);
  });
});

test.each(['Alt+k', 'Mod+Alt+k', '[', ']', '\\', '`', '/', '@', '$'])('%s is no key for a Nordic keyboard', (stroke) => {
  expect(isSafeStroke(stroke)).toBe(false);
});

it('every key that a command declares can be typed on a Nordic keyboard', () => {
  const declared = filesBelow(join(repositoryRoot, 'src/renderer'))
    .filter((path) => /\.tsx?$/u.test(path))
    .flatMap((path) => [...readFileSync(join(repositoryRoot, 'src/renderer', path), 'utf8').matchAll(/\bkeys: \[([^\]]+)\]/gu)])
    .flatMap((match) => [...(match[1] ?? '').matchAll(/'([^']+)'/gu)].map((key) => key[1] ?? ''));
  expect(declared).toContain('Mod+k');
  expect(declared.length).toBeGreaterThan(8);
  expect(declared.filter((stroke) => !isSafeStroke(stroke))).toEqual([]);
});
