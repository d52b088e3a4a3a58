/** Columns, each declared once: its SQL type, its validation, the TypeScript type of its value and how a form shows it. */
import { z } from 'zod';
import { type Day, type Instant, parseDay } from './day.ts';
import type { Id } from './brand.ts';
import { type Currency, isCurrency, largestMinor } from './money.ts';

/** What SQLite stores. Booleans are 0 and 1; money is a 64-bit integer of minor units. */
export type SqlValue = string | number | bigint | null;

export type ColumnKind = 'id' | 'ref' | 'text' | 'choice' | 'integer' | 'boolean' | 'minor' | 'currency' | 'day' | 'instant';

export type Column<T> = {
  readonly kind: ColumnKind;
  readonly sql: 'TEXT' | 'INTEGER';
  readonly optional: boolean;
  /** Validates and brands one value; null is legal only when optional. */
  readonly schema: z.ZodType<T>;
  /** The neutral value of a required column: synced tables have no NOT NULL without a default (an older peer may not send it). */
  readonly neutral: string | number;
  /** For forms: longest text, choices, the record a reference names. */
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly to?: string;
};

// Control characters but tab and line feed never belong in a name or a note; NUL also cuts a text short in other programs.
const controls = new RegExp('[\\u0000-\\u0008\\u000B-\\u001F\\u007F]');

export const id = <E extends string>(entity: E): Column<Id<E>> => ({
  kind: 'id',
  sql: 'TEXT',
  optional: false,
  neutral: '',
  to: entity,
  schema: z.string().min(1).max(64) as unknown as z.ZodType<Id<E>>,
});

export const ref = <E extends string>(entity: E): Column<Id<E>> => ({ ...id(entity), kind: 'ref' });

export const text = (options: { readonly max: number; readonly min?: number } = { max: 200 }): Column<string> => ({
  kind: 'text',
  sql: 'TEXT',
  optional: false,
  neutral: '',
  max: options.max,
  schema: z
    .string()
    .min(options.min ?? 0)
    .max(options.max)
    .refine((value) => !controls.test(value), { error: 'control_character' }),
});

export const choice = <const C extends readonly [string, ...string[]]>(choices: C): Column<C[number]> => ({
  kind: 'choice',
  sql: 'TEXT',
  optional: false,
  neutral: choices[0],
  choices,
  schema: z.enum(choices),
});

export const integer = (options: { readonly min: number; readonly max: number }): Column<number> => ({
  kind: 'integer',
  sql: 'INTEGER',
  optional: false,
  neutral: Math.max(0, options.min),
  schema: z.int().min(options.min).max(options.max),
});

export const boolean = (): Column<boolean> => ({ kind: 'boolean', sql: 'INTEGER', optional: false, neutral: 0, schema: z.boolean() });

/** Minor units of the row's currency column. */
export const minor = (): Column<bigint> => ({
  kind: 'minor',
  sql: 'INTEGER',
  optional: false,
  neutral: 0,
  schema: z.bigint().min(-largestMinor).max(largestMinor),
});

export const currencyCode = (): Column<Currency> => ({
  kind: 'currency',
  sql: 'TEXT',
  optional: false,
  neutral: '',
  max: 3,
  schema: z.custom<Currency>((value) => typeof value === 'string' && isCurrency(value), { error: 'currency' }),
});

export const dayColumn = (): Column<Day> => ({
  kind: 'day',
  sql: 'TEXT',
  optional: false,
  neutral: '',
  schema: z.custom<Day>((value) => typeof value === 'string' && parseDay(value) !== null, { error: 'day' }),
});

export const instantColumn = (): Column<Instant> => ({
  kind: 'instant',
  sql: 'INTEGER',
  optional: false,
  neutral: 0,
  schema: z.int() as unknown as z.ZodType<Instant>,
});

/** The same column, where "not known" is a value of its own. */
export const optional = <T>(column: Column<T>): Column<T | null> => ({ ...column, optional: true, schema: column.schema.nullable() });

/** A value as SQLite stores it. */
export const toSql = (value: unknown): SqlValue => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  throw new Error(`no SQL value: ${typeof value}`);
};

/** A stored value as the declared type; stored integers are within 2^53, so a plain number carries them exactly. */
export const fromSql = (column: Column<unknown>, stored: unknown): unknown => {
  if (stored === null) return null;
  if (column.kind === 'boolean') return Number(stored) === 1;
  if (column.kind === 'minor') return BigInt(stored as number | bigint);
  return stored;
};
