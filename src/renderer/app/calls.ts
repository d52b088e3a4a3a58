/** `useQuery` and `useCommand`: contract entries as React hooks, refreshed by the store's own change signals. */
import { QueryClient, keepPreviousData, useInfiniteQuery, useMutation, useQuery as useTanstackQuery } from '@tanstack/react-query';
import type { UseInfiniteQueryResult, UseMutationResult, UseQueryResult, InfiniteData } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { AnyEntry, CallInputOf, OutputOf, Query } from '../../shared/kernel/contract.ts';
import { encodeWire } from '../../shared/kernel/wire.ts';
import type { Client, ClientError } from './client.ts';

/** Carries an expected error through TanStack Query, which knows only throws. */
export class CallFailed extends Error {
  readonly error: ClientError;

  constructor(error: ClientError) {
    super(error.type);
    this.error = error;
  }
}

/** Local data never goes stale by age: only a change signal makes an answer old. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        // bigint has no JSON form of its own, so keys hash as they travel.
        queryKeyHashFn: (key) => encodeWire(key),
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });

/** What a query over the log itself says it reads. */
const everyTable = '*';

/** Runs every query again that reads one of these tables; `null` means that anything may have changed. */
export const refresh = (queries: QueryClient, tables: readonly string[] | null): Promise<void> =>
  queries.invalidateQueries({
    predicate: ({ meta }) => {
      const reads: unknown = meta?.['reads'];
      return tables === null || !Array.isArray(reads) || reads.some((table) => table === everyTable || tables.includes(String(table)));
    },
  });

export const ClientContext = createContext<Client | null>(null);

export const useClient = (): Client => {
  const client = useContext(ClientContext);
  if (!client) throw new Error('no client above this component');
  return client;
};

export const answerOf = async <E extends AnyEntry>(client: Client, entry: E, input: unknown): Promise<OutputOf<E>> => {
  const result = await client.call(entry.name, input);
  if (!result.ok) throw new CallFailed(result.error);
  // The host encodes what the entry's own handler returned; the contract types both ends.
  return result.value as OutputOf<E>;
};

/**
 * The answer of a query; the old answer stays while it is asked again. With `keep` it stays for another input too (a list under a new
 * filter), which must not be where the new input names another thing. `null` input waits.
 */
export const useQuery = <E extends Query>(entry: E, input: CallInputOf<E> | null, keep = true): UseQueryResult<OutputOf<E>, CallFailed> => {
  const client = useClient();
  return useTanstackQuery<OutputOf<E>, CallFailed>({
    queryKey: [entry.name, input],
    queryFn: async () => await answerOf(client, entry, input),
    enabled: input !== null,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    meta: { reads: entry.reads },
  });
};

/** The same for a list read in windows: `inputAfter` gives the input of the next window, `nextOf` the cursor in an answer (null at the end). */
export const useWindows = <E extends Query, C>(
  entry: E,
  inputAfter: (cursor: C | null) => CallInputOf<E>,
  nextOf: (answer: OutputOf<E>) => C | null,
  keep = true,
): UseInfiniteQueryResult<InfiniteData<OutputOf<E>, C | null>, CallFailed> => {
  const client = useClient();
  return useInfiniteQuery<OutputOf<E>, CallFailed, InfiniteData<OutputOf<E>, C | null>, readonly unknown[], C | null>({
    queryKey: [entry.name, 'windows', inputAfter(null)],
    queryFn: async ({ pageParam }) => await answerOf(client, entry, inputAfter(pageParam as C | null)),
    initialPageParam: null,
    getNextPageParam: (last) => nextOf(last),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    meta: { reads: entry.reads },
  });
};

/** Runs a command or a task; what it changed comes back as a signal, so nothing is refreshed here. */
export const useCommand = <E extends Exclude<AnyEntry, Query>>(entry: E): UseMutationResult<OutputOf<E>, CallFailed, CallInputOf<E>> => {
  const client = useClient();
  return useMutation<OutputOf<E>, CallFailed, CallInputOf<E>>({ mutationFn: async (input) => await answerOf(client, entry, input) });
};
