/** What the app and the hub inside it say to each other: how to begin, where it listens, and why it ended. */

export type HostedData = {
  /** Folder of the hub's data. */
  readonly dir: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** PEM. */
  readonly cert: string;
  readonly key: string;
  readonly wants: HostedCode | null;
};

/**
 * A code for the device itself: to publish its workspace here (what an earlier try left is cleared), or to be let in again where its standing
 * was lost, as this person.
 */
export type HostedCode = { readonly type: 'setUp' } | { readonly type: 'invitation'; readonly workspace: string; readonly person: string };

export type HostedSaid =
  | { readonly type: 'listening'; readonly port: number; /** Where one was wanted and could be made. */ readonly code: string | null }
  | { readonly type: 'defect'; readonly id: string; readonly described: string }
  | { readonly type: 'warning'; readonly event: string; readonly detail: Readonly<Record<string, unknown>> };

export type HostedEnd = {
  readonly type:
    | 'Stopped'
    | 'PortTaken'
    /** Another program on this store is the hub already. */
    | 'RunsElsewhere'
    | 'DiskFull'
    /** The hub's data were written by a newer program. */
    | 'TooNew'
    | 'Broke';
};
