/** A fingerprint to be compared by eye: in groups, the same on both devices. */
import { fingerprintText } from '../../shared/sync/fingerprint.ts';

/** Two lines of eight groups. */
const lineLength = 8 * 5;

export const HostHereFingerprint = ({ fingerprint }: { readonly fingerprint: string }) => {
  const text = fingerprintText(fingerprint);
  return (
    <code className="command hostPrint">
      <span>{text.slice(0, lineLength)}</span>
      <span>{text.slice(lineLength)}</span>
    </code>
  );
};
