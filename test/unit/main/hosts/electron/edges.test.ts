/** What the shell lets in and out: senders, links, arguments, menus, and a log that names nobody. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { contextItems } from '../../../../../src/main/hosts/electron/contextItems.ts';
import { linkIn, outerAddress, addressOfLink } from '../../../../../src/main/hosts/electron/links.ts';
import { mayReload } from '../../../../../src/main/hosts/electron/mayReload.ts';
import { acceleratorOf, menuTemplate } from '../../../../../src/main/hosts/electron/menu.ts';
import { noticePages } from '../../../../../src/main/hosts/electron/noticePage.ts';
import { languageOfSystem, profileDir, readShellArgs } from '../../../../../src/main/hosts/electron/profile.ts';
import { createQuit } from '../../../../../src/main/hosts/electron/quit.ts';
import { isTrusted, pageOrigin } from '../../../../../src/main/hosts/electron/sender.ts';
import { noState, readState, writeState } from '../../../../../src/main/hosts/electron/windowState.ts';
import { describeError } from '../../../../../src/platform/describeError.ts';
import { isPageAddress, type MenuModel } from '../../../../../src/shared/desktop.ts';
import { languages } from '../../../../../src/shared/i18n/languages.ts';
import { translate } from '../../../../../src/shared/i18n/translate.ts';
import { run as runImport } from '../../../../../src/shared/imports/contract.ts';
import { tempDir } from '../../../../support/tempDir.ts';

const id = '0190aaaa-0000-7000-8000-000000000000';

describe('a sender', () => {
  it('is trusted as the main frame of our own page and as nothing else', () => {
    expect(isTrusted({ origin: pageOrigin, parent: null }, pageOrigin)).toBe(true);
    expect(isTrusted(null, pageOrigin)).toBe(false);
    expect(isTrusted({ origin: pageOrigin, parent: {} }, pageOrigin)).toBe(false);
    for (const origin of ['null', 'app://main.evil', 'app://other', 'http://main', 'file://', 'data:', ''])
      expect(isTrusted({ origin, parent: null }, pageOrigin), origin).toBe(false);
  });
});

describe('a link into the app', () => {
  it('shows a deal or an account', () => {
    expect(addressOfLink(`samspill://deal/${id}`)).toBe(`#/deal/${id}`);
    expect(addressOfLink(`samspill://account/${id}/`)).toBe(`#/accounts/${id}`);
  });

  it('of any other form leads nowhere: a verb that writes, a way up, a query, another scheme', () => {
    for (const link of [
      `samspill://delete/${id}`,
      `samspill://undo/${id}`,
      `samspill://pipeline.removeDeal/${id}`,
      `samspill://deal/../${id}`,
      `samspill://deal/..%2f${id}`,
      `samspill://deal/${id}/..`,
      `samspill://deal/${id}?do=remove`,
      `samspill://deal/${id}#x`,
      `samspill://deal/${id}\nsamspill://deal/${id}`,
      `samspill:deal/${id}`,
      `SAMSPILL://deal/${id}`,
      `https://deal/${id}`,
      'samspill://deal/',
      'samspill://deal/1',
      '',
    ])
      expect(addressOfLink(link), link).toBeNull();
  });

  it('is found among the arguments of a start', () => {
    expect(linkIn(['/usr/bin/samspill', '--disable-gpu', `samspill://deal/${id}`])).toBe(`samspill://deal/${id}`);
    expect(linkIn(['/usr/bin/samspill'])).toBeNull();
  });
});

describe('an address outside', () => {
  it('is opened when it is a secure page, mail or a telephone', () => {
    expect(outerAddress('https://example.org/a?b#c')).toBe('https://example.org/a?b#c');
    expect(outerAddress('mailto:kari@example.org')).toBe('mailto:kari@example.org');
    expect(outerAddress('tel:+4712345678')).toBe('tel:+4712345678');
  });

  it('is refused when it is anything else', () => {
    for (const address of [
      'http://example.org/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,x',
      'smb://host/share',
      'ms-msdt:/id',
      'https://user:secret@example.org/',
      'app://main/',
      'not an address',
      '',
    ])
      expect(outerAddress(address), address).toBeNull();
  });
});

describe('the address of a page', () => {
  it('is a hash of our own and nothing that leads out of it', () => {
    for (const address of ['#/', '#/cockpit', `#/deal/${id}`, '#/pipeline?view=table&q=%C3%A6', '#/print/pipeline?lang=nb'])
      expect(isPageAddress(address), address).toBe(true);
    for (const address of ['', '#', 'https://example.org', '#javascript:alert(1)', '#/a"b', '#/a b', '#/<x>', `#/${'x'.repeat(3000)}`])
      expect(isPageAddress(address), address).toBe(false);
  });
});

describe('the arguments of a start', () => {
  it('are read among those of the browser beneath', () => {
    expect(readShellArgs(['electron', '--disable-gpu', '/app', '--store=/data/x', '--lang=nb'])).toEqual({
      store: '/data/x',
      language: 'nb',
    });
    expect(readShellArgs(['electron', '/app', '--store', '/data/y', '--lang', 'xx'])).toEqual({ store: '/data/y', language: null });
    expect(readShellArgs(['electron', '/app', '--store', '--lang'])).toEqual({ store: null, language: null });
  });

  it('give a store that was named a profile of its own, and the language follows the system', () => {
    expect(profileDir('/p', null)).toBe('/p');
    expect(profileDir('/p', '/a')).not.toBe(profileDir('/p', '/b'));
    expect(languageOfSystem(['fi-FI', 'nn-NO', 'sv'])).toBe('nb');
    expect(languageOfSystem(['fi-FI'])).toBe('en');
  });
});

describe('what is remembered of windows', () => {
  it('comes back, and whatever is not understood is forgotten', () => {
    const path = join(tempDir('state'), 'windows.json');
    expect(readState(path)).toEqual(noState);
    const state = {
      windows: [{ bounds: { x: 1, y: 2, width: 900, height: 700 }, isMaximized: false, zoomLevel: 0.5, place: '#/cockpit' }],
      isDark: true,
    };
    writeState(path, state);
    expect(readState(path)).toEqual(state);
    for (const text of ['', '{', '[]', JSON.stringify({ ...state, windows: [{ ...state.windows[0], place: 'https://example.org' }] })]) {
      writeFileSync(path, text);
      expect(readState(path), text).toEqual(noState);
    }
  });
});

const model: MenuModel = {
  language: 'nb',
  theme: 'system',
  isDark: false,
  sections: [
    {
      id: 'window',
      label: 'Overalt',
      commands: [
        { id: 'go.cockpit', label: 'Cockpit', stroke: null, isActive: null },
        { id: 'palette.open', label: 'Søk', stroke: 'Mod+k', isActive: null },
        { id: 'language.nb', label: 'Norsk', stroke: null, isActive: true },
        { id: 'theme.dark', label: 'Mørk', stroke: null, isActive: false },
      ],
    },
    { id: 'undo', label: 'Angre', commands: [{ id: 'history.undo', label: 'Angre', stroke: 'Mod+z', isActive: null }] },
    { id: 'board', label: 'Tavlen', commands: [{ id: 'board.win', label: 'Vunnet', stroke: null, isActive: null }] },
  ],
};

describe('the menu bar', () => {
  const actions = { run: vi.fn(), zoom: vi.fn(), closeWindow: vi.fn(), quit: vi.fn() };
  type Shown = {
    readonly label?: string;
    readonly role?: string;
    readonly type?: string;
    readonly submenu?: readonly Shown[];
    readonly click?: () => void;
    readonly id?: string;
  };
  const flat = (items: readonly Shown[]): readonly Shown[] => items.flatMap((item) => [item, ...flat(item.submenu ?? [])]);

  it.each(['linux', 'win32', 'darwin'] as const)('has a label beside every role, and nothing that does nothing (%s)', (platform) => {
    const items = flat(menuTemplate(model, actions, { platform, isDevelopment: false }) as unknown as readonly Shown[]);
    for (const item of items) {
      if (item.type === 'separator') continue;
      expect(item.label, JSON.stringify(item)).toMatch(/\S/u);
      const doesSomething = item.click !== undefined || item.role !== undefined || (item.submenu?.length ?? 0) > 0;
      expect(doesSomething, item.label).toBe(true);
    }
    expect(items.some(({ role }) => role === 'toggleDevTools')).toBe(false);
  });

  it('holds every command that the window gave, each once, and runs it', () => {
    const items = flat(menuTemplate(model, actions, { platform: 'linux', isDevelopment: false }) as unknown as readonly Shown[]);
    for (const { id: command } of model.sections.flatMap(({ commands }) => commands)) {
      const found = items.filter((item) => item.id === command);
      expect(found, command).toHaveLength(1);
      found[0]?.click?.();
      expect(actions.run).toHaveBeenLastCalledWith(command);
    }
  });

  it('writes strokes as menus do', () => {
    expect(acceleratorOf('Mod+k')).toBe('CmdOrCtrl+K');
    expect(acceleratorOf('Mod+Shift+z')).toBe('CmdOrCtrl+Shift+Z');
    expect(acceleratorOf('Mod+Enter')).toBe('CmdOrCtrl+Enter');
  });
});

describe('the menu under the pointer', () => {
  const nothing = {
    isEditable: false,
    selectionText: '',
    linkURL: '',
    editFlags: { canUndo: false, canRedo: false, canCut: true, canCopy: true, canPaste: true },
  };

  it('does not open where there is nothing to do', () => {
    expect(contextItems(nothing, 'sv', () => {})).toEqual([]);
    expect(contextItems({ ...nothing, linkURL: 'app://main/#/cockpit' }, 'sv', () => {})).toEqual([]);
  });

  it('offers what fits a field, a text and a link, in the window’s language', () => {
    const labels = (pointed: Partial<typeof nothing>): readonly unknown[] =>
      contextItems({ ...nothing, ...pointed }, 'sv', () => {}).map(({ label }) => label);
    expect(labels({ isEditable: true })).toContain(translate('sv', 'desktop.paste'));
    expect(labels({ selectionText: 'x' })).toEqual([translate('sv', 'desktop.copy')]);
    const copied: string[] = [];
    const [item] = contextItems({ ...nothing, linkURL: 'mailto:a@example.org' }, 'sv', (text) => copied.push(text));
    item?.click?.({} as never, undefined, {});
    expect(copied).toEqual(['mailto:a@example.org']);
  });
});

describe('quitting', () => {
  const importing = { name: runImport.name, input: { grant: 'g', taskId: 'one' } };
  const aQuit = (running: readonly { readonly name: string; readonly input: unknown }[], mayStop: boolean) => {
    const done: string[] = [];
    const quit = createQuit({
      running: () => running,
      settled: async () => void done.push('settled'),
      mayStopImport: async () => {
        done.push('asked');
        return mayStop;
      },
      call: async (name, input) => done.push(`${name} ${JSON.stringify(input)}`),
      close: async () => void done.push('closed'),
      exit: () => done.push('exit'),
    });
    return { quit, done };
  };

  it('waits for what is running, closes, and then ends', async () => {
    const { quit, done } = aQuit([{ name: 'pipeline.createDeal', input: {} }], false);
    quit.request();
    quit.request();
    await expect.poll(() => done).toEqual(['settled', 'closed', 'exit']);
  });

  it('asks about an import, goes on when it shall finish, and can be asked again', async () => {
    const { quit, done } = aQuit([importing], false);
    expect(quit.isImporting()).toBe(true);
    quit.request();
    await expect.poll(() => done).toEqual(['asked']);
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    quit.request();
    await expect.poll(() => done).toEqual(['asked', 'asked']);
  });

  it('stops the import when that is wanted; a dry run is nobody’s loss', async () => {
    const { quit, done } = aQuit([importing], true);
    quit.request();
    await expect.poll(() => done).toEqual(['asked', 'imports.cancel {"taskId":"one"}', 'settled', 'closed', 'exit']);
    expect(aQuit([{ ...importing, input: { ...importing.input, dryRun: true } }], true).quit.isImporting()).toBe(false);
  });
});

describe('what breaks', () => {
  it('is loaded again three times in a minute and then explained', () => {
    expect(mayReload([], 0)).toBe(true);
    expect(mayReload([1, 2], 3)).toBe(true);
    expect(mayReload([1, 2, 3], 4)).toBe(false);
    expect(mayReload([1, 2, 3], 70_000)).toBe(true);
  });

  it('is explained in every language, without a script', () => {
    expect(noticePages.size).toBe(2 * languages.length);
    for (const page of noticePages.values()) {
      expect(page('n')).toContain('<style nonce="n">');
      expect(page('n')).not.toContain('<script');
    }
  });

  it('is logged by kind and place, never by what was written or where somebody lives', () => {
    const failure = new TypeError('Kari Solheim earns 5');
    failure.stack = `TypeError: Kari Solheim earns 5\n    at save (/home/kari/app/store.js:10:5)\n    at file:///C:/Users/kari/x.js:1:2`;
    expect(describeError(Object.assign(failure, { code: 'ERR_X' }))).toBe('TypeError ERR_X at save store.js:10:5 < x.js:1:2');
    expect(describeError('Kari Solheim')).toBe('string');
    expect(describeError(Object.assign(new Error('x'), { code: 'Kari Solheim', stack: 'Error: x' }))).toBe('Error');
  });
});
