/** Branded primitives: an id of a deal is not an id of an account, a day is not any string. */

declare const brandOf: unique symbol;

export type Brand<T, B extends string> = T & { readonly [brandOf]: B };

/** UUIDv7 as text; `Entity` is the PascalCase name of the record it names. */
export type Id<Entity extends string> = Brand<string, `Id:${Entity}`>;

/** Any record id, where the kind of record does not matter (history, references). */
export type AnyId = string;
