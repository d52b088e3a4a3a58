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

/** For whom a code is wanted: the device itself, on which this person works on this workspace. */
export type HostedCode = { readonly workspace: string; readonly person: string };
/** To publish the workspace here, where the hub holds nothing of it; else to be let in, as any other device. */
export type OwnCode = { readonly type: 'setUp' | 'invitation'; readonly code: string };

export type HostedSaid =
  | { readonly type: 'listening'; readonly port: number; /** Where one was wanted and could be made. */ readonly code: OwnCode | null }
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
