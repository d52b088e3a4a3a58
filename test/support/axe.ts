/** What axe finds on a page, cheaply: its program is put into a page once, and asked again whenever the page looks different. */
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

// The very axe that its Playwright package brings along; that package itself puts it in anew for every question.
const fromPackage = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
const { source } = fromPackage('axe-core') as { readonly source: string };

type Found = { readonly id: string; readonly impact: string | null; readonly nodes: readonly { readonly html: string }[] };
type Answer = { readonly violations: readonly Found[]; readonly passes: readonly unknown[] };
type WindowWithAxe = { axe?: { readonly run: (context: string, options: object) => Promise<Answer> } };

/** All rules, or those alone that a change of colours can break. */
export type AxeRules = 'all' | 'colours';

export type AxeAnswer = {
  /** Serious and critical findings, each with what it was found on. */
  readonly serious: readonly string[];
  /** Rules that had something to look at and found it right. */
  readonly passed: number;
};

/** `part` is a selector of what is to be looked at; what stands around it is not asked about. */
export const askAxe = async (page: Page, rules: AxeRules = 'all', part = 'html'): Promise<AxeAnswer> => {
  const isThere = await page.evaluate(() => (globalThis as WindowWithAxe).axe !== undefined);
  if (!isThere) await page.evaluate(source);
  return page.evaluate(
    async ([wanted, within]) => {
      const { axe } = globalThis as WindowWithAxe;
      if (axe === undefined) throw new Error('axe is not in the page');
      const { violations, passes } = await axe.run(within, {
        resultTypes: ['violations'],
        iframes: false,
        ...(wanted === 'all' ? {} : { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }),
      });
      return {
        serious: violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`),
        passed: passes.length,
      };
    },
    [rules, part] as const,
  );
};
