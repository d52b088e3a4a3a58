/** How a foreign file maps onto ours: which column is which field, what is constant, how it writes numbers and days. */
import { z } from 'zod';
import type { FieldKind, RecordField } from '../kernel/fields.ts';
import { isCurrency } from '../kernel/money.ts';
import { encodings } from '../kernel/spreadsheetText.ts';
import { longestHeader } from './csvRows.ts';
import { type ImportKind, importKinds, kindParts } from './kinds.ts';

/** The field that the records of a kind declare under that name; null for what only a file has. */
export const declaredField = (kind: ImportKind, field: string): RecordField | null =>
  kindParts(kind).declared.find(({ name }) => name === field) ?? null;

const readings: Readonly<Partial<Record<FieldKind, 'day' | 'amount' | 'whole'>>> = { day: 'day', money: 'amount', integer: 'whole' };

/** How a field is written, where that can be done in more than one way; null for texts. */
export const readingOf = (kind: ImportKind, field: string): 'day' | 'amount' | 'whole' | null => {
  const declared = declaredField(kind, field);
  if (declared !== null) return readings[declared.kind] ?? null;
  const { days, amounts } = kindParts(kind);
  return days.includes(field) ? 'day' : amounts.includes(field) ? 'amount' : null;
};

const column = z.string().min(1).max(longestHeader);
const dayOrder = z.enum(['dmy', 'mdy', 'ymd', 'excel', 'unknown']);
const decimalMark = z.enum([',', '.', 'unknown']);

/** A saved mapping, as JSON. Unknown keys are refused, so that a misspelt one is not silently ignored. */
export const mappingSchema = z
  .strictObject({
    kind: z.enum(importKinds),
    /** The system the file came from: keys are unique within it, decisions are remembered for it. */
    source: z.string().min(1).max(80),
    /** Field → column name. */
    columns: z.record(z.string(), column),
    /** Field → text that every row gets. */
    constants: z.record(z.string(), z.string().max(500)).optional(),
    /** Foreign stage name → our stage, by its name or seed key (`won`, `lost`, `proposal`). */
    stages: z.record(z.string(), z.string().min(1).max(80)).optional(),
    /** The stage that `engageDay` is about, where the file only names the stage a deal is in now. */
    engagedStage: z.string().min(1).max(80).optional(),
    currency: z.custom<string>((value) => typeof value === 'string' && isCurrency(value), { error: 'currency' }).optional(),
    /** Powers of ten that numbers of a field are written in: revenue in millions is 6. */
    powers: z.record(z.string(), z.int().min(0).max(12)).optional(),
    decimal: z.record(z.string(), decimalMark).optional(),
    dates: z.record(z.string(), dayOrder).optional(),
    /** Title of a deal whose file has none, of `{product}`, `{account}` and `{key}`; falls back to the key when a part is empty. */
    title: z.string().min(1).max(200).optional(),
    encoding: z.enum(encodings).optional(),
  })
  .superRefine((mapping, context) => {
    const known: readonly string[] = kindParts(mapping.kind).fields;
    const checkFields = (part: 'columns' | 'constants' | 'powers' | 'decimal' | 'dates'): void => {
      for (const field of Object.keys(mapping[part] ?? {})) {
        if (!known.includes(field)) context.addIssue({ code: 'custom', path: [part, field], message: 'unknownField' });
      }
    };
    for (const part of ['columns', 'constants', 'powers', 'decimal', 'dates'] as const) checkFields(part);
    for (const field of kindParts(mapping.kind).needs) {
      if (mapping.columns[field] === undefined && mapping.constants?.[field] === undefined) {
        context.addIssue({ code: 'custom', path: ['columns', field], message: 'fieldNeeded' });
      }
    }
  });
export type Mapping = z.output<typeof mappingSchema>;

export type InvalidMapping = {
  readonly type: 'InvalidMapping';
  readonly issues: readonly { readonly path: string; readonly code: string }[];
};

/** Known stages of other systems, with the probability a new stage of that name gets (basis points); others get 2,000. */
export const stageProbabilities: Readonly<Record<string, number>> = {
  prospecting: 1000,
  prospect: 1000,
  new: 1000,
  ny: 1000,
  qualification: 2000,
  qualified: 2000,
  discovery: 2500,
  'needs analysis': 3000,
  engaging: 4000,
  engaged: 4000,
  demo: 4000,
  meeting: 4000,
  proposal: 5000,
  quote: 5000,
  tilbud: 5000,
  offert: 5000,
  negotiation: 7500,
  forhandling: 7500,
  förhandling: 7500,
  contract: 9000,
  kontrakt: 9000,
  avtal: 9000,
};
export const defaultStageProbability = 2000;

/** What systems call a closed deal, in the four languages. */
export const wonWords: readonly string[] = [
  'won',
  'closed won',
  'closedwon',
  'vunnet',
  'vunnen',
  'vundet',
  'lukket vunnet',
  'solgt',
  'såld',
];
export const lostWords: readonly string[] = ['lost', 'closed lost', 'closedlost', 'tapt', 'tabt', 'förlorad', 'lukket tapt', 'förlorat'];
