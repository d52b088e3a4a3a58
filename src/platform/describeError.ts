/** An error as a log may keep it: what kind it is and where it broke, without its message, which may carry what somebody wrote. */

const frameShape = /^\s*at (?:(?<where>[^(]*) \()?(?<path>[^()]*?)(?<position>:\d+:\d+)\)?$/u;

const frameOf = (line: string): string | null => {
  const groups = frameShape.exec(line)?.groups;
  if (groups === undefined) return null;
  // Paths name folders, and folders name people.
  const file = (groups['path'] ?? '').split(/[/\\]/u).at(-1) ?? '';
  return `${groups['where'] ?? ''} ${file}${groups['position'] ?? ''}`.trim();
};

/** `TypeError ERR_X at run store.js:1:20 < write writeTx.js:4:2`; what is no error is named by its type alone. */
export const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' && /^[A-Z_\d]{1,40}$/u.test(error.code) ? ` ${error.code}` : '';
  const frames = (error.stack ?? '').split('\n').flatMap((line) => frameOf(line) ?? []);
  return `${error.name.replaceAll(/\W/gu, '').slice(0, 40)}${code}${frames.length === 0 ? '' : ` at ${frames.slice(0, 8).join(' < ')}`}`;
};
