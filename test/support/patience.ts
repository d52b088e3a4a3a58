/** How long tests wait: only to bound a hang, on a machine ten times busier than a quiet one. What comes is waited for by its own sign. */

/** For one thing that should come: an element, an answer, a value that is asked for again and again. */
export const patience = 180_000;

/** For a whole test, and for what goes before and after it. */
export const testPatience = 900_000;
