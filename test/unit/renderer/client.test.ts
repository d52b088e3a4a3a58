/** The window's transport: the one-time code, calls and their failures over HTTP, and Electron's bridge when there is one. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClient, openSession } from '../../../src/renderer/app/client.ts';
import { decodeWire, encodeWire } from '../../../src/shared/kernel/wire.ts';

type Request = { readonly path: string; readonly body: unknown; readonly hashThen: string };

const page = { hash: '', pathname: '/', search: '' };
let requests: Request[] = [];

const answerWith = (status: number, text: string): void => {
  vi.stubGlobal('fetch', async (path: string, init: { readonly body: string }) => {
    requests.push({ path, body: decodeWire(init.body), hashThen: page.hash });
    return await Promise.resolve(new Response(text, { status }));
  });
};

beforeEach(() => {
  requests = [];
  page.hash = '';
  vi.stubGlobal('location', page);
  vi.stubGlobal('history', {
    replaceState: () => {
      page.hash = '';
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the one-time code', () => {
  test('is out of the address before it is sent anywhere', async () => {
    page.hash = '#code=abc-DEF_1';
    answerWith(200, encodeWire({ ok: true, value: null }));
    expect(await openSession()).toEqual({ ok: true, value: null });
    expect(requests).toEqual([{ path: 'session', body: { code: 'abc-DEF_1' }, hashThen: '' }]);
  });

  test('a used code is refused, and gone from the address too', async () => {
    page.hash = '#code=abc';
    answerWith(403, encodeWire({ ok: false, error: { type: 'CodeUsed' } }));
    expect(await openSession()).toEqual({ ok: false, error: { type: 'CodeRefused' } });
    expect(page.hash).toBe('');
  });

  test('an ordinary address asks for nothing', async () => {
    page.hash = '#/pipeline?code=abc';
    answerWith(200, '');
    await openSession();
    expect(requests).toEqual([]);
    expect(page.hash).toBe('#/pipeline?code=abc');
  });
});

describe('a call', () => {
  test('carries amounts beyond 2^53 both ways', async () => {
    const amount = 9_007_199_254_740_993n;
    answerWith(200, encodeWire({ ok: true, value: { amount } }));
    expect(await createClient().call('pipeline.setDealValue', { amount })).toEqual({ ok: true, value: { amount } });
    expect(requests[0]).toMatchObject({ path: 'call', body: { name: 'pipeline.setDealValue', input: { amount } } });
  });

  test('answers an expected error as a value', async () => {
    answerWith(200, encodeWire({ ok: false, error: { type: 'DealNotFound' } }));
    expect(await createClient().call('pipeline.deal', {})).toEqual({ ok: false, error: { type: 'DealNotFound' } });
  });

  test('a refusal of the host keeps its type', async () => {
    answerWith(413, encodeWire({ ok: false, error: { type: 'TooLarge' } }));
    expect(await createClient().call('x', {})).toEqual({ ok: false, error: { type: 'TooLarge' } });
  });

  test('without a session says so', async () => {
    answerWith(401, encodeWire({ ok: false, error: { type: 'NoSession' } }));
    expect(await createClient().call('x', {})).toEqual({ ok: false, error: { type: 'NoSession' } });
  });

  test.each([
    ['a page of somebody else', '<html>hello</html>'],
    ['half an answer', '{"ok":tr'],
    ['something that is no result', '{"value":1}'],
    ['nothing', ''],
  ])('%s is a host that did not answer', async (_what, text) => {
    answerWith(200, text);
    expect(await createClient().call('x', {})).toEqual({ ok: false, error: { type: 'HostUnreachable' } });
  });

  test('a host that has ended is unreachable, not a crash', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed to fetch')));
    expect(await createClient().call('x', {})).toEqual({ ok: false, error: { type: 'HostUnreachable' } });
  });
});

test('in the desktop window the bridge is used and nothing is fetched', async () => {
  const call = vi.fn(() => Promise.resolve({ ok: true, value: 7 }));
  vi.stubGlobal('samspill', { call, onSignal: () => () => {} });
  vi.stubGlobal('fetch', () => {
    throw new Error('fetched');
  });
  expect(await createClient().call('pipeline.kpi', { asOf: null })).toEqual({ ok: true, value: 7 });
  expect(call).toHaveBeenCalledWith('pipeline.kpi', { asOf: null });
});

test('signals come through until one unsubscribes; a broken stream is told once, and again when it is back', () => {
  const listeners = new Map<string, (event: { readonly data: string }) => void>();
  let isClosed = false;
  vi.stubGlobal(
    'EventSource',
    class {
      addEventListener(type: string, listener: (event: { readonly data: string }) => void): void {
        listeners.set(type, listener);
      }
      close(): void {
        isClosed = true;
      }
    },
  );
  const heard: unknown[] = [];
  const states: string[] = [];
  const stop = createClient().onSignal(
    (signal) => heard.push(signal),
    (state) => states.push(state),
  );
  const send = (type: string, data = ''): void => listeners.get(type)?.({ data });
  send('open');
  send('message', '{"type":"changed","tables":["deal"]}');
  send('message', '{"type":"unheard of"}');
  expect([heard, states]).toEqual([[{ type: 'changed', tables: ['deal'] }], []]);
  send('error');
  send('error');
  send('open');
  expect(states).toEqual(['lost', 'back']);
  stop();
  expect(isClosed).toBe(true);
});

describe('a file handed over', () => {
  const gone = Object.assign(new File(['Deal'], 'gone.csv'), {
    slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }),
  });

  test('that is gone since it was chosen is said to be, and not that the host is', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await createClient().upload([gone])).toEqual({ ok: false, error: { type: 'FileUnreadable', name: 'gone.csv' } });
  });

  test('while the host is gone is not said to be unreadable', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await createClient().upload([new File(['Deal'], 'deals.csv')])).toEqual({ ok: false, error: { type: 'HostUnreachable' } });
  });
});
