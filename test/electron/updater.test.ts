/** The packaged app and its feed: a newer version comes in silence and is there after the end, nothing else ever is. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UpdateState } from '../../src/shared/desktop.ts';
import { lookForUpdate, updateState } from '../../src/shared/desktop.ts';
import type { PackagedApp } from '../support/packagedApp.ts';
import { makePackage, startPackaged } from '../support/packagedApp.ts';
import { hasElectron } from '../support/shellDesk.ts';
import { makeDir, removeDir, tempDir } from '../support/tempDir.ts';
import type { Feed } from '../support/updateFeed.ts';
import { startFeed } from '../support/updateFeed.ts';

/** Stands for the one file that an AppImage is. Started, it leaves a note of how beside itself. */
const programOf = (version: string): Buffer =>
  Buffer.from(`#!/bin/sh\n# ${version}\necho "${version} $APPIMAGE_EXIT_AFTER_INSTALL" > "$0.started"\nexit\n${'#'.repeat(3_000_000)}\n`);

const newer = { version: '9.9.9', program: programOf('9.9.9') };

describe.runIf(hasElectron)('the packaged app with a feed', () => {
  let outDir = '';
  let appDir = '';
  let feed: Feed;

  beforeAll(async () => {
    outDir = makeDir('updating');
    feed = await startFeed();
    appDir = await makePackage(outDir, feed.address);
  });
  afterAll(async () => {
    await feed.close();
    removeDir(outDir);
  });

  /** A home in which the app lies as one file, as it does for a person who downloaded it. */
  const homeWithApp = () => {
    const home = tempDir('updated');
    const image = join(home, 'apps', 'samspill.AppImage');
    mkdirSync(join(home, 'apps'));
    writeFileSync(image, programOf('old'));
    chmodSync(image, 0o755);
    feed.asked();
    return {
      home,
      image,
      start: () => startPackaged(appDir, home, { env: { APPIMAGE: image } }),
      isOld: () => readFileSync(image).equals(programOf('old')),
      /** What has been fetched and is waiting, or is left of what could not be. */
      waiting: () => {
        const dir = join(home, 'cache', 'samspill-updater', 'pending');
        return existsSync(dir) ? readdirSync(dir) : [];
      },
    };
  };

  const stateOf = async (app: PackagedApp): Promise<UpdateState> => (await app.call(updateState.name)).value as UpdateState;
  /** Looks as the person does, and waits for what comes of it. */
  const lookAndWait = async (app: PackagedApp): Promise<UpdateState> => {
    const first = (await app.call(lookForUpdate.name)).value as UpdateState;
    if (first.type !== 'loading') return first;
    await expect.poll(async () => (await stateOf(app)).type, { timeout: 20_000 }).not.toBe('loading');
    return stateOf(app);
  };

  /** As a person: the command by its name. */
  const lookByName = async (app: PackagedApp): Promise<void> => {
    await app.page.keyboard.press('Control+k');
    await app.page.keyboard.type('Look for a new version');
    await app.page.keyboard.press('Enter');
  };

  it('fetches a newer version while one works, and has it in its place after the end', async () => {
    const { home, image, start, isOld } = homeWithApp();
    feed.offer(newer);
    const app = await start();
    expect(await stateOf(app)).toEqual({ type: 'unknown', version: '0.1.0' });
    expect(feed.asked()).toEqual([]);

    await lookByName(app);
    await app.page.getByText('Version 9.9.9 is ready. It is installed when you quit Samspill.').first().waitFor();
    expect(await stateOf(app)).toEqual({ type: 'ready', version: '9.9.9' });
    expect(await lookAndWait(app)).toEqual({ type: 'ready', version: '9.9.9' });
    expect(isOld()).toBe(true);

    const asked = feed.asked();
    expect(new Set(asked.map(({ path }) => path))).toEqual(new Set(['/latest-linux.yml', '/samspill-9.9.9.AppImage']));
    expect(asked.filter(({ path }) => path.endsWith('.AppImage'))).toHaveLength(1);
    // Nothing in a request tells one installation from another.
    expect(asked.filter(({ headers }) => (headers['x-user-staging-id'] ?? '') !== '' || headers.cookie !== undefined)).toEqual([]);

    expect(await app.quit()).toBe(0);
    expect(readFileSync(image).equals(newer.program)).toBe(true);
    expect(statSync(image).mode & 0o777).toBe(0o755);
    // It was started once, only to put itself in order, and told not to open.
    expect(readFileSync(`${image}.started`, 'utf8')).toBe('9.9.9 true\n');
    expect(readdirSync(join(home, 'apps')).toSorted()).toEqual(['samspill.AppImage', 'samspill.AppImage.started']);
  });

  it('takes no older version, nor the one it has', async () => {
    const { start, isOld, waiting } = homeWithApp();
    const app = await start();
    for (const version of ['0.0.9', '0.1.0', '0.1.0-beta.1']) {
      feed.offer({ version, program: programOf(version) });
      expect(await lookAndWait(app)).toEqual({ type: 'none', version: '0.1.0' });
    }
    expect(feed.asked().map(({ path }) => path)).toEqual(['/latest-linux.yml', '/latest-linux.yml', '/latest-linux.yml']);
    expect(await app.quit()).toBe(0);
    expect(isOld()).toBe(true);
    expect(waiting()).toEqual([]);
  });

  it('throws away what is not what was announced, and installs nothing of it', async () => {
    const { start, isOld, waiting } = homeWithApp();
    const tampered = Buffer.from(newer.program);
    tampered[tampered.length - 2] = 0x21;
    feed.offer({ ...newer, handedOut: tampered });
    const app = await start();
    expect(await lookAndWait(app)).toEqual({ type: 'refused', version: '0.1.0' });
    expect(waiting()).toEqual([]);
    // In the background it disturbs nobody; whoever asks is told.
    const word = app.page.getByText('What was fetched is not what was announced, so it was thrown away.').first();
    expect(await word.isVisible()).toBe(false);
    await lookByName(app);
    await word.waitFor();
    feed.offer({ ...newer, handedOut: newer.program.subarray(0, 2_000_000) });
    expect(await lookAndWait(app)).toEqual({ type: 'refused', version: '0.1.0' });
    expect(await app.quit()).toBe(0);
    expect(isOld()).toBe(true);
    expect(waiting()).toEqual([]);
  });

  it('starts over when the line was cut in the middle', async () => {
    const { image, start, isOld } = homeWithApp();
    feed.offer({ ...newer, manner: 'cut' });
    const app = await start();
    expect(await lookAndWait(app)).toEqual({ type: 'failed', version: '0.1.0' });
    feed.offer(newer);
    expect(await lookAndWait(app)).toEqual({ type: 'ready', version: '9.9.9' });
    expect(isOld()).toBe(true);
    expect(await app.quit()).toBe(0);
    expect(readFileSync(image).equals(newer.program)).toBe(true);
  });

  it('killed while it fetches, starts over the next time', async () => {
    const { image, start, isOld, waiting } = homeWithApp();
    feed.offer({ ...newer, manner: 'endless' });
    const killed = await start();
    expect(await killed.call(lookForUpdate.name)).toEqual({ ok: true, value: { type: 'loading', version: '9.9.9' } });
    await expect.poll(() => waiting().length).toBeGreaterThan(0);
    await killed.kill();
    expect(isOld()).toBe(true);

    feed.offer(newer);
    const app = await start();
    expect(await lookAndWait(app)).toEqual({ type: 'ready', version: '9.9.9' });
    expect(await app.quit()).toBe(0);
    expect(readFileSync(image).equals(newer.program)).toBe(true);
  });

  it('says that nothing could be fetched when the feed is gone, and goes on', async () => {
    const { start, isOld } = homeWithApp();
    feed.offer({ version: 'nonsense', program: newer.program });
    const app = await start();
    expect(await lookAndWait(app)).toEqual({ type: 'failed', version: '0.1.0' });
    await feed.close();
    expect(await lookAndWait(app)).toEqual({ type: 'failed', version: '0.1.0' });
    expect(await app.quit()).toBe(0);
    expect(isOld()).toBe(true);
  });
});
