/** A printed report, as its context declares it: who may have it, what may be chosen of it, and the question whose answer it shows. */
import { z } from 'zod';
import type { Allow, Query } from './contract.ts';
import type { Day } from './day.ts';
import { aDay, anId } from './inputs.ts';

type Parts<S extends z.ZodType> = {
  /** Its name in an address, where that is not its own. */
  readonly written?: string;
  readonly schema: S;
};
/** One thing that may be chosen; null is the choice of none, or of all. `is` says how it is written outside the program. */
export type Parameter =
  | (Parts<z.ZodType> & { readonly is: 'day' })
  /** A person is chosen from a list, so that a terminal has no word for it. */
  | (Parts<z.ZodType> & { readonly is: 'person' })
  /** One of some words, or `all`. */
  | (Parts<z.ZodType> & { readonly is: 'word'; readonly of: readonly string[]; readonly otherwise: string });
export type Parameters = Readonly<Record<string, Parameter>>;

export const aDayToChoose = { is: 'day', schema: aDay.nullable().default(null) } as const;
export const aPersonToChoose = (written: string) => ({ is: 'person', written, schema: anId<'Person'>().nullable().default(null) }) as const;
export const aWordToChoose = <const W extends string>(of: readonly W[], otherwise: NoInfer<W>) =>
  ({
    is: 'word',
    of,
    otherwise,
    schema: z
      .enum(of)
      .nullable()
      .default(otherwise as never),
  }) as const;

/** How the choice of all words is written. */
export const allWords = 'all';

type ShapeOf<P extends Parameters> = { readonly [K in keyof P]: P[K]['schema'] };
/** What may be chosen, as the fields of an input. */
export const choiceOf = <P extends Parameters>(parameters: P): ShapeOf<P> =>
  Object.fromEntries(Object.entries(parameters).map(([name, { schema }]) => [name, schema])) as ShapeOf<P>;

/** What was chosen, and what may be given to choose it. */
export type ChosenOf<P extends Parameters> = { readonly [K in keyof P]: z.output<P[K]['schema']> };
export type GivenOf<P extends Parameters> = { readonly [K in keyof P]?: z.input<P[K]['schema']> };

/** What every report can say of itself, for whoever makes it without reading it: whose it is, of which day, and how much of it there is. */
export type ReportContent = { readonly workspace: string; readonly asOf: Day; readonly rows: readonly unknown[] };

export type Report<P extends Parameters = Parameters, O extends ReportContent = ReportContent> = {
  readonly allow: Allow;
  /** Every report can be looked back in. */
  readonly parameters: P & { readonly asOf: typeof aDayToChoose };
  readonly content: Query<string, z.ZodType, O>;
  /** The texts that name it: as a heading, and as a file of a `day`. */
  readonly called: string;
  readonly fileName: string;
};

/** A report without a permission is none. */
export const defineReport = <const R extends Report>(report: R): R => report;

/** No browser was found that could print. `reason` is for a log or a test run; what the user reads is the text of the type. */
export type NoChromium = { readonly type: 'NoChromium'; readonly reason: string };
/** `because` is for a log: what the page itself said where it could not show the report, else what broke. */
export type PrintFailed = { readonly type: 'PrintFailed'; readonly because: string };
