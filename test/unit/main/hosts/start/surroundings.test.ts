/** What the machine's settings decide about a start. */
import { expect, test } from 'vitest';
import { browserCall, chooseStore, languageOf } from '../../../../../src/main/hosts/start/surroundings.ts';

test.each([
  [{ LANG: 'nb_NO.UTF-8' }, 'nb'],
  [{ LANG: 'nn_NO.UTF-8' }, 'nb'],
  [{ LANG: 'da_DK' }, 'da'],
  [{ LANG: 'sv_FI.UTF-8' }, 'sv'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: 'C' }, 'en'],
  [{}, 'en'],
  [{ LANG: 'nb_NO.UTF-8', LC_MESSAGES: 'sv_SE.UTF-8' }, 'sv'],
  [{ LANG: 'nb_NO.UTF-8', LC_ALL: 'C.UTF-8' }, 'en'],
  [{ LANG: 'nb_NO.UTF-8', LC_ALL: '' }, 'nb'],
])('with the settings %j the terminal speaks %s', (env, language) => {
  expect(languageOf(env)).toBe(language);
});

const onLinux = { given: null, env: {}, platform: 'linux', home: '/home/kari', cwd: '/srv', holdsAnything: () => true } as const;

test('the data lie where each system keeps the data of applications', () => {
  const dir = (question: Partial<Parameters<typeof chooseStore>[0]>) => chooseStore({ ...onLinux, ...question }).dir;
  expect(dir({})).toBe('/home/kari/.local/share/samspill/store');
  expect(dir({ env: { XDG_DATA_HOME: '/data' } })).toBe('/data/samspill/store');
  expect(dir({ env: { XDG_DATA_HOME: 'relative' } })).toBe('/home/kari/.local/share/samspill/store');
  expect(dir({ env: { SAMSPILL_STORE: '/srv/crm', XDG_DATA_HOME: '/data' } })).toBe('/srv/crm');
  expect(dir({ platform: 'darwin', home: '/Users/kari' })).toBe('/Users/kari/Library/Application Support/Samspill/store');
  const windows = { platform: 'win32', home: 'C:\\Users\\kari' } as const;
  expect(dir({ ...windows, env: { APPDATA: 'D:\\Roaming' } })).toBe('D:\\Roaming\\Samspill\\store');
  expect(dir(windows)).toBe('C:\\Users\\kari\\AppData\\Roaming\\Samspill\\store');
});

test('without data of its own a start shows the sample company beside the empty place, and never once there are data', () => {
  const empty = { ...onLinux, holdsAnything: () => false };
  expect(chooseStore(empty)).toEqual({ dir: '/home/kari/.local/share/samspill/sample', isSample: true });
  expect(chooseStore({ ...empty, env: { SAMSPILL_STORE: '/srv/crm' } })).toEqual({ dir: '/srv/sample', isSample: true });
  expect(chooseStore(onLinux)).toEqual({ dir: '/home/kari/.local/share/samspill/store', isSample: false });
});

test('a folder that was asked for is the one opened, even when it is empty', () => {
  const asked = { ...onLinux, given: '../other', env: { SAMSPILL_STORE: '/srv/crm' }, holdsAnything: () => false };
  expect(chooseStore(asked)).toEqual({ dir: '/other', isSample: false });
});

test('a browser is opened only where somebody could see it', () => {
  const url = 'http://127.0.0.1:7267/#code=x';
  expect(browserCall(url, 'linux', {})).toBeNull();
  expect(browserCall(url, 'linux', { DISPLAY: '' })).toBeNull();
  expect(browserCall(url, 'linux', { DISPLAY: ':0' })).toEqual({ command: 'xdg-open', args: [url] });
  expect(browserCall(url, 'linux', { WAYLAND_DISPLAY: 'wayland-0' })?.command).toBe('xdg-open');
  expect(browserCall(url, 'darwin', {})).toEqual({ command: 'open', args: [url] });
  expect(browserCall(url, 'win32', {})).toEqual({ command: 'cmd', args: ['/c', 'start', '""', url] });
});
