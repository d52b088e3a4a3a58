/** The log of the desktop app: a file of some hundred kilobytes in which nobody and nothing of theirs is named. */
import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import electronLog from 'electron-log/node.js';
import type { UpdateState } from '../../../shared/desktop.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { ThreadLog } from '../../openApp.ts';
import { describeError } from '../../../platform/describeError.ts';
import type { Log } from '../../../platform/ports.ts';

export type ShellLog = Log & ThreadLog & { readonly note: (event: string) => void; readonly tail: (lines: number) => readonly string[] };

const mostBytes = 512 * 1024;

/** Details by name, and only what cannot hold a text of the person's: numbers, truth values, short words. */
const plain = (detail: Readonly<Record<string, unknown>>): string =>
  Object.entries(detail)
    .flatMap(([name, value]) => {
      const isPlain =
        typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && /^[\w-]{1,40}$/u.test(value));
      return isPlain ? [`${name}=${String(value)}`] : [];
    })
    .join(' ');

/** Writes to a file at `path`, and moves it aside when it is full. */
export const createShellLog = (path: string): ShellLog => {
  const logger = electronLog.create({ logId: 'samspill' });
  logger.transports.console.level = false;
  logger.transports.file.level = 'info';
  logger.transports.file.resolvePathFn = () => path;
  logger.transports.file.maxSize = mostBytes;
  logger.transports.file.format = '{iso} {level} {text}';
  return {
    defect: (id, error) => {
      logger.error(`defect ${id} ${describeError(error)}`);
    },
    described: (id, description) => {
      logger.error(`defect ${id} ${description}`);
    },
    warn: (event, detail) => {
      logger.warn(`${event} ${plain(detail)}`);
    },
    note: (event) => {
      logger.info(event);
    },
    tail: (lines) => {
      try {
        return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines);
      } catch {
        return [];
      }
    },
  };
};

export type Facts = {
  readonly version: string;
  readonly language: Language;
  readonly windows: number;
  readonly isSample: boolean;
  readonly isPackaged: boolean;
  readonly update: UpdateState;
};

/** What somebody needs to look into a fault, as text for the clipboard: programs, settings, the end of the log. */
export const diagnostics = (facts: Facts, log: Pick<ShellLog, 'tail'>): string => {
  const { electron, chrome, node } = process.versions;
  return [
    `Samspill ${facts.version}${facts.isPackaged ? '' : ' (checkout)'}`,
    `Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `${process.platform} ${process.arch} ${release()}`,
    `language ${facts.language}, windows ${facts.windows}, sample ${facts.isSample}`,
    `update ${facts.update.type}${facts.update.type === 'off' ? '' : ` ${facts.update.version}`}`,
    '',
    ...log.tail(60),
  ].join('\n');
};
