/** The search over everything that has a name. */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { can, output, query } from '../kernel/contract.ts';
import type { TextRange } from '../kernel/plainWords.ts';
import { type SearchKind, searchKinds } from './schema.ts';

/** Hits that one question may ask for. */
export const mostHits = 50;

/** A field of the record, by its column, that it was found by besides its title and subtitle. */
export type FoundIn = { readonly field: string; readonly text: string; readonly ranges: readonly TextRange[] };

export type SearchHit = {
  readonly kind: SearchKind;
  readonly id: string;
  readonly title: string;
  /** What tells two of the same name apart: the account of a deal or contact, the place of an account, an address. */
  readonly subtitle: string | null;
  /** The account that a deal or contact belongs to. */
  readonly accountId: Id<'Account'> | null;
  /** Of a deal: where it stands. */
  readonly status: 'open' | 'won' | 'lost' | null;
  /** What else holds typed words that neither title nor subtitle shows; none where these two show them all. */
  readonly found: readonly FoundIn[];
  /** Where the typed words stand, for setting them off: never markup. */
  readonly ranges: { readonly title: readonly TextRange[]; readonly subtitle: readonly TextRange[] };
};

/** The words are in `search_entry`; what a line shows of a record is in the tables of the record itself. */
const shownOfRecords = ['search_entry', ...searchKinds, 'deal_state', 'ownership'];

/**
 * Records whose words begin with the typed ones, best first: names that begin so, then names with a word that begins so, then what is known
 * beside the name; among equals what was typed letter by letter, then open deals and the actor's own, then the latest. A text of less than
 * two letters finds nothing but names of one letter; any text is allowed.
 */
export const find = query('search.find', {
  input: z.strictObject({
    text: z.string().max(20_000),
    kinds: z.array(z.enum(searchKinds)).min(1).max(searchKinds.length).nullable().default(null),
    limit: z.int().min(1).max(mostHits).default(20),
  }),
  output: output<readonly SearchHit[]>(),
  allow: can('account.read'),
  reads: shownOfRecords,
});

/** The same lines for records whose ids are known (those opened last), in the order given; what is gone is left out. */
export const findByIds = query('search.byIds', {
  input: z.strictObject({ ids: z.array(z.string().max(64)).max(mostHits) }),
  output: output<readonly SearchHit[]>(),
  allow: can('account.read'),
  reads: shownOfRecords,
});
