/** The arguments of `npm run hub`, read strictly: what is not understood is said, never ignored. */
import { parseArgs } from 'node:util';
import { isLanguage, type Language } from '../shared/i18n/languages.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import { positions, readRole, teamFunctions } from '../shared/admin/schema.ts';
import type { InviteWish } from './founding.ts';

export type HubRequest =
  | {
      readonly verb: 'serve';
      readonly port: number;
      readonly host: string;
      readonly cert: string | null;
      readonly key: string | null;
      readonly behindProxy: boolean;
    }
  | { readonly verb: 'backup'; readonly to: string }
  | { readonly verb: 'code' }
  | { readonly verb: 'invite'; readonly wish: InviteWish };
export type HubArgs = {
  readonly help: boolean;
  readonly json: boolean;
  readonly language: Language | null;
  readonly store: string | null;
  readonly request: HubRequest;
};
export type ArgumentError =
  | { readonly type: 'UnknownArgument' | 'ValueMissing' | 'ArgumentMissing'; readonly argument: string }
  | {
      readonly type: 'PortInvalid' | 'RoleInvalid' | 'FunctionInvalid' | 'PositionInvalid' | 'LanguageUnknown';
      readonly value: string;
    };

const options = {
  help: { type: 'boolean' },
  json: { type: 'boolean' },
  'behind-proxy': { type: 'boolean' },
  store: { type: 'string' },
  'hub-store': { type: 'string' },
  lang: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  to: { type: 'string' },
  role: { type: 'string' },
  function: { type: 'string' },
  position: { type: 'string' },
  name: { type: 'string' },
  workspace: { type: 'string' },
} as const;
type OptionName = keyof typeof options;
const isOption = (name: string): name is OptionName => Object.hasOwn(options, name);

const verbs = ['serve', 'backup', 'code', 'invite'] as const;
type Verb = (typeof verbs)[number];
const everywhere: readonly OptionName[] = ['help', 'json', 'store', 'hub-store', 'lang'];
const belonging: Readonly<Record<Verb, readonly OptionName[]>> = {
  serve: ['port', 'host', 'cert', 'key', 'behind-proxy'],
  backup: ['to'],
  code: [],
  invite: ['role', 'function', 'position', 'name', 'workspace'],
};

type Values = ReadonlyMap<OptionName, string>;

/** Reads the arguments after the program's own name. */
export const parseHubArgs = (argv: readonly string[]): Result<HubArgs, ArgumentError> => {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const verb = verbs.find((one) => one === (words[0] ?? 'serve'));
  const surplus = verb === undefined ? words[0] : words[1];
  if (surplus !== undefined || verb === undefined) return err({ type: 'UnknownArgument', argument: surplus ?? '' });
  const values = new Map<OptionName, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName: argument, value } = token;
    const belongs = isOption(name) && argument.startsWith('--') && (everywhere.includes(name) || belonging[verb].includes(name));
    if (!belongs || values.has(name)) return err({ type: 'UnknownArgument', argument });
    if (options[name].type === 'boolean' ? value !== undefined : value === undefined || value === '')
      return err({ type: options[name].type === 'boolean' ? 'UnknownArgument' : 'ValueMissing', argument });
    values.set(name, value ?? '');
  }
  const language = values.get('lang');
  if (language !== undefined && !isLanguage(language)) return err({ type: 'LanguageUnknown', value: language });
  const base = {
    help: values.has('help'),
    json: values.has('json'),
    language: language ?? null,
    store: values.get('store') ?? values.get('hub-store') ?? null,
  };
  if (base.help) return ok({ ...base, request: { verb: 'code' } });
  const request = readRequest(verb, values);
  return request.ok ? ok({ ...base, request: request.value }) : request;
};

const missing = (name: OptionName): Result<never, ArgumentError> => err({ type: 'ArgumentMissing', argument: `--${name}` });

const readRequest = (verb: Verb, values: Values): Result<HubRequest, ArgumentError> => {
  if (verb === 'serve') return serveRequest(values);
  if (verb === 'code') return ok({ verb });
  if (verb === 'backup') {
    const to = values.get('to');
    return to === undefined ? missing('to') : ok({ verb, to });
  }
  return inviteRequest(values);
};

const inviteRequest = (values: Values): Result<HubRequest, ArgumentError> => {
  const [roleText, name, sideText] = [values.get('role'), values.get('name'), values.get('function')];
  const positionText = values.get('position') ?? 'none';
  if (roleText === undefined) return missing('role');
  if (name === undefined) return missing('name');
  const role = readRole(roleText);
  if (role === undefined) return err({ type: 'RoleInvalid', value: roleText });
  const side = teamFunctions.find((one) => one === sideText);
  if (side === undefined && sideText !== undefined) return err({ type: 'FunctionInvalid', value: sideText });
  const position = positions.find((one) => one === positionText);
  if (position === undefined) return err({ type: 'PositionInvalid', value: positionText });
  if (name.trim() === '' || name.length > 120) return err({ type: 'ValueMissing', argument: '--name' });
  const wish = { role, function: side ?? null, position, name: name.trim(), workspace: values.get('workspace') ?? null };
  return ok({ verb: 'invite', wish });
};

const serveRequest = (values: Values): Result<HubRequest, ArgumentError> => {
  const portText = values.get('port') ?? '4780';
  if (!/^\d{1,5}$/u.test(portText) || Number(portText) > 65_535) return err({ type: 'PortInvalid', value: portText });
  const [cert = null, key = null] = [values.get('cert'), values.get('key')];
  if (cert !== null && key === null) return missing('key');
  if (key !== null && cert === null) return missing('cert');
  return ok({
    verb: 'serve',
    port: Number(portText),
    host: values.get('host') ?? '127.0.0.1',
    cert,
    key,
    behindProxy: values.has('behind-proxy'),
  });
};
