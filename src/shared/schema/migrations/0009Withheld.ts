/** What a store need not know of refusals: salts of sets that came without their payload, and what the hub held of a row when it refused a set. */

export const withheld: readonly string[] = [
  // Packed, an empty text is one byte.
  `UPDATE change_set SET salt = zeroblob(16) WHERE refused IS NOT NULL AND length(payload) < 2`,
  `UPDATE change_set SET refused = json_set(refused, '$.held', json('{}')) WHERE refused IS NOT NULL`,
];
