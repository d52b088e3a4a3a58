/** Pieces that many contract inputs share: ids, days, texts, money and windows of a list. */
import { z } from 'zod';
import type { Id } from './brand.ts';
import { type Column, currencyCode, dayColumn, minor, text } from './column.ts';

/** An id as callers send it. */
export const anId = <E extends string>(): z.ZodType<Id<E>> =>
  z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/) as unknown as z.ZodType<Id<E>>;

export const aDay = dayColumn().schema;
export const aCurrency = currencyCode().schema;
export const someMoney = z.strictObject({ minor: minor().schema, currency: aCurrency });
export const aText = (max: number) => text({ max, min: 1 }).schema;
export const anOptionalText = (max: number) => text({ max }).schema.nullable();
/** A text for a column that may be empty in what came from elsewhere, where a person has to write something. */
export const aTextFor = ({ max = 0 }: Column<unknown>) => aText(max);

/** Facts are about what has happened. */
export type DayInFuture = { readonly type: 'DayInFuture' };
export type PeriodBackwards = { readonly type: 'PeriodBackwards' };

/** Rows a window may ask for. */
export const windowSize = 200;
/** The position after which a window starts, as the previous answer gave it; opaque to callers. */
export type CursorInvalid = { readonly type: 'CursorInvalid' };
export const aCursor = z.string().max(1_000).nullable().default(null);
export const aLimit = z.int().min(1).max(windowSize).default(windowSize);

/** A page of a list: `next` is null at the end. */
export type Window<Row> = { readonly rows: readonly Row[]; readonly next: string | null; readonly count: number };

/** When something happened, for commands that may be written down later: null means now. */
export const happenedOn = aDay.nullable().default(null);
