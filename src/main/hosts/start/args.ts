/** The arguments of `npm start`, read strictly: what is not understood is said, never ignored. */
import { parseArgs } from 'node:util';
import { isLanguage } from '../../../shared/i18n/languages.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';

export type StartArgs = {
  readonly help: boolean;
  /** The browser was asked for by name, so nobody needs to be told that there is no window. */
  readonly web: boolean;
  /** Null leaves the choice to the program. */
  readonly port: number | null;
  readonly store: string | null;
  readonly language: Language | null;
  readonly opensBrowser: boolean;
};

export type ArgumentError =
  | { readonly type: 'UnknownArgument'; readonly argument: string }
  | { readonly type: 'ValueMissing'; readonly argument: string }
  | { readonly type: 'ValueUnexpected'; readonly argument: string }
  | { readonly type: 'ArgumentRepeated'; readonly argument: string }
  | { readonly type: 'PortInvalid'; readonly value: string }
  | { readonly type: 'LanguageUnknown'; readonly value: string };

const options = {
  help: { type: 'boolean' },
  web: { type: 'boolean' },
  port: { type: 'string' },
  store: { type: 'string' },
  lang: { type: 'string' },
  'no-open': { type: 'boolean' },
} as const;

type OptionName = keyof typeof options;
const isOption = (name: string): name is OptionName => Object.hasOwn(options, name);

/** Reads the arguments after the program's own name. */
export const parseStartArgs = (argv: readonly string[]): Result<StartArgs, ArgumentError> => {
  const given = readOptions(argv);
  if (!given.ok) return given;
  const values = given.value;

  const portText = values.get('port');
  if (portText !== undefined && (!/^\d{1,5}$/.test(portText) || Number(portText) > 65_535)) {
    return err({ type: 'PortInvalid', value: portText });
  }
  const language = values.get('lang');
  if (language !== undefined && !isLanguage(language)) return err({ type: 'LanguageUnknown', value: language });

  return ok({
    help: values.has('help'),
    web: values.has('web'),
    port: portText === undefined ? null : Number(portText),
    store: values.get('store') ?? null,
    language: language ?? null,
    opensBrowser: !values.has('no-open'),
  });
};

/** The options by name; those without a value carry an empty text. */
const readOptions = (argv: readonly string[]): Result<ReadonlyMap<OptionName, string>, ArgumentError> => {
  // Not `strict`: its errors are English sentences, and ours come from the dictionaries. The tokens say all that is needed.
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const values = new Map<OptionName, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') return err({ type: 'UnknownArgument', argument: token.value });
    if (token.kind === 'option-terminator') continue;
    const { name, rawName: argument, value } = token;
    if (!isOption(name) || !argument.startsWith('--')) return err({ type: 'UnknownArgument', argument });
    if (values.has(name)) return err({ type: 'ArgumentRepeated', argument });
    if (options[name].type === 'boolean') {
      if (value !== undefined) return err({ type: 'ValueUnexpected', argument });
    } else if (value === undefined || value === '' || (!token.inlineValue && value.startsWith('-'))) {
      return err({ type: 'ValueMissing', argument });
    }
    values.set(name, value ?? '');
  }
  return ok(values);
};
