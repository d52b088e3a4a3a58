/** How fast one address or one device may ask: a bucket each, refilled with time. */

/** Requests at once, and a second afterwards. */
const burst = 200;
const perSecond = 50;
const mostBuckets = 10_000;

/** Answers whether this request of `key` may go on now (ms). */
export const paceKeeper = (): ((key: string, now: number) => boolean) => {
  const buckets = new Map<string, { left: number; at: number }>();
  return (key, now) => {
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
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  };
};
