/** What the desktop app withstands: senders that are not ours, input that no window of ours sends, and texts that want to be code. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createAccount, createContact, createProduct, logActivity, removeContact } from '../../src/shared/accounts/contract.ts';
import { addKnowledge } from '../../src/shared/accounts/knowledgeContract.ts';
import { createPerson, createTeam, editWorkspace, workspace } from '../../src/shared/admin/contract.ts';
import { entries } from '../../src/shared/contract.ts';
import * as desktop from '../../src/shared/desktop.ts';
import { errorTextKey } from '../../src/shared/i18n/errorText.ts';
import { createDeal, createStage, moveDeal, stages } from '../../src/shared/pipeline/contract.ts';
import { print } from '../../src/shared/reports/contract.ts';
import { addCriterion } from '../../src/shared/pipeline/processContract.ts';
import { saveView } from '../../src/shared/views/contract.ts';
import { addRate } from '../../src/shared/admin/ratesContract.ts';
import { hostileInput } from './hostileInput.ts';
import { readPdf, textOf } from '../support/pdf.ts';
import { repositoryRoot } from '../support/repository.ts';
import { seeded } from '../support/seeded.ts';
import { goTo, hasElectron, startShell } from '../support/shellDesk.ts';
import type { Shell } from '../support/shellDesk.ts';
import { contentHash, dbPath } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';
import { xssPayloads } from './xssPayloads.ts';

type Answer = { readonly ok: boolean; readonly error?: { readonly type: string } };

/** Many calls of one entry in one go, through the window's own bridge. */
const callAll = (shell: Shell, name: string, inputs: readonly unknown[]): Promise<readonly Answer[]> =>
  shell.page.evaluate(
    async ([entry, all]) => {
      const { call } = (globalThis as unknown as { samspill: { call: (name: string, input: unknown) => Promise<Answer> } }).samspill;
      const answers: Answer[] = [];
      for (const input of all) {
        const noAnswer = new Promise<Answer>((resolve) => {
          setTimeout(resolve, 10_000, { ok: false, error: { type: 'none' } });
        });
        const answer = await Promise.race([call(entry, input), noAnswer]);
        if (answer.error?.type === 'none') return [...answers, answer];
        answers.push(answer.ok ? { ok: true } : { ok: false, error: answer.error ?? { type: 'none' } });
      }
      return answers;
    },
    [name, [...inputs]] as const,
  );

/** Anything of this machine or of the program's inside that an answer must not carry. */
const leaks = (answers: readonly Answer[], home: string): readonly string[] =>
  answers
    .map((answer) => JSON.stringify(answer))
    .filter((text) => text.includes(home) || text.includes(repositoryRoot) || /\bat \w+ \(|\.js:\d|SQLITE_|node_modules/u.test(text));

const perEntry = Number(process.env['SAMSPILL_HOSTILE_INPUTS'] ?? '') || 60;

describe.runIf(hasElectron)('input that no window of ours sends', () => {
  it('is refused with a type by every entry, and the store stays as it was, byte for byte', { timeout: 600_000 }, async () => {
    const shell = await startShell();
    const before = contentHash(dbPath(shell.storeDir));
    expect(before).not.toBeNull();
    let sent = 0;
    const odd: string[] = [];
    for (const { name, kind, input } of [...entries, ...desktop.shellEntries.map((entry) => ({ ...entry, kind: 'task' as const }))]) {
      const random = seeded(`hostile ${name}`);
      const inputs = Array.from({ length: perEntry }, () => hostileInput(input, random));
      const isRefused = inputs.map((given) => !input.safeParse(given).success);
      // What the contract accepts may change the store, which is then as it should be: only queries get that.
      const given = inputs.filter((_, at) => isRefused[at] === true || kind === 'query');
      const refusals = isRefused.filter((refused) => refused || kind === 'query');
      const answers = await callAll(shell, name, given);
      sent += answers.length;
      // One that never answered ends its row, with the input that did it.
      if (answers.length < given.length) odd.push(`${name} did not answer ${String(given[answers.length - 1])}`);
      answers.forEach((answer, at) => {
        if (refusals[at] === true && answer.error?.type !== 'InvalidInput') odd.push(`${name}: ${JSON.stringify(answer)}`);
        if (!answer.ok && (answer.error?.type === 'Defect' || errorTextKey(answer.error?.type ?? '') === null))
          odd.push(`${name}: ${JSON.stringify(answer)}`);
      });
      odd.push(...leaks(answers, shell.home));
    }
    expect(odd.slice(0, 10)).toEqual([]);
    console.log(`${sent} hostile inputs to ${entries.length + desktop.shellEntries.length} entries`);
    expect(sent).toBeGreaterThan(entries.length * 10);
    expect(contentHash(dbPath(shell.storeDir))).toBe(before);
    expect(await shell.problems()).toEqual([]);
  });

  it('under a name that is no entry is refused too', async () => {
    const shell = await startShell();
    for (const name of ['', 'toString', '__proto__', 'constructor', 'pipeline', 'desktop.quit', '../pipeline.kpi', 'x'.repeat(5_000)]) {
      expect(await shell.call(name, {})).toMatchObject({ ok: false, error: { type: 'UnknownEntry' } });
    }
    const answers = await shell.page.evaluate(async () => {
      const { call } = (globalThis as unknown as { samspill: { call: (name: unknown, input: unknown) => Promise<Answer> } }).samspill;
      return Promise.all([null, 1, {}, ['pipeline.kpi'], undefined].map((name) => call(name, {})));
    });
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { type: 'InvalidInput' } });
  });
});

