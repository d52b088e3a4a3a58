/** JSON from outside: how deep it nests and how much it holds is known before any of it is built, so that what is refused costs one look at its text. */
import { err, ok, type Result } from './result.ts';

/** `deepest`: brackets within brackets. `most`: elements, fields and names of all that it holds. */
export type JsonBounds = { readonly deepest: number; readonly most: number };

const quote = 34;
const comma = 44;
const colon = 58;
const backslash = 92;

/** Whether a text nests and holds no more than that; it need not be JSON. */
export const isWithin = (json: string, { deepest, most }: JsonBounds): boolean => {
  let depth = 0;
  let held = 0;
  let isText = false;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (isText) {
      if (code === backslash) at += 1;
      else if (code === quote) isText = false;
      continue;
    }
    if (code === quote) isText = true;
    // `[` and `{`, which differ from their ends by two.
    else if (code === 91 || code === 123) {
      depth += 1;
      held += 1;
      if (depth > deepest) return false;
    } else if (code === 93 || code === 125) depth -= 1;
    else if (code === comma || code === colon) held += 1;
    if (held > most) return false;
  }
  return true;
};

/** The value of a text that is JSON within these bounds. */
export const readJson = (json: string, bounds: JsonBounds): Result<unknown, null> => {
  if (!isWithin(json, bounds)) return err(null);
  try {
    return ok(JSON.parse(json) as unknown);
  } catch {
    return err(null);
  }
};
