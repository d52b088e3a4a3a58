/** A page worked by the keyboard alone: ways to reach what a person would reach with Tab, and a count that shows no pointer was used. */
import type { Page } from 'playwright-core';

type WindowWithPointer = { pointerUsed?: number };

/** Counts from the next page load on whatever a mouse, a pen or a finger does. */
export const countPointer = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const counted = globalThis as WindowWithPointer;
    counted.pointerUsed = 0;
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
      addEventListener(type, () => (counted.pointerUsed = (counted.pointerUsed ?? 0) + 1), { capture: true, passive: true });
  });
  await page.reload();
  await page.locator('main h1').waitFor();
};

export const pointerUsed = async (page: Page): Promise<number | undefined> =>
  page.evaluate(() => (globalThis as WindowWithPointer).pointerUsed);

/** What the element in focus is called: its label, else its text. */
export const focusedName = async (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return '';
    const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null;
    const label = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent;
    return label.replaceAll(/\s+/gu, ' ').trim();
  });

/** The focus must be seen where it goes: in sight, with nothing lying over it. */
const hiddenFocus = async (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const { left, top, width, height } = element.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 12));
    const isSeen = over !== null && (element.contains(over) || over.contains(element) || over.closest('label')?.contains(element) === true);
    return isSeen ? null : element.outerHTML.slice(0, 200);
  });

/** Presses Tab (or Shift+Tab) until the element of this name has the focus; fails where it cannot be reached, or the focus goes out of sight. */
export const tabTo = async (page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  const passed: string[] = [];
  for (let steps = 0; steps < 160; steps += 1) {
    const now = await focusedName(page);
    if (typeof name === 'string' ? now === name : name.test(now)) return;
    passed.push(now);
    await page.keyboard.press(key);
    const hidden = await hiddenFocus(page);
    if (hidden !== null) throw new Error(`the focus is out of sight: ${hidden}`);
  }
  throw new Error(`the keyboard does not reach ${String(name)}; it passes ${passed.slice(-40).join(' | ')}`);
};

/** Reaches the element of this name and presses Enter on it. */
export const pressOn = async (page: Page, name: string | RegExp): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};

/** Opens the palette, types, waits for the answer and runs the first hit. */
export const runFromPalette = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.locator('dialog.palette input:focus').waitFor();
  await page.keyboard.type(text);
  await page.locator('dialog.palette [role=status]:not(:empty)').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('dialog.palette').waitFor({ state: 'detached' });
};