describe.runIf(hasElectron)('a sender that is not ours', () => {
  it.each(['data:text/html,<h1>stranger</h1>', 'about:blank'])('with our own bridge under %s is refused', async (address) => {
    const shell = await startShell();
    const answer = await shell.app.evaluate(
      async ({ BrowserWindow }, { preload, url }) => {
        const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
        await window.loadURL(url);
        const said = (await window.webContents.executeJavaScript("samspill.call('admin.workspace', {})")) as unknown;
        window.destroy();
        return said;
      },
      { preload: join(repositoryRoot, 'out', 'preload', 'preload.cjs'), url: address },
    );
    expect(answer).toEqual({ ok: false, error: { type: 'NotAllowed', action: 'call' } });
  });

  it('cannot get into the window: no frame, no other window, no other page, no download, no permission', async () => {
    const shell = await startShell({ place: '#/cockpit' });
    const seen = await shell.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = 'https://example.org/';
      document.body.append(frame);
      const opened = globalThis.open('https://user:secret@example.org/') === null;
      const link = document.createElement('a');
      link.href = 'data:text/plain,x';
      link.download = 'x.txt';
      link.click();
      location.href = 'https://example.org/';
      const fetched = await fetch('https://example.org/').then(
        () => 'answered',
        () => 'refused',
      );
      const permission = await navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state);
      frame.remove();
      return { opened, fetched, permission };
    });
    expect(seen).toEqual({ opened: true, fetched: 'refused', permission: 'denied' });
    await shell.page.waitForTimeout(300);
    expect(shell.page.url()).toBe('app://main/#/cockpit');
    expect(shell.app.windows()).toHaveLength(1);
  });
});

/** A server that only counts. */
const aStranger = async (): Promise<{ readonly origin: string; readonly asked: () => number }> => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
};

type Shape = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly pattern?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
};

/** The fields of an input that take any text, as `a.b`. */
const freeTexts = (shape: Shape, path: string): readonly string[] => {
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices !== undefined) return choices.flatMap((choice) => freeTexts(choice, path));
  if (shape.type === 'object')
    return Object.entries(shape.properties ?? {}).flatMap(([name, part]) => freeTexts(part, path === '' ? name : `${path}.${name}`));
  if (shape.type === 'array') return freeTexts(shape.items ?? {}, path);
  const isFree = shape.type === 'string' && [shape.pattern, shape.format, shape.enum, shape.const].every((limit) => limit === undefined);
  return isFree ? [path] : [];
};

/** Text fields of commands that write what another command writes too, or that name a thing rather than hold a text. */
const elsewhere =
  /^(?:\w+\.edit\w* |pipeline\.(?:placeDeal|bulkEdit) |setup\.setUp |trash\.restore |imports\.|admin\.editWorkspace zone$)/u;

const hits = (shell: Shell): Promise<unknown> => shell.page.evaluate(() => (globalThis as { hit?: unknown }).hit ?? null);

