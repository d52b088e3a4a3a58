/** Lists that are put together from what several places declare: what two of them declare is refused in words, when the program starts. */

/** The items by their keys, in their order; `refusal` says what is wrong where two have the same key. */
export const unlike = <T>(items: readonly T[], keyOf: (item: T) => string, refusal: (key: string) => string): ReadonlyMap<string, T> => {
  const found = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (found.has(key)) throw new Error(refusal(key));
    found.set(key, item);
  }
  return found;
};

/** All of them as one. */
export type Joined<Parts extends readonly object[]> = Parts extends readonly [infer First, ...infer Rest extends readonly object[]]
  ? First & Joined<Rest>
  : unknown;

/** One record of what several declare, each under keys of its own, in their order; `what` a key is of, where two declare it. */
export const joined = <const Parts extends readonly Readonly<Record<string, unknown>>[]>(what: string, ...parts: Parts): Joined<Parts> =>
  Object.fromEntries(
    unlike(
      parts.flatMap((part) => Object.entries(part)),
      ([key]) => key,
      (key) => `${what} ${key} is declared twice`,
    ).values(),
  ) as Joined<Parts>;
