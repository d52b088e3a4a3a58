/** The places of the window: each is registered once, with keys and with kinds of records that no other wants. */
import { describe, expect, expectTypeOf, it } from 'vitest';
import { checkedPlaces, foundKindsOf, type Places } from '../../../src/renderer/app/place.ts';
import { railPlaces } from '../../../src/renderer/app/placeNames.ts';
import { places } from '../../../src/renderer/places.ts';
import { actions } from '../../../src/shared/admin/policy.ts';
import { searchKinds } from '../../../src/shared/pipeline/searchSchema.ts';

it('the rail shows every place but the first questions, in its order, each with its keys', () => {
  expect(railPlaces.map((name) => `${places[name].keys.join(' ')} ${name}`)).toEqual([
    'g h cockpit',
    'g p pipeline',
    'g a accounts',
    'g r reports',
    'g i import',
    'g l history',
    'g t trash',
    'g y sync',
    'g s settings',
  ]);
  expect(Object.keys(places).toSorted()).toEqual([...railPlaces, 'start'].toSorted());
});

it('each stands under its own name, and asks for a right that the policy knows', () => {
  for (const [name, place] of Object.entries(places)) expect(place.name).toBe(name);
  const asked = railPlaces.flatMap((name) =>
    places[name].allow === undefined ? [] : [places[name].allow.action, ...places[name].allow.or],
  );
  expect(asked.filter((action) => !actions.some((known) => known === action))).toEqual([]);
  expectTypeOf<Places['trash']>().not.toExtend<Places['sync']>();
  expectTypeOf<Omit<Places, 'trash'>>().not.toExtend<Places>();
});

it('everything that the search finds is shown by one place', () => {
  expect(Object.keys(foundKindsOf(places)).toSorted()).toEqual([...searchKinds].toSorted());
});

describe('refused in words', () => {
  it('two places with the same keys', () => {
    expect(() => checkedPlaces({ ...places, trash: { ...places.trash, keys: ['g', 'y'] } })).toThrow('two places have the keys g y');
    expect(() => checkedPlaces({ ...places, trash: { ...places.trash, alias: ['Mod+,'] } })).toThrow('two places have the keys Mod+,');
  });

  it('two places that show what the search finds of one kind', () => {
    const { finds = {} } = places.pipeline;
    expect(() => checkedPlaces({ ...places, sync: { ...places.sync, finds } })).toThrow('two places show what the search finds of deal');
  });
});
