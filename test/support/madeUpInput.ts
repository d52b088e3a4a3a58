/** Input that an entry of the contract accepts by its shape, made up from its schema: for tests that go through all entries. */
import { z } from 'zod';

/** The few words of JSON Schema that the contract's inputs come down to. */
type Shape = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly items?: Shape;
};

/** An id that names nobody. */
export const nobody = '0190aaaa-0000-7000-8000-000000000000';

/** A word, a number, an id: the first that fits the pattern of a text. */
const plainest = ['x', '1', nobody] as const;

const sample = (name: string, shape: Shape): unknown => {
  const choices = shape.anyOf ?? shape.oneOf;
  if (shape.const !== undefined) return shape.const;
  if (shape.enum !== undefined) return shape.enum[0];
  if (choices !== undefined) return choices.some(({ type }) => type === 'null') ? null : sample(name, choices[0] ?? {});
  switch (shape.type) {
    case 'object':
      return Object.fromEntries((shape.required ?? []).map((key) => [key, sample(key, shape.properties?.[key] ?? {})]));
    case 'array':
      return Array.from({ length: shape.minItems ?? 0 }, () => sample(name, shape.items ?? {}));
    case 'string':
      return plainest.find((text) => shape.pattern === undefined || new RegExp(shape.pattern, 'u').test(text)) ?? 'x';
    case 'integer':
    case 'number':
      return Math.max(0, shape.minimum ?? 0);
    case 'boolean':
      return false;
    default:
      // Days, currencies and amounts have no JSON type of their own: their names tell them apart.
      return name === 'minor' ? 1n : /currency$/iu.test(name) ? 'NOK' : '2026-11-21';
  }
};

/** The required fields only, each with the plainest value. */
export const madeUpInput = (input: z.ZodType): unknown =>
  sample('', z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Shape);
