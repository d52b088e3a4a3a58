/** Newer versions, with a feed that is played: what is asked, what is said of it, and which feeds are asked at all. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UpdateState } from '../../../../../src/shared/desktop.ts';
import { feedIn, isFeedAddress, replacesItself } from '../../../../../src/main/hosts/electron/updateFeed.ts';
import type { Found } from '../../../../../src/main/hosts/electron/updates.ts';
import { createUpdates } from '../../../../../src/main/hosts/electron/updates.ts';

const coded = (code: string): Error => Object.assign(new Error('no'), { code });

/** An app of version 1.0.0 whose feed answers with `answers`, one after the other; the last one again and again. */
const appWith = (answers: readonly (() => Promise<Found>)[] | null) => {
  const told: UpdateState[] = [];
  const lines: string[] = [];
  let asked = 0;
  const look = (): Promise<Found> => {
    asked += 1;
    return (answers?.[Math.min(asked, answers.length) - 1] ?? (() => Promise.reject(new Error('not asked'))))();
  };
  const updates = createUpdates({
    version: '1.0.0',
    load: answers === null ? null : () => Promise.resolve({ look }),
    log: {
      note: (line) => {
        lines.push(line);
      },
      warn: (event, detail) => {
        lines.push(`${event} ${JSON.stringify(detail)}`);
      },
    },
    tell: (state) => {
      told.push(state);
    },
  });
  return { updates, told, lines, asked: () => asked };
};

const newer =
  (version: string, fetched: Promise<unknown> = Promise.resolve()) =>
  (): Promise<Found> =>
    Promise.resolve({ version, fetched });
const nothingNewer = (): Promise<Found> => Promise.resolve({ version: '1.0.0', fetched: null });

describe('an app with a feed', () => {
  it('fetches a newer version while the person goes on, and tells when it is ready', async () => {
    let arrive = (): void => {};
    const fetched = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const { updates, told } = appWith([newer('1.1.0', fetched)]);
    expect(updates.state()).toEqual({ type: 'unknown', version: '1.0.0' });
    expect(await updates.look()).toEqual({ type: 'loading', version: '1.1.0' });
    expect(told).toEqual([]);
    arrive();
    await expect.poll(() => told).toEqual([{ type: 'ready', version: '1.1.0' }]);
    expect(updates.state()).toEqual({ type: 'ready', version: '1.1.0' });
  });

  it('asks once, however often it is told to look meanwhile', async () => {
    const { updates, asked } = appWith([newer('1.1.0', new Promise(() => {}))]);
    await Promise.all([updates.look(), updates.look()]);
    expect(await updates.look()).toEqual({ type: 'loading', version: '1.1.0' });
    expect(asked()).toBe(1);
  });

  it('says that what it fetched was not what was announced, and tries again when told to', async () => {
    const { updates, told } = appWith([newer('1.1.0', Promise.reject(coded('ERR_CHECKSUM_MISMATCH'))), newer('1.1.0')]);
    await updates.look();
    await expect.poll(() => told).toEqual([{ type: 'refused', version: '1.0.0' }]);
    await updates.look();
    await expect.poll(() => updates.state()).toEqual({ type: 'ready', version: '1.1.0' });
  });

  it('keeps what is ready when the feed falls silent, tells nothing twice, and takes a still newer one', async () => {
    const { updates, told } = appWith([newer('1.1.0'), newer('1.1.0'), () => Promise.reject(coded('ECONNREFUSED')), newer('1.2.0')]);
    await updates.look();
    await expect.poll(() => told).toHaveLength(1);
    expect(await updates.look()).toEqual({ type: 'ready', version: '1.1.0' });
    expect(await updates.look()).toEqual({ type: 'failed', version: '1.0.0' });
    expect(updates.state()).toEqual({ type: 'ready', version: '1.1.0' });
    await updates.look();
    await expect
      .poll(() => told)
      .toEqual([
        { type: 'ready', version: '1.1.0' },
        { type: 'ready', version: '1.2.0' },
      ]);
  });

  it('writes into its log the kind of a failure, never an address or a folder', async () => {
    const cause = Object.assign(new Error('GET https://feed.invalid/home/ola'), { code: 'net::ERR /home/ola' });
    const { updates, lines } = appWith([() => Promise.reject(cause)]);
    expect(await updates.look()).toEqual({ type: 'failed', version: '1.0.0' });
    expect(lines).toEqual(['update {"code":"none"}']);
  });

  it('says that there is nothing newer', async () => {
    const { updates, told } = appWith([nothingNewer]);
    expect(await updates.look()).toEqual({ type: 'none', version: '1.0.0' });
    expect(told).toEqual([]);
  });
});

describe('as time passes', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('the feed is asked some seconds after the start and four times a day, until the app ends', async () => {
    const { updates, asked } = appWith([nothingNewer]);
    updates.begin();
    expect(asked()).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1000);
    expect(asked()).toBe(5);
    updates.stop();
    await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1000);
    expect(asked()).toBe(5);
  });

  it('without a feed nothing is ever asked', async () => {
    const { updates, asked } = appWith(null);
    updates.begin();
    expect(vi.getTimerCount()).toBe(0);
    expect(await updates.look()).toEqual({ type: 'off' });
    expect(asked()).toBe(0);
  });
});

describe('a feed', () => {
  it('is an https address, or one on this machine', () => {
    const good = ['https://updates.example/samspill', 'http://127.0.0.1:8080/feed', 'http://localhost:1/', 'http://[::1]:2/x'];
    const bad = [
      'http://updates.example/',
      'http://127.0.0.1.example/',
      'https://me:secret@updates.example/',
      'file:///tmp/feed',
      'ftp://a',
      'feed',
      '',
    ];
    expect(good.filter((address) => !isFeedAddress(address))).toEqual([]);
    expect(bad.filter((address) => isFeedAddress(address))).toEqual([]);
  });

  it('is read from what the packager left, and only there', () => {
    expect(feedIn('provider: generic\nurl: https://updates.example/a\nupdaterCacheDirName: samspill-updater\n')).toBe(
      'https://updates.example/a',
    );
    expect(feedIn("provider: generic\nurl: 'https://updates.example/a'\n")).toBe('https://updates.example/a');
    expect(feedIn('provider: generic\nurl: http://updates.example/a\n')).toBeNull();
    expect(feedIn('provider: github\nowner: somebody\nurl: https://updates.example/a\n')).toBeNull();
    expect(feedIn('provider: generic\n')).toBeNull();
    expect(feedIn('')).toBeNull();
  });

  it('is of no use to a program that the system keeps up to date', () => {
    expect(replacesItself('linux', { APPIMAGE: '/home/ola/samspill.AppImage' })).toBe(true);
    expect(replacesItself('linux', {})).toBe(false);
    expect(replacesItself('freebsd', { APPIMAGE: '/x' })).toBe(false);
    expect(replacesItself('win32', {})).toBe(true);
    expect(replacesItself('darwin', {})).toBe(true);
  });
});
