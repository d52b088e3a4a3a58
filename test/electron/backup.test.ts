/** Backups in the desktop app: one is made and brought back while two windows are open, and a kill right after loses nothing. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { translate } from '../../src/shared/i18n/translate.ts';
import { deals } from '../../src/shared/pipeline/contract.ts';
import { doctor } from '../../src/shared/sync/contract.ts';
import { makeDeal } from '../faults/work.ts';
import { hasElectron, startShell } from '../support/shellDesk.ts';
import { newStore } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';

const titlesOf = async (shell: Awaited<ReturnType<typeof startShell>>): Promise<readonly string[]> =>
  (await shell.run(deals, { status: null })).rows.map(({ title }) => title).toSorted();

describe.runIf(hasElectron)('a backup', () => {
  it(
    'is made and brought back in every window; what was there since is kept aside, and a kill after it changes nothing',
    { timeout: 180_000 },
    async () => {
      const home = tempDir('shell-backup');
      const storeDir = join(home, 'own');
      const store = newStore(storeDir);
      for (let mark = 1; mark <= 3; mark += 1) makeDeal(store, mark);
      store.close();
      const args = ['--lang=en', `--store=${storeDir}`];
      const shell = await startShell({ home, args, place: '#/settings?part=backups' });
      const { page } = shell;
      const before = await titlesOf(shell);
      await page.getByRole('button', { name: translate('en', 'backup.make') }).click();
      await page.getByText(translate('en', 'backup.made')).waitFor({ timeout: 60_000 });
      const later = await shell.call('pipeline.createDeal', { title: 'Made after the backup' });
      expect(later).toMatchObject({ ok: true });
      const opened = shell.app.waitForEvent('window');
      await page.keyboard.press('Control+Enter');
      const other = await opened;
      await other.evaluate(() => {
        location.hash = '#/pipeline?status=open&view=table';
      });
      await other.getByText('Made after the backup').first().waitFor();

      await page.bringToFront();
      await page
        .getByRole('button', { name: /^Restore the backup of/u })
        .first()
        .click();
      await page.locator('.asked .primary').click();
      await expect.poll(() => titlesOf(shell).catch(() => []), { timeout: 60_000 }).toEqual(before);
      await other.getByText('Made after the backup').first().waitFor({ state: 'detached' });
      expect((await shell.run(doctor, {})).findings).toEqual([]);
      const kept = readdirSync(join(storeDir, 'kept'));
      expect(kept).toHaveLength(1);
      expect(existsSync(join(storeDir, 'kept', kept[0] ?? '', 'store.db'))).toBe(true);
      expect(await shell.problems()).toEqual([]);

      shell.app.process().kill('SIGKILL');
      await shell.ended;
      const again = await startShell({ home, args });
      expect(await titlesOf(again)).toEqual(before);
      expect(await again.quit()).toBe(0);
    },
  );
});
