/** How fast one address may ask, and one device may send: a bucket each, refilled with time. */

/** So many at once, and so many a second afterwards. */
export type Speed = { readonly burst: number; readonly perSecond: number };
/** Requests of an address. */
const usualSpeed: Speed = { burst: 200, perSecond: 50 };
const mostBuckets = 10_000;

export type Pace = {
  /** Whether this request of `key` may go on now (ms). */
  readonly mayGoOn: (key: string, now: number) => boolean;
  /** What was asked was worth so many requests: whoever sends what no device of ours would is served the more slowly for it. */
  readonly charge: (key: string, now: number, requests: number) => void;
};

export const paceKeeper = ({ burst, perSecond }: Speed = usualSpeed): Pace => {
  const buckets = new Map<string, { left: number; at: number }>();
  const bucketOf = (key: string, now: number): { left: number; at: number } => {
    const bucket = buckets.get(key) ?? { left: burst, at: now };
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) / 1_000) * perSecond);
    bucket.at = now;
    // The oldest goes first, so that made-up addresses cannot fill the memory.
    buckets.delete(key);
    buckets.set(key, bucket);
    for (const oldest of buckets.keys()) {
      if (buckets.size <= mostBuckets) break;
      buckets.delete(oldest);
    }
    return bucket;
  };
  return {
    mayGoOn: (key, now) => {
      const bucket = bucketOf(key, now);
      if (bucket.left < 1) return false;
      bucket.left -= 1;
      return true;
    },
    charge: (key, now, requests) => {
      const bucket = bucketOf(key, now);
      // Never longer than it takes to fill the bucket twice: others may share the address.
      bucket.left = Math.max(-burst, bucket.left - requests);
    },
  };
};
