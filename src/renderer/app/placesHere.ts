/** The places that this person can go to: one whose page would only refuse is in no list of places, no key leads there, and nothing points to it. */
import { useMemo } from 'react';
import { workspace as workspaceQuery } from '../../shared/admin/contract.ts';
import type { Action } from '../../shared/admin/policy.ts';
import { look } from '../../shared/imports/wizardContract.ts';
import { useQuery } from './calls.ts';
import { reachHere } from './may.ts';
import { places, type RailPlace } from './routes.ts';

/** What a place is there for, where not everybody may do it: the action that its page asks for. */
const asks: Readonly<Partial<Record<RailPlace, Action>>> = { import: look.allow.action as Action, sync: 'history.read' };

/** Until it is known who one is, a place that asks for something is not shown. */
export const usePlacesHere = (): readonly RailPlace[] => {
  const { data } = useQuery(workspaceQuery, {});
  return useMemo(
    () =>
      places.filter((place) => {
        const action = asks[place];
        return action === undefined || (data !== undefined && reachHere(data, action) !== 'none');
      }),
    [data],
  );
};
