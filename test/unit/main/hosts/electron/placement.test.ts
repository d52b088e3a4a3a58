/** Where windows open: where they were as long as somebody can take hold of them there, else on a display that exists. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeBeside, placeWindow, type Rect, smallest, usual } from '../../../../../src/main/hosts/electron/placement.ts';

const main: Rect = { x: 0, y: 25, width: 1920, height: 1055 };
const right: Rect = { x: 1920, y: 0, width: 2560, height: 1440 };
const left: Rect = { x: -1280, y: 0, width: 1280, height: 1024 };

test('a first window stands in the middle of the main display', () => {
  expect(placeWindow(null, [main, right])).toEqual({ x: 240, y: 102, ...usual });
  expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 700 }])).toEqual({ x: 0, y: 0, width: 1024, height: 700 });
});

test('a window comes back where it was, on any display', () => {
  const onRight = { x: 2000, y: 100, width: 1400, height: 900 };
  expect(placeWindow(onRight, [main, right])).toEqual(onRight);
  const onLeft = { x: -1200, y: 40, width: 1000, height: 800 };
  expect(placeWindow(onLeft, [main, left])).toEqual(onLeft);
});

test('a window on a display that was unplugged comes to the main one', () => {
  expect(placeWindow({ x: 2000, y: 100, width: 1400, height: 900 }, [main])).toEqual(placeWindow(null, [main]));
  expect(placeWindow({ x: -1200, y: 40, width: 1000, height: 800 }, [main, right])).toEqual(placeWindow(null, [main]));
});

test('a window whose top is above or beside every display is brought back; one half outside stays', () => {
  for (const lost of [
    { x: 100, y: -400, width: 1200, height: 800 },
    { x: 1900, y: 100, width: 1200, height: 800 },
    { x: 100, y: 1070, width: 1200, height: 800 },
    { x: Number.NaN, y: 0, width: 1200, height: 800 },
  ])
    expect(placeWindow(lost, [main])).toEqual(placeWindow(null, [main]));
  const half = { x: 1400, y: 500, width: 1200, height: 800 };
  expect(placeWindow(half, [main])).toEqual(half);
});

test('a window is never larger than its display, nor smaller than its smallest', () => {
  expect(placeWindow({ x: 0, y: 25, width: 5000, height: 3000 }, [main])).toEqual(main);
  expect(placeWindow({ x: 10, y: 30, width: 200, height: 100 }, [main])).toMatchObject(smallest);
});

test('one more window stands a step beside the one in front, and in the corner where that would leave the display', () => {
  expect(placeBeside({ x: 100, y: 100, width: 1000, height: 700 }, [main])).toEqual({ x: 128, y: 128, width: 1000, height: 700 });
  expect(placeBeside({ x: 910, y: 375, width: 1000, height: 700 }, [main])).toEqual({ x: 0, y: 25, width: 1000, height: 700 });
});

test('whatever was saved, the top of the window can be taken hold of on some display', () => {
  const part = fc.integer({ min: -6000, max: 6000 });
  const size = fc.integer({ min: 1, max: 6000 });
  const saved = fc.record({ x: part, y: part, width: size, height: size });
  const area = fc.record({
    x: part,
    y: part,
    width: fc.integer({ min: smallest.width, max: 5000 }),
    height: fc.integer({ min: smallest.height, max: 3000 }),
  });
  fc.assert(
    fc.property(saved, area, fc.array(area, { maxLength: 3 }), (before, first, others) => {
      const placed = placeWindow(before, [first, ...others]);
      const isHeld = [first, ...others].some((home) => {
        const width = Math.min(placed.x + placed.width, home.x + home.width) - Math.max(placed.x, home.x);
        return width >= 160 && placed.y >= home.y - 32 && placed.y + 32 <= home.y + home.height + 32;
      });
      expect(isHeld).toBe(true);
    }),
  );
});
