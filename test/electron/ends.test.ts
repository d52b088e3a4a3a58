/** How the desktop app ends: killed in the middle of writing, or asked to quit while an import runs; nothing that was confirmed is lost. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseFiles } from '../../src/shared/desktop.ts';
import { batches, run as runImport } from '../../src/shared/imports/contract.ts';
import { createDeal, deal } from '../../src/shared/pipeline/contract.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { examine } from '../../src/main/core/doctor.ts';
import { fileDeals, writeCsvFolders } from '../support/dealCsv.ts';
import { seeded } from '../support/seeded.ts';
import { hasElectron, startShell } from '../support/shellDesk.ts';
import type { Shell } from '../support/shellDesk.ts';
import { openAt } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';

const storedDeals = (storeDir: string): { readonly ids: ReadonlySet<string>; readonly findings: readonly unknown[] } => {
  const store = openAt(storeDir);
  try {
    const rows = store.read((tx) => tx.all<{ id: string }>('SELECT id FROM deal WHERE deleted = 0'));
    return { ids: new Set(rows.map(({ id }) => id)), findings: examine(store).findings };
  } finally {
    store.close();
  }
};

/** Writes deals without end; the ids that were confirmed come out of the window as they are. */
const writeOn = async (shell: Shell, confirmed: string[]): Promise<void> => {
  shell.page.on('console', (message) => {
    const id = /^confirmed (?<id>\S+)$/u.exec(message.text())?.groups?.['id'];
    if (id !== undefined) confirmed.push(id);
  });
  await shell.page.evaluate((name) => {
    const { call } = (
      globalThis as unknown as { samspill: { call: (name: string, input: unknown) => Promise<{ ok: boolean; value: { id: string } }> } }
    ).samspill;
    const write = async (n: number): Promise<void> => {
      const answer = await call(name, { title: `Deal ${n}` });
      if (answer.ok) console.log(`confirmed ${answer.value.id}`);
      await write(n + 1);
    };
    void write(1);
  }, createDeal.name);
};

describe.runIf(hasElectron)('the app', () => {
  it('killed while it writes has stored all that it confirmed, and starts again on it', { timeout: 180_000 }, async () => {
    const home = tempDir('shell');
    const random = seeded('killed while it writes');
    const confirmed: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const shell = await startShell({ home });
      const before = confirmed.length;
      await writeOn(shell, confirmed);
      await expect.poll(() => confirmed.length - before).toBeGreaterThan(5);
      await new Promise((resolve) => {
        setTimeout(resolve, random.below(400));
      });
      shell.app.process().kill('SIGKILL');
      await shell.ended;
      const { ids, findings } = storedDeals(shell.storeDir);
      expect(confirmed.filter((id) => !ids.has(id))).toEqual([]);
      expect(findings).toEqual([]);
    }
    const again = await startShell({ home });
    const last = confirmed.at(-1) ?? '';
    expect(await again.call(deal.name, { id: last })).toMatchObject({ ok: true, value: { id: last } });
    console.log(`killed 4 times with ${confirmed.length} confirmed deals, none lost`);
    expect(await again.quit()).toBe(0);
  });

  it('asked to quit while it writes answers what runs first, and all of that is stored', async () => {
    const shell = await startShell();
    const confirmed: string[] = [];
    await writeOn(shell, confirmed);
    await expect.poll(() => confirmed.length).toBeGreaterThan(5);
    expect(await shell.quit()).toBe(0);
    const { ids, findings } = storedDeals(shell.storeDir);
    expect(confirmed.filter((id) => !ids.has(id))).toEqual([]);
    expect(findings).toEqual([]);
  });

  it('asked to quit during an import asks back; stopped, nothing of the import is stored', { timeout: 180_000 }, async () => {
    const dir = tempDir('import');
    const folders = writeCsvFolders(dir, fileDeals(60_000, 'quit during an import'));
    const shell = await startShell();
    await shell.app.evaluate(
      ({ dialog }, path) => {
        const world = globalThis as { questions?: number; answer?: number };
        world.questions = 0;
        world.answer = 0;
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
        dialog.showMessageBox = async () => {
          world.questions = (world.questions ?? 0) + 1;
          return { response: world.answer ?? 0, checkboxChecked: false };
        };
      },
      join(folders.deals, 'sales_pipeline.csv'),
    );
    const before = storedDealsOf(await shell.run(batches, { after: null, limit: 10 }));
    const chosen = (await shell.call(chooseFiles.name, {})) as { readonly value: { readonly grant: string } };
    await shell.page.evaluate(
      ([name, grant]) => {
        const { call, onSignal } = (
          globalThis as unknown as {
            samspill: {
              call: (name: string, input: unknown) => Promise<unknown>;
              onSignal: (listener: (signal: { type: string }) => void) => void;
            };
          }
        ).samspill;
        onSignal((signal) => {
          if (signal.type === 'progress') document.documentElement.dataset['progress'] = 'seen';
        });
        void call(name, { grant, taskId: 'quit' }).then((answer) => {
          document.documentElement.dataset['imported'] = JSON.stringify(answer, (_key, value: unknown) =>
            typeof value === 'bigint' ? '' : value,
          ).slice(0, 200);
        });
      },
      [runImport.name, chosen.value.grant] as const,
    );
    await shell.page.locator('html[data-progress]').waitFor({ state: 'attached', timeout: 30_000 });
    await shell.app.evaluate(({ app }) => {
      app.quit();
    });
    const questions = (): Promise<number> => shell.app.evaluate(() => (globalThis as { questions?: number }).questions ?? 0);
    await expect.poll(questions).toBe(1);
    // "Let it finish": the window still answers.
    expect(await shell.call(batches.name, { after: null, limit: 10 })).toMatchObject({ ok: true });
    await shell.app.evaluate(() => {
      (globalThis as { answer?: number }).answer = 1;
    });
    expect(await shell.quit()).toBe(0);
    const { ids, findings } = storedDeals(shell.storeDir);
    expect(findings).toEqual([]);
    expect(ids.size).toBeLessThan(10_000);
    const again = await startShell({ home: shell.home });
    expect(storedDealsOf(await again.run(batches, { after: null, limit: 10 }))).toEqual(before);
  });
});

describe.runIf(hasElectron)('a store that stops by itself', () => {
  it('is explained in every window with what is safe, and the app can be started again from there', async () => {
    const shell = await startShell();
    // The shell is told as it would be: its store answers that it has stopped.
    const heading = (): Promise<string> =>
      shell.page
        .locator('main h1')
        .first()
        .textContent()
        .then((text) => text ?? '');
    await shell.app.evaluate(({ app }) => {
      app.relaunch = () => {
        (globalThis as { relaunched?: boolean }).relaunched = true;
      };
    });
    await killStoreThread(shell);
    await shell.call(batches.name, { after: null, limit: 1 }).catch(() => null);
    await expect.poll(heading, { timeout: 15_000 }).toBe(translate('en', 'desktop.storeBrokenTitle'));
    await shell.page.getByRole('link', { name: translate('en', 'desktop.again') }).click();
    expect(await shell.ended).toBe(0);
  });
});

/** The next message ends the thread that owns the store, without a word to anybody. */
const killStoreThread = (shell: Shell): Promise<void> =>
  shell.app.evaluate(() => {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    Worker.prototype.postMessage = function postMessage(this: InstanceType<typeof Worker>) {
      void this.terminate();
    };
  });

const storedDealsOf = ({ rows }: { readonly rows: readonly { readonly id: string }[] }): readonly string[] => rows.map(({ id }) => id);
