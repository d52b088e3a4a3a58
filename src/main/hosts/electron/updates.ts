/** Newer versions of the app: looked for now and then, fetched in silence, installed when the person quits, and never an older one. */
import type { UpdateState } from '../../../shared/desktop.ts';
import type { ShellLog } from './shellLog.ts';

/** What the feed holds, and the fetching of it, which has begun where `version` is newer than this one. */
export type Found = { readonly version: string; readonly fetched: Promise<unknown> | null };
/** Rejects where the feed does not answer or says what cannot be understood. */
export type Updater = { readonly look: () => Promise<Found> };

export type UpdatesOptions = {
  /** The version that runs. */
  readonly version: string;
  /** Null: no feed is configured, or this kind of package is kept up to date by the system; nothing is ever asked then. */
  readonly load: (() => Promise<Updater>) | null;
  readonly log: Pick<ShellLog, 'note' | 'warn'>;
  /** Called when something came to its end in the background. */
  readonly tell: (state: UpdateState) => void;
};

export type Updates = {
  readonly state: () => UpdateState;
  /** Looks now; answers as soon as it is known what the feed holds, while a newer version is still being fetched. */
  readonly look: () => Promise<UpdateState>;
  /** Looks some seconds after the start and every few hours from then on. */
  readonly begin: () => void;
  readonly stop: () => void;
};

/** Milliseconds after the start, which has other things to do first. */
const firstLook = 20_000;
const lookEvery = 6 * 60 * 60 * 1000;

/** Codes of what came whole and is not what it claims to be: another content than announced, or another signature. */
const refusals: ReadonlySet<string> = new Set(['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE']);

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && /^[A-Z_\d]{1,40}$/u.test(cause.code) ? cause.code : 'none';

export const createUpdates = ({ version, load, log, tell }: UpdatesOptions): Updates => {
  let state: UpdateState = load === null ? { type: 'off' } : { type: 'unknown', version };
  let updater: Promise<Updater> | null = null;
  let looking: Promise<UpdateState> | null = null;
  let timers: readonly ReturnType<typeof setTimeout>[] = [];

  const failed = (cause: unknown): UpdateState => {
    const code = codeOf(cause);
    log.warn('update', { code });
    return { type: refusals.has(code) ? 'refused' : 'failed', version };
  };

  const isReady = (newer: string): boolean => state.type === 'ready' && state.version === newer;

  const fetchIt = async ({ version: newer, fetched }: Found): Promise<void> => {
    try {
      await fetched;
      // Found again, and still here: no news.
      if (isReady(newer)) return;
      log.note(`update ready ${newer}`);
      state = { type: 'ready', version: newer };
    } catch (cause) {
      state = failed(cause);
    }
    tell(state);
  };

  const lookOnce = async (loadIt: () => Promise<Updater>): Promise<UpdateState> => {
    try {
      updater ??= loadIt();
      const found = await (await updater).look();
      if (found.fetched === null) {
        state = { type: 'none', version };
      } else {
        if (!isReady(found.version)) state = { type: 'loading', version: found.version };
        void fetchIt(found);
      }
    } catch (cause) {
      // What was fetched before stays ready, whether or not the feed answers now.
      const now = failed(cause);
      if (state.type === 'ready') return now;
      state = now;
    }
    return state;
  };

  const look = (): Promise<UpdateState> => {
    if (load === null || state.type === 'loading') return Promise.resolve(state);
    looking ??= lookOnce(load).finally(() => {
      looking = null;
    });
    return looking;
  };

  return {
    state: () => state,
    look,
    begin: () => {
      if (load === null) return;
      timers = [setTimeout(() => void look(), firstLook), setInterval(() => void look(), lookEvery)];
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      timers = [];
    },
  };
};
