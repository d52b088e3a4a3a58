/** Reactions: rules that follow a change, run once where it is made, in the same change set; a context declares them, the engine runs them. */
import type { Id } from '../../shared/kernel/brand.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { Table } from '../../shared/kernel/table.ts';
import { unlike } from '../../shared/kernel/unlike.ts';
import { hex, sha256 } from '../platform/hash.ts';
import type { ReadTx, WriteTx } from './tx.ts';

/** Rows of a table that are made, and columns of it that are written on rows which are there; `#deleted` is one of these columns. */
export type Touching = { readonly of: Table; readonly made?: true; readonly changed?: readonly string[] };

/** What a person's command did to one row, whatever it wrote one after the other: `changed` names the columns, where the row was there before. */
export type Change = { readonly table: string; readonly id: string; readonly made: boolean; readonly changed: ReadonlySet<string> };

/** What a reaction may do: read, and add to the change set what it has declared. Its ids follow from its cause. */
export type ReactionTx = ReadTx & Pick<WriteTx, 'actor' | 'newId' | 'insert' | 'update' | 'record'>;

/** Why what follows cannot be done: the command that it would follow is refused with it. */
export type ReactionRefusal = { readonly type: string; readonly [detail: string]: unknown };

export type Reaction = {
  /** The context and what it does; part of the ids of its rows, so it stays. */
  readonly name: string;
  readonly follows: readonly Touching[];
  readonly writes: readonly Touching[];
  /** Run for each row that was changed so, after the folds of what was written before it. */
  readonly run: (tx: ReactionTx, cause: Change) => Result<null, ReactionRefusal>;
};

/** Reactions in the order in which they are run: each after all whose writing it follows. */
export type ReactionOrder = readonly Reaction[];

const meets = (written: Touching, followed: Touching): boolean =>
  written.of.name === followed.of.name &&
  ((written.made === true && followed.made === true) ||
    (written.changed ?? []).some((column) => followed.changed?.includes(column) === true));

const causes = (first: Reaction, then: Reaction): boolean =>
  first.writes.some((written) => then.follows.some((followed) => meets(written, followed)));

/**
 * Puts them in order. Refused, because a change would never come to an end: reactions that follow each other in a circle. So every chain is at
 * most as long as there are reactions.
 */
export const reactionOrder = (reactions: readonly Reaction[]): ReactionOrder => {
  unlike(
    reactions,
    ({ name }) => name,
    (name) => `two reactions are called ${name}`,
  );
  const ordered: Reaction[] = [];
  const visit = (reaction: Reaction, path: readonly Reaction[]): void => {
    if (ordered.includes(reaction)) return;
    if (path.includes(reaction)) {
      const circle = [...path.slice(path.indexOf(reaction)), reaction].map(({ name }) => name).toReversed();
      throw new Error(`reactions follow each other in a circle: ${circle.join(', then ')}`);
    }
    for (const before of reactions) if (causes(before, reaction)) visit(before, [...path, reaction]);
    ordered.push(reaction);
  };
  for (const reaction of reactions) visit(reaction, []);
  return ordered;
};

/** Takes down what a command changes, as far as reactions follow it. */
export type Changes = {
  readonly made: (table: string, id: unknown) => void;
  readonly changed: (table: string, id: string, columns: readonly string[]) => void;
  /** The changes that a reaction follows, in the order in which their rows were first touched. */
  readonly for: (reaction: Reaction) => readonly Change[];
};

type Noted = { readonly table: string; readonly id: string; readonly made: boolean; readonly changed: Set<string> };

export const noteChanges = (reactions: ReactionOrder): Changes => {
  const followed = new Set(reactions.flatMap(({ follows }) => follows.map(({ of }) => of.name)));
  const rows = new Map<string, Noted>();
  const rowOf = (table: string, id: string, made: boolean): Noted | null => {
    if (!followed.has(table)) return null;
    const key = `${table} ${id}`;
    const known = rows.get(key) ?? { table, id, made, changed: new Set<string>() };
    rows.set(key, known);
    return known;
  };
  const isFollowed = (follows: readonly Touching[], { table, made, changed }: Noted): boolean =>
    follows.some(
      (touching) =>
        touching.of.name === table && (made ? touching.made === true : (touching.changed ?? []).some((column) => changed.has(column))),
    );
  return {
    made: (table, id) => {
      rowOf(table, String(id), true);
    },
    changed: (table, id, columns) => {
      const row = rowOf(table, id, false);
      for (const column of columns) row?.changed.add(column);
    },
    for: ({ follows }) =>
      [...rows.values()].filter((row) => isFollowed(follows, row)).map((row) => ({ ...row, changed: new Set(row.changed) })),
  };
};

/** An id that follows from reaction, cause, change set and number: whoever works it out again gets the same. A UUID of version 8. */
const derivedId = (reaction: string, { table, id }: Change, set: string, no: number): string => {
  const digits = hex(sha256(JSON.stringify([reaction, table, id, set, no])));
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 3) | 8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
};

/** Holds a reaction to what it has declared: a write that it has not could lead into a circle that nobody looked for. */
const held = (reaction: Reaction, read: ReadTx, tx: WriteTx, newId: () => string): ReactionTx => {
  const declared = (table: Table, is: (touching: Touching) => boolean, column: string): void => {
    if (!reaction.writes.some((touching) => touching.of.name === table.name && is(touching)))
      throw new Error(`the reaction ${reaction.name} has not declared that it writes ${table.name}${column}`);
  };
  return {
    ...read,
    actor: tx.actor,
    newId: <E extends string>() => newId() as Id<E>,
    insert: (table, row) => {
      declared(table, ({ made }) => made === true, '');
      tx.insert(table, row);
    },
    record: (table, row, happened) => {
      declared(table, ({ made }) => made === true, '');
      tx.record(table, row, happened);
    },
    update: (table, id, patch) => {
      for (const column of Object.keys(patch)) declared(table, ({ changed }) => changed?.includes(column) === true, `.${column}`);
      tx.update(table, id, patch);
    },
  };
};

export type Reacting = {
  readonly read: ReadTx;
  readonly tx: WriteTx;
  readonly changes: Changes;
  /** Names the change set that is being written, the same in every store. */
  readonly set: () => string;
  /** Folds what was written until now, so that a reaction reads derived rows as they are after it. */
  readonly fold: () => void;
};

/** Runs all that follows from what was written; the first refusal ends it. */
export const react = (reactions: ReactionOrder, { read, tx, changes, set, fold }: Reacting): Result<null, ReactionRefusal> => {
  for (const reaction of reactions) {
    const followed = changes.for(reaction);
    if (followed.length > 0) fold();
    for (const cause of followed) {
      let made = 0;
      const newId = (): string => {
        made += 1;
        return derivedId(reaction.name, cause, set(), made);
      };
      const done = reaction.run(held(reaction, read, tx, newId), cause);
      if (!done.ok) return done;
    }
  }
  return ok(null);
};
