/** What somebody works with, as the first run asks it: the functions it stands for, the page it starts on, the team it logs for. */
import type { TeamFunction } from './schema.ts';

export const setupRoles = ['sales', 'marketing', 'both', 'management'] as const;
export type SetupRole = (typeof setupRoles)[number];

/** The functions of the roles that are given to the first person; "both" holds two at once. */
export const functionsOfRole = (role: SetupRole): readonly [TeamFunction, ...TeamFunction[]] =>
  role === 'both' ? ['sales', 'marketing'] : [role];

/** Where a window opens: sellers at their deals, marketing at the companies that both teams know; who looks after both, at the figures of both. */
export const homeOf = (functions: readonly TeamFunction[]): 'cockpit' | 'pipeline' | 'accounts' => {
  const [only] = functions;
  if (functions.length !== 1 || only === undefined || only === 'management') return 'cockpit';
  return only === 'sales' ? 'pipeline' : 'accounts';
};

/** The team in whose name a line is logged unless it says another: marketing's own people log as marketing, everybody else as sales. */
export const logTeamOf = (functions: readonly TeamFunction[]): 'sales' | 'marketing' =>
  functions.includes('marketing') && !functions.includes('sales') ? 'marketing' : 'sales';
