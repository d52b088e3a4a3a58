/** The arguments of `npm start`: what is understood, and what is said of the rest. */
import { expect, test } from 'vitest';
import { parseStartArgs } from '../../../../../src/main/hosts/start/args.ts';
import { ok } from '../../../../../src/shared/kernel/result.ts';

const usual = { help: false, web: false, port: null, store: null, language: null, opensBrowser: true };

test('no arguments mean the usual port, folder and language, and a browser', () => {
  expect(parseStartArgs([])).toEqual(ok(usual));
});

test('every argument is read, in either way of writing a value', () => {
  const all = ok({ help: false, web: true, port: 8080, store: './my data', language: 'nb', opensBrowser: false });
  expect(parseStartArgs(['--web', '--port', '8080', '--store', './my data', '--lang', 'nb', '--no-open'])).toEqual(all);
  expect(parseStartArgs(['--no-open', '--store=./my data', '--lang=nb', '--port=8080', '--web'])).toEqual(all);
  expect(parseStartArgs(['--port', '0'])).toEqual(ok({ ...usual, port: 0 }));
  expect(parseStartArgs(['--store=-odd name'])).toEqual(ok({ ...usual, store: '-odd name' }));
});

test.each([
  [['--prot', '80'], { type: 'UnknownArgument', argument: '--prot' }],
  [['-p', '80'], { type: 'UnknownArgument', argument: '-p' }],
  [['--open'], { type: 'UnknownArgument', argument: '--open' }],
  [['--constructor'], { type: 'UnknownArgument', argument: '--constructor' }],
  [['my-data'], { type: 'UnknownArgument', argument: 'my-data' }],
  [['--', '--web'], { type: 'UnknownArgument', argument: '--web' }],
  [['--port'], { type: 'ValueMissing', argument: '--port' }],
  [['--store', '--web'], { type: 'ValueMissing', argument: '--store' }],
  [['--store='], { type: 'ValueMissing', argument: '--store' }],
  [['--web=yes'], { type: 'ValueUnexpected', argument: '--web' }],
  [['--port', '1', '--port', '2'], { type: 'ArgumentRepeated', argument: '--port' }],
  [['--port', '65536'], { type: 'PortInvalid', value: '65536' }],
  [['--port', '8o80'], { type: 'PortInvalid', value: '8o80' }],
  [['--port=-1'], { type: 'PortInvalid', value: '-1' }],
  [['--port', '0x50'], { type: 'PortInvalid', value: '0x50' }],
  [['--lang', 'no'], { type: 'LanguageUnknown', value: 'no' }],
])('%j is refused by name', (argv, error) => {
  expect(parseStartArgs(argv)).toEqual({ ok: false, error });
});
