/** Whether a set is named at a row because it made one that another had made: which of the two stands goes by their numbers. */

export const twins: readonly string[] = [
  // Of what earlier versions named it is not known (null) until the program has looked.
  `ALTER TABLE touch ADD COLUMN made INTEGER`,
  `CREATE INDEX touch_made ON touch (local_seq) WHERE made IS NOT 0`,
];
