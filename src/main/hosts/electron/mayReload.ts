/** When a window that broke is loaded again by itself, and when it is not. */

/** Breaks of one window within `span` ms after which it is not loaded again by itself. */
const mostBreaks = 3;
const span = 60_000;

/** Whether to try once more, given when a window broke before; ends a circle of loading and breaking. */
export const mayReload = (earlier: readonly number[], now: number): boolean => earlier.filter((at) => now - at < span).length < mostBreaks;
