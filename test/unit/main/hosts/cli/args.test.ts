/** The arguments of the command line: what each command takes, and what is refused by name. */
import { expect, test } from 'vitest';
import { parseCliArgs } from '../../../../../src/main/hosts/cli/args.ts';

const requestOf = (line: string) => {
  const args = parseCliArgs(line.split(' ').filter((word) => word !== ''));
  return args.ok ? args.value.request : args.error.error;
};

test('every command reads its own options', () => {
  expect(requestOf('sample --size small --seed 7')).toEqual({ command: 'sample', size: 'small', seed: 7 });
  expect(requestOf('import --from data --kind deals --mapping m.json --decide d.json --dry-run')).toEqual({
    command: 'import',
    from: 'data',
    kind: 'deals',
    mapping: 'm.json',
    decide: 'd.json',
    dryRun: true,
  });
  expect(requestOf('kpi --as-of 2017-06-30 --from=2017-01-01 --to 2017-03-31 --recorded-as-of 2026-11-19T16:40:00+01:00')).toEqual({
    command: 'kpi',
    asOf: '2017-06-30',
    from: '2017-01-01',
    to: '2017-03-31',
    recordedAsOf: Date.UTC(2026, 10, 19, 15, 40),
  });
  expect(requestOf('call pipeline.kpi {"asOf":null}')).toEqual({
    command: 'call',
    name: 'pipeline.kpi',
    input: { asOf: null },
    yes: false,
  });
  expect(requestOf('call pipeline.kpi --yes')).toEqual({ command: 'call', name: 'pipeline.kpi', input: {}, yes: true });
  expect(requestOf('history --record abc')).toEqual({ command: 'history', record: 'abc' });
  expect(requestOf('undo-batch --batch abc')).toEqual({ command: 'undo-batch', batch: 'abc', yes: false });
  expect(requestOf('undo-batch --batch abc --yes')).toEqual({ command: 'undo-batch', batch: 'abc', yes: true });
  expect(requestOf('doctor')).toEqual({ command: 'doctor' });
  expect(requestOf('batches')).toEqual({ command: 'batches' });
  const invitation = { command: 'invite', name: 'Mia', person: null, team: null, hours: 72 };
  expect(requestOf('invite --role seller --name Mia')).toEqual({ ...invitation, role: 'seller', function: null, position: null });
  expect(requestOf('invite --role manager --function marketing --position marketingLeader --name Mia')).toEqual({
    ...invitation,
    role: 'manager',
    function: 'marketing',
    position: 'marketingLeader',
  });
  expect(requestOf('report pipeline --out a.pdf --status all --as-of 2026-11-19')).toEqual({
    command: 'report',
    out: 'a.pdf',
    choice: { report: 'pipeline', status: null, ownerId: null, asOf: '2026-11-19', from: null, to: null },
  });
});

test('a member is invited by that word, or by the one that stores keep', () => {
  for (const role of ['member', 'seller'])
    expect(requestOf(`invite --role ${role} --name Anna`)).toEqual({
      command: 'invite',
      role: 'seller',
      function: null,
      position: null,
      name: 'Anna',
      person: null,
      team: null,
      hours: 72,
    });
  expect(requestOf('invite --role admin --name Anna')).toMatchObject({ role: 'admin' });
});

test('options may stand before the command', () => {
  expect(parseCliArgs(['--json', '--store', 'here', '--lang', 'sv', 'doctor'])).toEqual({
    ok: true,
    value: { json: true, language: 'sv', command: 'doctor', help: false, store: 'here', request: { command: 'doctor' } },
  });
});

test('a bigint is written as text under $int', () => {
  const request = requestOf('call pipeline.createDeal {"amount":{"minor":{"$int":"9007199254740993"},"currency":"NOK"}}');
  expect(request).toMatchObject({ input: { amount: { minor: 9_007_199_254_740_993n } } });
});

