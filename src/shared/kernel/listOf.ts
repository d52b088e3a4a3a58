/** Lists from outside whose first wrong element ends their reading: a validator that looks for all of them makes something of each. */
import { z } from 'zod';

type Bounds = { readonly least?: number; readonly most: number };

/** A list of at least `least` and at most `most`; how many there are is asked before any is looked at. */
export const listOf = <T extends z.ZodType>(item: T, { least = 0, most }: Bounds) =>
  z
    .array(z.unknown())
    .min(least)
    .max(most)
    .transform((all, context): z.output<T>[] => {
      const read: z.output<T>[] = [];
      for (const each of all) {
        const one = item.safeParse(each);
        if (!one.success) {
          context.addIssue({ code: 'custom', message: 'element', path: [read.length] });
          return z.NEVER;
        }
        read.push(one.data);
      }
      return read;
    });
