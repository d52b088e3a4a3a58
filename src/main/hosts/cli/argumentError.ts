/** What can be wrong with a command line, and those of it that one reader of arguments can find. */

export type ArgumentError =
  | { readonly type: 'CommandMissing' }
  | { readonly type: 'CommandUnknown'; readonly command: string }
  | { readonly type: 'ArgumentUnknown'; readonly argument: string }
  | { readonly type: 'ArgumentMissing'; readonly argument: string }
  | { readonly type: 'ArgumentRepeated'; readonly argument: string }
  | { readonly type: 'ValueMissing'; readonly argument: string }
  | { readonly type: 'ValueUnexpected'; readonly argument: string }
  | { readonly type: 'ValueNotListed'; readonly argument: string; readonly value: string; readonly choices: string }
  | { readonly type: 'LanguageUnknown'; readonly value: string }
  | { readonly type: 'DayInvalid'; readonly argument: string; readonly value: string }
  | { readonly type: 'InstantInvalid'; readonly argument: string; readonly value: string }
  | { readonly type: 'SeedInvalid'; readonly value: string }
  | { readonly type: 'HoursInvalid'; readonly value: string }
  | { readonly type: 'FingerprintInvalid'; readonly value: string }
  | { readonly type: 'InputNotJson' };
export type ArgumentErrorOf<T extends ArgumentError['type']> = Extract<ArgumentError, { readonly type: T }>;
