/** A fingerprint to be compared by eye: in groups, the same on both devices. */
import { fingerprintText } from '../../shared/sync/fingerprint.ts';

export const HostHereFingerprint = ({ fingerprint }: { readonly fingerprint: string }) => (
  <code className="command hostPrint">{fingerprintText(fingerprint)}</code>
);