describe.runIf(hasElectron)('texts that want to be code', () => {
  it(
    '150 of them in every text field are shown as text, on screen and in print; none runs, none asks anybody',
    { timeout: 600_000 },
    async () => {
      const { origin, asked } = await aStranger();
      const payloads = xssPayloads(origin);
      expect(new Set(payloads).size).toBe(150);
      const shell = await startShell();
      const dialogs: string[] = [];
      shell.page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      const filled = new Set<string>();
      const fill: Shell['run'] = (entry, input) => {
        for (const [field, value] of Object.entries(input as object)) if (typeof value === 'string') filled.add(`${entry.name} ${field}`);
        return shell.run(entry, input);
      };
      const open = (await shell.run(stages, {})).stages.filter(({ kind }) => kind === 'open');
      const accounts: { readonly id: string; readonly text: string }[] = [];
      const madeDeals: { readonly id: string; readonly text: string }[] = [];
      for (const [at, text] of payloads.entries()) {
        const short = text.slice(0, 40);
        const account = await fill(createAccount, {
          name: text,
          orgNumber: short,
          sector: text.slice(0, 80),
          location: text.slice(0, 120),
        });
        const contact = {
          accountId: account.id,
          name: text.slice(0, 120),
          title: text.slice(0, 120),
          email: text,
          phone: text.slice(0, 60),
        };
        const { id: contactId } = await fill(createContact, contact);
        const made = await fill(createDeal, {
          title: text,
          nextStep: text,
          accountId: account.id,
          amount: { minor: 100n, currency: 'NOK' },
        });
        await fill(logActivity, { accountId: account.id, dealId: made.id, kind: 'note', body: text });
        await fill(addKnowledge, { accountId: account.id, side: 'salesKnows', body: text, source: text });
        const next = open[1 + (at % (open.length - 1))];
        if (next !== undefined) await fill(moveDeal, { id: made.id, toStageId: next.id, reason: text });
        if (at % 10 === 0) {
          await fill(removeContact, { id: contactId });
          await fill(createProduct, { name: text.slice(0, 120), series: text.slice(0, 80) });
          await fill(createPerson, { name: text.slice(0, 120), email: text });
          await fill(addCriterion, { stageId: open[0]?.id ?? (made.id as never), text });
          await fill(saveView, { name: text.slice(0, 80), shared: true, params: { search: text.slice(0, 500) } });
          await fill(createTeam, { name: text.slice(0, 120), office: text.slice(0, 120) });
        }
        if (at % 50 === 0) await fill(createStage, { name: text.slice(0, 60), position: 40, probabilityBp: 1_000 });
        accounts.push({ id: account.id, text });
        madeDeals.push({ id: made.id, text });
      }
      await fill(editWorkspace, { name: (payloads[0] ?? '').slice(0, 120) });
      await fill(addRate, { currency: 'ISK', rate: '8.1', perUnits: 100, day: '2026-01-05', source: (payloads[1] ?? '').slice(0, 120) });
      const fields = entries.flatMap(({ kind, name, input }) =>
        kind === 'command'
          ? freeTexts(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Shape, '').map((field) => `${name} ${field}`)
          : [],
      );
      expect(fields.filter((field) => !filled.has(field) && !elsewhere.test(field))).toEqual([]);

      const shown = async (text: string): Promise<boolean> => {
        const flat = (part: string): string => part.replaceAll(/\s+/gu, ' ').trim();
        const wanted = flat(text);
        return shell.page.evaluate((part) => {
          const texts = [
            document.body.innerText,
            ...[...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value),
          ];
          return texts.join(' ').replaceAll(/\s+/gu, ' ').includes(part);
        }, wanted);
      };
      for (const place of [
        '#/cockpit',
        '#/pipeline',
        '#/pipeline?view=table',
        '#/accounts',
        '#/reports',
        '#/import',
        '#/history',
        '#/trash',
        '#/settings',
      ]) {
        await goTo(shell.page, place);
        await shell.page.waitForTimeout(300);
      }
      const unseen: string[] = [];
      const pages = [
        ...accounts.map(({ id, text }) => [`#/accounts/${id}`, text] as const),
        ...madeDeals.map(({ id, text }) => [`#/deal/${id}`, text] as const),
      ];
      for (const [place, text] of pages) {
        await goTo(shell.page, place);
        await expect
          .poll(() => shown(text).then((isShown) => isShown || null), { timeout: 8_000 })
          .toBe(true)
          .catch(() => unseen.push(`${place} ${text}`));
      }
      expect(unseen.slice(0, 5)).toEqual([]);
      await shell.page.keyboard.press('Control+k');
      for (const text of payloads.filter((_, at) => at % 15 === 0)) {
        await shell.page.getByRole('dialog').getByRole('combobox').fill(text.slice(0, 60));
        await shell.page.waitForTimeout(100);
      }
      await shell.page.keyboard.press('Escape');
      expect((await shell.run(workspace, {})).name).toBe((payloads[0] ?? '').slice(0, 120));
      expect({ hit: await hits(shell), dialogs, asked: asked(), problems: await shell.problems() }).toEqual({
        hit: null,
        dialogs: [],
        asked: 0,
        problems: [],
      });

      const out = join(tempDir('xss'), 'report.pdf');
      await shell.app.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
      }, out);
      const choice = { report: 'pipeline', language: 'en', status: null, ownerId: null, asOf: null, from: null, to: null } as const;
      const { fileId } = await shell.run(print, choice);
      await shell.call(desktop.keepFile.name, { fileId });
      const pdf = await readPdf(readFileSync(out));
      const text = pdf.pages.map(textOf).join('').replaceAll(/\s/gu, '');
      expect(payloads.filter((payload) => !text.includes(payload.replaceAll(/\s/gu, '')))).toEqual([]);
      const log = readFileSync(join(shell.home, 'profile', 'logs', 'samspill.log'), 'utf8');
      expect({ asked: asked(), refused: log.includes('Refused') }).toEqual({ asked: 0, refused: false });
    },
  );
});
