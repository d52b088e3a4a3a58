/** The end of every switch over a union: a new member makes the build fail here. */

export const exhaustive = (value: never): never => {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
};
