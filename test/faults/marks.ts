/** The driver's own record of what it tried and what was acknowledged, kept outside the store, and the marks by which a change is known again. */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { LoggedSet } from '../../src/main/core/changeLog.ts';
import type { PayloadValue } from '../../src/shared/sync/changeSet.ts';

/** Marks are whole numbers; one write carries one mark, in whatever field it has room for it. */
export const markText = (mark: number): string => `mark-${mark}`;

const readMark = (value: PayloadValue | undefined): number | null => {
  const found = /^mark-(\d+)$/.exec(String(value ?? ''));
  return found === null ? null : Number(found[1]);
};

const inserted = (set: LoggedSet, table: string, column: string): PayloadValue | undefined => {
  const group = (set.payload.i ?? []).find(([name]) => name === table);
  return group?.[2][0]?.[group[1].indexOf(column)];
};

/** The mark that a stored set carries; null for sets of other commands. */
export const markOf = (set: LoggedSet): number | null => {
  switch (set.command) {
    case 'pipeline.createDeal':
      return readMark(inserted(set, 'deal', 'title'));
    case 'pipeline.moveDeal':
      return readMark(inserted(set, 'stage_move', 'reason'));
    case 'pipeline.setDealValue':
      return Number(inserted(set, 'deal_value', 'amountMinor') ?? Number.NaN);
    case 'pipeline.editDeal':
      return readMark(set.payload.u?.[0]?.[2]['nextStep']);
    default:
      return null;
  }
};

/** `seq` and `hash` of the change set, where the writer could see which one was its own. */
export type Acknowledgement = { readonly mark: number; readonly seq: number | null; readonly hash: string | null };
export type Journal = {
  readonly tried: ReadonlySet<number>;
  readonly acknowledged: readonly Acknowledgement[];
  readonly endedWith: string | null;
};

export type JournalWriter = {
  readonly tried: (mark: number) => void;
  /** Returns once the line is on the disk. */
  readonly acknowledged: (ack: Acknowledgement) => void;
  readonly ended: (how: string) => void;
  readonly close: () => void;
};

export const openJournal = (path: string): JournalWriter => {
  const file = openSync(path, 'a');
  return {
    tried: (mark) => {
      writeSync(file, `try ${mark}\n`);
    },
    acknowledged: ({ mark, seq, hash }) => {
      writeSync(file, `ack ${mark} ${seq ?? '-'} ${hash ?? '-'}\n`);
      fsyncSync(file);
    },
    ended: (how) => {
      writeSync(file, `end ${how}\n`);
      fsyncSync(file);
    },
    close: () => {
      closeSync(file);
    },
  };
};

/** Reads the journals of one store together; a line without its end was cut by a kill and says nothing. */
export const readJournals = (paths: readonly string[]): Journal => {
  const tried = new Set<number>();
  const acknowledged: Acknowledgement[] = [];
  let endedWith: string | null = null;
  for (const line of paths.flatMap((path) => readFileSync(path, 'utf8').split('\n').slice(0, -1))) {
    const [word, first = '', seq = '-', hash = '-'] = line.split(' ');
    if (word === 'try') tried.add(Number(first));
    else if (word === 'ack')
      acknowledged.push({ mark: Number(first), seq: seq === '-' ? null : Number(seq), hash: hash === '-' ? null : hash });
    else if (word === 'end') endedWith = line.slice(4);
  }
  return { tried, acknowledged, endedWith };
};
