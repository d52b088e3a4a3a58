/** Columns, each declared once: its SQL type, its validation, the TypeScript type of its value and how a form shows it. */
import { z } from 'zod';
import { type Day, firstInstant, type Instant, isReadableDay, lastInstant } from './day.ts';
import type { Id } from './brand.ts';
import { exhaustive } from './result.ts';
import { readJson } from './boundedJson.ts';
import { type Currency, isCurrency, largestMinor } from './money.ts';

/** What SQLite stores. Booleans are 0 and 1; money is a 64-bit integer of minor units. */
export type SqlValue = string | number | bigint | null;

export type ColumnKind = 'id' | 'ref' | 'text' | 'json' | 'choice' | 'integer' | 'boolean' | 'minor' | 'currency' | 'day' | 'instant';

export type Column<T> = {
  readonly kind: ColumnKind;
  readonly sql: 'TEXT' | 'INTEGER';
  readonly optional: boolean;
  /** Validates and brands one value; null is legal only when optional. */
  readonly schema: z.ZodType<T>;
  /** The neutral value of a required column: synced tables have no NOT NULL without a default (an older peer may not send it). */
  readonly neutral: string | number;
  /** Longest text in UTF-16 units, or the largest integer; shortest, or smallest. */
  readonly max?: number;
  readonly min?: number;
  readonly choices?: readonly string[];
  /** Of an integer: what it counts, where that is not things. */
  readonly unit?: 'basisPoints';
  /** The entity that an id is of, or a reference names. */
  readonly to?: string;
  /** Of minor units: the column of the same row that says in which currency they are. The two are one amount. */
  readonly currency?: string;
  /** Of a JSON text: what it must hold. */
  readonly holds?: z.ZodType;
  /** Of a text that is read as more than a text: whether it can be. What a form asks of it besides has words of its own. */
  readonly says?: (text: string) => boolean;
  /** Of a JSON text: whether an empty text says that there is nothing. */
  readonly orEmpty?: true;
  /** Of a column that people fill in. */
  readonly field?: Field;
};

/**
 * What follows for a column that people fill in: it stands in the forms and views of its record, in the order of the declaration, under the word
 * `fields.<table>.<column>`; an edit may change it.
 */
export type Field = {
  /** What it is called in other systems, in the four languages, the telling names first. With them it is imported and exported. */
  readonly heads?: readonly string[];
  /** Records are found by it. */
  readonly searchable?: true;
  /** What a text holds, for the keys that a small keyboard shows; a telephone number is found without its blanks too. */
  readonly holdsA?: 'email' | 'phone';
  /** Of a whole number: it is the name of a year, and never grouped like an amount. */
  readonly isYear?: true;
  /** Characters of its column in an exported file. */
  readonly width?: number;
};

// Control characters but tab and line feed never belong in a name or a note; NUL also cuts a text short in other programs.
const controls = new RegExp('[\\u0000-\\u0008\\u000B-\\u001F\\u007F]');

// An id is a key in every database that holds it: no control character, which not all of them can keep.
const idShape = /^[^\u0000-\u001f\u007f]{1,64}$/u;

export const id = <E extends string>(entity: E): Column<Id<E>> => ({
  kind: 'id',
  sql: 'TEXT',
  optional: false,
  neutral: '',
  to: entity,
  schema: z.string().regex(idShape) as unknown as z.ZodType<Id<E>>,
});

export const ref = <E extends string>(entity: E): Column<Id<E>> => ({ ...id(entity), kind: 'ref' });

type TextOptions = { readonly max: number; readonly min?: number; readonly says?: (text: string) => boolean };

export const text = (options: TextOptions = { max: 200 }): Column<string> => ({
  kind: 'text',
  sql: 'TEXT',
  optional: false,
  neutral: '',
  max: options.max,
  min: options.min ?? 0,
  ...(options.says === undefined ? {} : { says: options.says }),
  schema: z
    .string()
    .min(options.min ?? 0)
    .max(options.max)
    .refine((value) => !controls.test(value), { error: 'control_character' }),
});

/** A JSON text: `holds` says what must be in it; what reads it may trust the shape. `orEmpty`: an empty text stands for nothing. */
export const json = (holds: z.ZodType, options: { readonly max: number; readonly orEmpty?: true }): Column<string> => ({
  kind: 'json',
  sql: 'TEXT',
  optional: false,
  neutral: '',
  max: options.max,
  holds,
  ...(options.orEmpty === undefined ? {} : { orEmpty: options.orEmpty }),
  schema: z
    .string()
    .max(options.max)
    .refine((value) => (value === '' && options.orEmpty === true) || isJsonOf(holds, value), { error: 'json' }),
});

export const choice = <const C extends readonly [string, ...string[]]>(choices: C): Column<C[number]> => ({
  kind: 'choice',
  sql: 'TEXT',
  optional: false,
  neutral: choices[0],
  choices,
  schema: z.enum(choices),
});

