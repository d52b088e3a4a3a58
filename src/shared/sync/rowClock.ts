/** The clocks of one descriptive row in one blob: a base for all columns and an override for each column written later. */
import type { Hlc } from './hlc.ts';

/** Who wrote when; `device` is the number under which this store knows the device. */
export type Stamp = { readonly hlc: Hlc; readonly device: number };

/** Ordinal under which the delete register is kept; columns are numbered in the order of their declaration, which only ever grows. */
export const deleteRegister = 255;

const stampBytes = 10;
const overrideBytes = stampBytes + 1;

const writeStamp = (view: DataView, at: number, stamp: Stamp): void => {
  view.setBigUint64(at, stamp.hlc);
  view.setUint16(at + 8, stamp.device);
};
const readStamp = (view: DataView, at: number): Stamp => ({ hlc: view.getBigUint64(at), device: view.getUint16(at + 8) });
const viewOf = (blob: Uint8Array): DataView => new DataView(blob.buffer, blob.byteOffset, blob.byteLength);

/** The clock of a row that was just made. */
export const baseClock = (stamp: Stamp): Uint8Array => {
  const blob = new Uint8Array(stampBytes);
  writeStamp(viewOf(blob), 0, stamp);
  return blob;
};

/** The stamp under which a column (or the delete register) was last written. */
export const stampOf = (clock: Uint8Array, ordinal: number): Stamp => {
  const view = viewOf(clock);
  for (let at = stampBytes; at < clock.byteLength; at += overrideBytes) if (view.getUint8(at) === ordinal) return readStamp(view, at + 1);
  return readStamp(view, 0);
};

/** The clock after these columns were written under one stamp; overrides are kept in order of their ordinal. */
export const withStamps = (clock: Uint8Array, ordinals: readonly number[], stamp: Stamp): Uint8Array => {
  const old = viewOf(clock);
  const overrides = new Map<number, Stamp>();
  for (let at = stampBytes; at < clock.byteLength; at += overrideBytes) overrides.set(old.getUint8(at), readStamp(old, at + 1));
  for (const ordinal of ordinals) overrides.set(ordinal, stamp);
  const blob = new Uint8Array(stampBytes + overrides.size * overrideBytes);
  blob.set(clock.subarray(0, stampBytes));
  const view = viewOf(blob);
  let at = stampBytes;
  for (const [ordinal, each] of [...overrides].sort(([a], [b]) => a - b)) {
    view.setUint8(at, ordinal);
    writeStamp(view, at + 1, each);
    at += overrideBytes;
  }
  return blob;
};
