/** The local network as a hub sees it: which addresses this machine has there, and where to listen. */
import { networkInterfaces } from 'node:os';

export type Lan = {
  /** Addresses by which others on the local network reach this machine, the likeliest first; none without a network. */
  readonly addresses: () => readonly string[];
  /** Where a hub listens that others are to reach. */
  readonly listenOn: string;
  /** The port that a new hub takes where nobody else has it. */
  readonly firstPort: number;
};

/** Networks that programs make inside a machine: nobody else is there. */
const insideOnly = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|zt|wg)/u;

/** Private ranges (RFC 1918) come before all others: they are what a meeting room has. */
const isPrivate = (address: string): boolean => /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/u.test(address);

export const systemLan: Lan = {
  listenOn: '0.0.0.0',
  firstPort: 4_780,
  addresses: () => {
    const found = Object.entries(networkInterfaces()).flatMap(([name, all]) =>
      insideOnly.test(name)
        ? []
        : (all ?? []).filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address),
    );
    // What a machine gave itself for lack of a network (169.254) leads nowhere.
    const reachable = found.filter((address) => !address.startsWith('169.254.'));
    return [...reachable.filter(isPrivate), ...reachable.filter((address) => !isPrivate(address))];
  },
};
