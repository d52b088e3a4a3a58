/** Results as values: what may be expected to happen is returned, what is a bug is thrown. */

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly error: E };
export type Result<T, E> = Ok<T> | Err<E>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const err = <E>(error: E): Err<E> => ({ ok: false, error });

/** The end of every switch over a union: a new member makes the build fail here. */
export const exhaustive = (value: never): never => {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
};
