/**
 * When a change set counts as recorded, by the hub's word: in one column of the log, and in that of each fact. What a hub of the first version numbered
 * of the log from before the publishing counts from when it was recorded: all up to the first that was not there yet when the first one came, or by which somebody was invited.
 */

const firstLater = `(SELECT min(c.hub_seq) FROM change_set c, (SELECT recorded_at, received_at FROM change_set WHERE hub_seq = 1) f
  WHERE c.hub_seq IS NOT NULL AND (f.recorded_at >= f.received_at OR c.recorded_at > f.received_at OR c.command = 'sync.invite'))`;

const facts = ['fact_void', 'product_price', 'ownership', 'deal_value', 'stage_move', 'exchange_rate', 'deal_credit'] as const;

export const recorded: readonly string[] = [
  'ALTER TABLE change_set ADD COLUMN known_at INTEGER NOT NULL DEFAULT 0',
  'UPDATE change_set SET known_at = recorded_at',
  `UPDATE change_set SET known_at = received_at WHERE hub_seq IS NOT NULL AND received_at IS NOT NULL
     AND hub_seq >= coalesce(${firstLater}, CASE WHEN EXISTS (SELECT 1 FROM change_set WHERE hub_seq = 1) THEN 9223372036854775807 ELSE 0 END)`,
  ...facts.map(
    (table) =>
      `UPDATE ${table} SET recorded_at = c.known_at FROM change_set c WHERE c.local_seq = ${table}.seq AND ${table}.recorded_at <> c.known_at`,
  ),
];