export const integer = (options: { readonly min: number; readonly max: number; readonly unit?: 'basisPoints' }): Column<number> => ({
  kind: 'integer',
  sql: 'INTEGER',
  optional: false,
  neutral: Math.max(0, options.min),
  min: options.min,
  max: options.max,
  ...(options.unit === undefined ? {} : { unit: options.unit }),
  schema: z.int().min(options.min).max(options.max),
});

export const boolean = (): Column<boolean> => ({ kind: 'boolean', sql: 'INTEGER', optional: false, neutral: 0, schema: z.boolean() });

/** Minor units; `currency` names the column of the same row that says of what. */
export const minor = (currency = 'currency'): Column<bigint> => ({
  kind: 'minor',
  sql: 'INTEGER',
  optional: false,
  neutral: 0,
  currency,
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
  schema: z.custom<Day>((value) => typeof value === 'string' && isReadableDay(value), { error: 'day' }),
});

export const instantColumn = (): Column<Instant> => ({
  kind: 'instant',
  sql: 'INTEGER',
  optional: false,
  neutral: 0,
  schema: z.int().min(firstInstant).max(lastInstant) as unknown as z.ZodType<Instant>,
});

/** Deeper and more than any JSON that a column holds. */
const jsonCell = { deepest: 8, most: 50_000 } as const;

/** The shape and size of it are known before it is built: a validator makes something of every element that is wrong. */
const isJsonOf = (shape: z.ZodType, json: string): boolean => {
  const read = readJson(json, jsonCell);
  return read.ok && shape.safeParse(read.value).success;
};

/**
 * What a stored JSON text says, as the shape that its column holds; null where it holds nothing, or what cannot be read: a hub may have numbered it
 * before it was asked.
 */
export const readCell = <T>(column: Column<unknown>, json: string | null): T | null =>
  json === null || !fits(column, json) || json === '' ? null : (JSON.parse(json) as T);

/** The same column, where "not known" is a value of its own. */
export const optional = <T>(column: Column<T>): Column<T | null> => ({ ...column, optional: true, schema: column.schema.nullable() });

/** The same column, as one that people fill in. */
export const field = <T, F extends Field>(column: Column<T>, facets: F): Column<T> & { readonly field: F } => ({
  ...column,
  field: facets,
});

/** What of a text a column can hold. */
export const cut = ({ max = 0 }: Column<unknown>, text: string): string => text.slice(0, max);

/** A value as SQLite stores it. */
export const toSql = (value: unknown): SqlValue => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  throw new Error(`no SQL value: ${typeof value}`);
};

const isIntegerIn = (value: SqlValue, min: number, max: number): boolean =>
  (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) ||
  (typeof value === 'bigint' && value >= BigInt(min) && value <= BigInt(max));

/**
 * Whether a column can hold a value, given as it is stored: the one question that a command's row, a row that a hub is asked to number, and a form
 * all ask. Without zod, because an import asks it a million times.
 */
export const fits = (column: Column<unknown>, value: SqlValue): boolean => {
  if (value === null) return column.optional;
  switch (column.kind) {
    case 'id':
    case 'ref':
      return typeof value === 'string' && idShape.test(value);
    case 'text':
      return (
        typeof value === 'string' &&
        value.length >= (column.min ?? 0) &&
        value.length <= (column.max ?? 0) &&
        !controls.test(value) &&
        column.says?.(value) !== false
      );
    case 'json':
      return (
        typeof value === 'string' &&
        value.length <= (column.max ?? 0) &&
        ((value === '' && column.orEmpty === true) || (column.holds !== undefined && isJsonOf(column.holds, value)))
      );
    case 'choice':
      return typeof value === 'string' && column.choices?.includes(value) === true;
    case 'currency':
      return typeof value === 'string' && isCurrency(value);
    case 'day':
      return typeof value === 'string' && isReadableDay(value);
    case 'integer':
      return isIntegerIn(value, column.min ?? Number.MIN_SAFE_INTEGER, column.max ?? Number.MAX_SAFE_INTEGER);
    case 'boolean':
      return value === 0 || value === 1;
    case 'minor':
      return isIntegerIn(value, -Number(largestMinor), Number(largestMinor));
    case 'instant':
      return isIntegerIn(value, firstInstant, lastInstant);
    default:
      return exhaustive(column.kind);
  }
};

/**
 * Whether a row can keep a value at all, however odd it is: what a hub has numbered must give the same rows in every store, also where `fits` has
 * become stricter since. A choice that this version does not know waits for one that does.
 */
export const holds = (column: Column<unknown>, value: SqlValue): boolean => {
  if (value === null) return column.optional;
  if (column.choices !== undefined) return typeof value === 'string' && column.choices.includes(value);
  return column.sql === 'INTEGER' ? isIntegerIn(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) : typeof value === 'string';
};

/** A stored value as the declared type; stored integers are within 2^53, so a plain number carries them exactly. */
export const fromSql = (column: Column<unknown>, stored: unknown): unknown => {
  if (stored === null) return null;
  if (column.kind === 'boolean') return Number(stored) === 1;
  if (column.kind === 'minor') return BigInt(stored as number | bigint);
  return stored;
};
