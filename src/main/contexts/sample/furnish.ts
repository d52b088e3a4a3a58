/** The sample company: a small Nordic firm with a pipeline that looks lived in, made from a seed, dated relative to today. */
import type { Ports } from '../../platform/ports.ts';
import type { Furnish } from '../openWorkspace.ts';

export type SampleSize = 'small';
export type SampleOptions = { readonly size: SampleSize; readonly seed: number };

export const furnishSample =
  (_ports: Ports, _options: SampleOptions = { size: 'small', seed: 1 }): Furnish =>
  () => {};
