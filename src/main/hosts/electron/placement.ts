/** Where a window opens: where it was, if that can still be seen, else in the middle of a display that is there. */

export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const smallest = { width: 800, height: 560 } as const;
export const usual = { width: 1440, height: 900 } as const;

/** How much of a window's top must be on one display for a person to take hold of it, in pixels. */
const grip = { width: 160, height: 32 } as const;
/** How far a further window stands from the one before it, in pixels. */
const step = 28;

const overlap = (a: Rect, b: Rect): { readonly width: number; readonly height: number } => ({
  width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)),
  height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)),
});

const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), Math.max(least, most));

const centred = (area: Rect): Rect => {
  const width = Math.min(usual.width, area.width);
  const height = Math.min(usual.height, area.height);
  return { x: area.x + Math.floor((area.width - width) / 2), y: area.y + Math.floor((area.height - height) / 2), width, height };
};

/**
 * The bounds for a window. `areas` are the work areas of the displays, the first one the main display; there is always one.
 * A window whose top can be taken hold of stays where it was, not larger than its display; any other one is brought back.
 */
export const placeWindow = (saved: Rect | null, areas: readonly [Rect, ...Rect[]]): Rect => {
  const [main] = areas;
  if (saved === null || ![saved.x, saved.y, saved.width, saved.height].every((part) => Number.isFinite(part))) return centred(main);
  const top = { ...saved, width: Math.max(saved.width, smallest.width), height: grip.height };
  const home = areas.find((area) => {
    const seen = overlap(top, area);
    return seen.width >= grip.width && seen.height >= grip.height;
  });
  if (home === undefined) return centred(main);
  const width = within(Math.round(saved.width), smallest.width, home.width);
  const height = within(Math.round(saved.height), smallest.height, home.height);
  // One that was made narrower may have been held by the end that it lost.
  const x = within(Math.round(saved.x), home.x - width + grip.width, home.x + home.width - grip.width);
  return { x, y: Math.round(saved.y), width, height };
};

/** The place of one window more: a step from the one before it, back to the corner where that would leave the display. */
export const placeBeside = (before: Rect, areas: readonly [Rect, ...Rect[]]): Rect => {
  const moved = { ...before, x: before.x + step, y: before.y + step };
  const fits = areas.some((area) => {
    const seen = overlap(moved, area);
    return seen.width === moved.width && seen.height === moved.height;
  });
  if (fits) return moved;
  const [main] = areas;
  return placeWindow({ ...before, x: main.x, y: main.y }, areas);
};