test.each([
  ['', { type: 'CommandMissing' }],
  ['--json', { type: 'CommandMissing' }],
  ['forecast', { type: 'CommandUnknown', command: 'forecast' }],
  [
    'invite --role boss --name Anna',
    { type: 'ValueNotListed', argument: '--role', value: 'boss', choices: 'admin, manager, member, guest' },
  ],
  ['report pipeline', { type: 'ArgumentMissing', argument: '--out' }],
  ['report --out a.pdf', { type: 'ArgumentMissing', argument: 'NAME' }],
  ['report bonus --out a.pdf', { type: 'ValueNotListed', argument: 'NAME', value: 'bonus', choices: 'pipeline' }],
  [
    'report pipeline --out a.pdf --status maybe',
    { type: 'ValueNotListed', argument: '--status', value: 'maybe', choices: 'open, won, lost, all' },
  ],
  ['report pipeline --out a.pdf --as-of 2026-02-30', { type: 'DayInvalid', argument: '--as-of', value: '2026-02-30' }],
  ['report pipeline --out a.pdf --owner nobody', { type: 'ArgumentUnknown', argument: '--owner' }],
  ['kpi --status open', { type: 'ArgumentUnknown', argument: '--status' }],
  ['toString', { type: 'CommandUnknown', command: 'toString' }],
  ['kpi --verbose', { type: 'ArgumentUnknown', argument: '--verbose' }],
  ['kpi -v', { type: 'ArgumentUnknown', argument: '-v' }],
  ['kpi --from-here', { type: 'ArgumentUnknown', argument: '--from-here' }],
  ['doctor --as-of 2017-06-30', { type: 'ArgumentUnknown', argument: '--as-of' }],
  ['kpi 2017-06-30', { type: 'ArgumentUnknown', argument: '2017-06-30' }],
  ['call a {} {}', { type: 'ArgumentUnknown', argument: '{}' }],
  ['kpi --as-of', { type: 'ValueMissing', argument: '--as-of' }],
  ['kpi --as-of= --json', { type: 'ValueMissing', argument: '--as-of' }],
  ['kpi --from --to 2017-03-31', { type: 'ValueMissing', argument: '--from' }],
  ['kpi --json=yes', { type: 'ValueUnexpected', argument: '--json' }],
  ['kpi --as-of 2017-06-30 --as-of 2017-07-01', { type: 'ArgumentRepeated', argument: '--as-of' }],
  ['doctor --lang fi', { type: 'LanguageUnknown', value: 'fi' }],
  ['import', { type: 'ArgumentMissing', argument: '--from' }],
  ['history', { type: 'ArgumentMissing', argument: '--record' }],
  ['undo-batch', { type: 'ArgumentMissing', argument: '--batch' }],
  ['call', { type: 'ArgumentMissing', argument: 'NAME' }],
  ['call a {', { type: 'InputNotJson' }],
  ['call a {"__proto__":1}', { type: 'InputNotJson' }],
  ['call a {"$int":"1.5"}', { type: 'InputNotJson' }],
  [
    'invite --role seller --name Mia --function service',
    { type: 'ValueNotListed', argument: '--function', value: 'service', choices: 'sales, marketing, management' },
  ],
  [
    'invite --role seller --name Mia --position chef',
    { type: 'ValueNotListed', argument: '--position', value: 'chef', choices: 'none, salesLeader, marketingLeader, bothLeader, ceo' },
  ],
  ['invite --name Mia --function sales', { type: 'ArgumentMissing', argument: '--role' }],
  ['sample --size huge', { type: 'ValueNotListed', argument: '--size', value: 'huge', choices: 'small' }],
  ['sample --seed 1.5', { type: 'SeedInvalid', value: '1.5' }],
  ['sample --seed 1e3', { type: 'SeedInvalid', value: '1e3' }],
  [
    'import --from a --kind leads',
    { type: 'ValueNotListed', argument: '--kind', value: 'leads', choices: 'people, accounts, products, contacts, deals, activities' },
  ],
  ['kpi --as-of 03.11.2026', { type: 'DayInvalid', argument: '--as-of', value: '03.11.2026' }],
  ['kpi --from 2026-W47', { type: 'DayInvalid', argument: '--from', value: '2026-W47' }],
  ['kpi --to 2026-02-30', { type: 'DayInvalid', argument: '--to', value: '2026-02-30' }],
  ['kpi --recorded-as-of 2026-11-19', { type: 'InstantInvalid', argument: '--recorded-as-of', value: '2026-11-19' }],
  ['kpi --recorded-as-of 2026-11-19T16:40:00', { type: 'InstantInvalid', argument: '--recorded-as-of', value: '2026-11-19T16:40:00' }],
  ['kpi --recorded-as-of 2026-02-30T16:40:00Z', { type: 'InstantInvalid', argument: '--recorded-as-of', value: '2026-02-30T16:40:00Z' }],
])('"%s" is refused by name', (line, error) => {
  expect(requestOf(line)).toEqual(error);
});

test('a wrong command line still says in which language and form it wants its answer', () => {
  expect(parseCliArgs(['kpi', '--wrong', '--json', '--lang', 'nb'])).toMatchObject({
    ok: false,
    error: { common: { json: true, language: 'nb', command: 'kpi' } },
  });
});

test('help is given for all commands or one, however incomplete the rest is', () => {
  expect(parseCliArgs(['--help'])).toMatchObject({ ok: true, value: { help: true, command: null, request: null } });
  expect(parseCliArgs(['import', '--help'])).toMatchObject({ ok: true, value: { help: true, command: 'import', request: null } });
});
