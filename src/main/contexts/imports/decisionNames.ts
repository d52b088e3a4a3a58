/** Checks that the names which decisions point at exist, once everything that the files bring is known. */
import { sectors } from '../../../shared/accounts/sectors.ts';
import { activityKinds } from '../../../shared/accounts/schema.ts';
import { nameKey } from '../../../shared/imports/cells.ts';
import { type Decision, type InvalidDecisions, problemKinds, type ProblemKindName, meantBy } from '../../../shared/imports/problems.ts';
import type { NamedKind } from './importState.ts';
import { lookUp, type Run } from './run.ts';

const namedBy: Readonly<Partial<Record<ProblemKindName, NamedKind>>> = {
  unknownAccount: 'accounts',
  unknownParent: 'accounts',
  accountMissing: 'accounts',
  contactWithoutAccount: 'accounts',
  activityWithoutAccount: 'accounts',
  unknownProduct: 'products',
  unknownPerson: 'people',
  activityWithoutAuthor: 'people',
  unknownContact: 'contacts',
};

const exists = (run: Run, kind: ProblemKindName, meant: string): boolean => {
  const named = namedBy[kind];
  if (named !== undefined) {
    // Which records are known depends on what the files need: a kind that was not loaded cannot be judged.
    return run.state.labels[named].size === 0 || lookUp(run, named, meant) !== null;
  }
  const key = nameKey(meant);
  if (kind === 'unknownSector') return sectors.some((sector) => nameKey(sector) === key);
  if (kind === 'unknownActivityKind') return activityKinds.some((known) => known === key);
  if (kind === 'stageCreated')
    return (
      run.state.stages.length === 0 ||
      [...run.state.stages, ...run.state.putAway].some((stage) => stage.seedKey === meant || nameKey(stage.name) === key)
    );
  return true;
};

/** Decisions given now whose `use:NAME` names nobody, by their place in the given list. */
export const unknownNames = (run: Run, decisions: readonly Decision[]): InvalidDecisions['issues'] =>
  decisions.flatMap(({ kind, choice }, index) => {
    const meant = meantBy(choice);
    if (meant === null || problemKinds[kind].use !== 'known' || exists(run, kind, meant)) return [];
    return [{ index, code: 'unknownTarget' as const, detail: meant }];
  });
