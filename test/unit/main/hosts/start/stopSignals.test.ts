/** Stopping by signal: the first asks, its echo is ignored, a later one insists. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parentGone, stopRequest } from '../../../../../src/main/hosts/start/stopSignals.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const aProcess = () => {
  const source = new EventEmitter();
  const exits: number[] = [];
  let isAsked = false;
  void stopRequest(source, (code) => exits.push(code)).then(() => (isAsked = true));
  return { source, exits, isAsked: () => isAsked };
};

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s asks the program to stop and does not cut it off', async (signal) => {
  const { source, exits, isAsked } = aProcess();
  await vi.advanceTimersByTimeAsync(1000);
  expect(isAsked()).toBe(false);
  source.emit(signal);
  await vi.advanceTimersByTimeAsync(0);
  expect(isAsked()).toBe(true);
  expect(exits).toEqual([]);
});

test('the same Ctrl+C arriving twice is one wish, a second Ctrl+C ends the program at once', async () => {
  const { source, exits } = aProcess();
  source.emit('SIGINT');
  await vi.advanceTimersByTimeAsync(30);
  source.emit('SIGINT');
  expect(exits).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  source.emit('SIGINT');
  expect(exits).toEqual([130]);
});

test('a program whose parent is gone notices, and no earlier', async () => {
  let parent = 4711;
  let isGone = false;
  void parentGone(() => parent).then(() => (isGone = true));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(isGone).toBe(false);
  parent = 1;
  await vi.advanceTimersByTimeAsync(1000);
  expect(isGone).toBe(true);
});
