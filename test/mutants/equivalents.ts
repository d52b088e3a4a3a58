/** Faults that are none: what they change, nobody can tell from outside. Each is found again by its line before and after, wherever it moves. */

export type Equivalent = { readonly path: string; readonly before: string; readonly after: string; readonly why: string };

export const equivalents: readonly Equivalent[] = [
  {
    path: 'src/shared/pipeline/boardSums.ts',
    before: 'const changed = { ...sums.amount, [currency]: (sums.amount[currency] ?? 0n) + minor * BigInt(sign) };',
    after: 'const changed = { ...sums.amount, [currency]: (sums.amount[currency] ?? 0n) + minor / BigInt(sign) };',
    why: 'The sign is 1 or -1, and divides as it multiplies.',
  },
  ...['>= 1', '> (0)'].map((rule) => ({
    path: 'src/shared/kernel/spreadsheetText.ts',
    before: 'return cell.length > 1 && !phone.test(cell) && !signedNumber.test(cell) && /[A-Za-z(=@!|]/.test(cell);',
    after: `return cell.length ${rule} && !phone.test(cell) && !signedNumber.test(cell) && /[A-Za-z(=@!|]/.test(cell);`,
    why: 'The cell begins with + or -, so one that is no longer has none of the signs that are asked for.',
  })),
];
