/** Which browser the tests take: the one that npm brings, so that no result depends on what a machine has, unless another is asked for by name. */

/** As the product reads it from `CHROME_PATH`. `SAMSPILL_TEST_CHROMIUM` names a path, or `machine` for the first that the machine has. */
export const browserOfTests = (env: Readonly<Record<string, string | undefined>>): string => {
  const named = env['SAMSPILL_TEST_CHROMIUM'] ?? '';
  if (named === 'machine') return '';
  return named === '' ? 'pinned' : named;
};
