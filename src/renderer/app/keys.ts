/** Keys as people press and read them: matching an event against `g p` or `Mod+Shift+z`, and what is printed on the key. */

/** What a pressed key is matched by; a part of the browser's own event. */
export type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** One stroke: `Mod+` is Ctrl, or Cmd on a Mac. The last part is compared with `event.key`, so that every keyboard layout is right. */
export const isStroke = (event: PressedKey, stroke: string): boolean => {
  // AltGr arrives as Ctrl+Alt on Windows: whatever is typed with it is text, never a command.
  if (event.altKey) return false;
  const parts = stroke.split('+');
  const key = stroke.endsWith('++') ? '+' : (parts.at(-1) ?? '');
  const wantsMod = parts.length > 1 && parts[0] === 'Mod';
  if (wantsMod !== (event.ctrlKey || event.metaKey)) return false;
  if (!wantsMod) return event.key === key;
  return event.key.toLowerCase() === key.toLowerCase() && event.shiftKey === parts.includes('Shift');
};

const isMac = (): boolean => /mac/i.test(navigator.platform);

const printed: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ' ': '␣',
};
const printedOnMac: Readonly<Record<string, string>> = { ...printed, Mod: '⌘', Shift: '⇧' };

/** A stroke as the sheet and the tooltips show it; a letter alone as it is typed, a letter held with others as it stands on its key. */
export const keyText = (stroke: string, mac = isMac()): string => {
  const parts = stroke.split('+');
  const names = mac ? printedOnMac : printed;
  return parts.map((part) => names[part] ?? (parts.length > 1 && part.length === 1 ? part.toUpperCase() : part)).join(mac ? '' : '+');
};

/**
 * Whether a stroke can be typed on Nordic keyboards without AltGr or a dead key: no Alt, no bracket, backslash, backtick, and `/` only beside
 * another way. (There `/` is Shift+7.)
 */
export const isSafeStroke = (stroke: string): boolean => !/Alt|[[\]\\`´^~{}|@$]/u.test(stroke) && stroke !== '/';
