/** `host`: this device is the hub of its workspace for as long as the command runs. */
import { beginHosting, type HostStatus, hostStatus } from '../../../shared/sync/hostContract.ts';
import { fingerprintText } from '../../../shared/sync/fingerprint.ts';
import type { CallError } from '../../../shared/kernel/contract.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { createApp } from '../../app.ts';
import type { Lan } from '../../platform/lan.ts';
import type { Ports } from '../../platform/ports.ts';
import { storeText } from '../storeText.ts';
import { type Answer, type Failure, type Outcome, toJson, type Words } from './answer.ts';
import { errorLines } from './errorLines.ts';

export type HostWorld = {
  readonly ports: Ports;
  readonly lan?: Lan;
  readonly print: (text: string) => void;
  /** Resolves when the user wants the program to end. */
  readonly stopAsked: () => Promise<void>;
};

/** Prints what others need as soon as the hub listens, then serves until it is asked to end. The hub stays turned on for the next opening of the app. */
export const hostHere = async (world: HostWorld, words: Words, dir: string, isJson: boolean): Promise<Outcome> => {
  const { ports, lan } = world;
  const opened = createApp({
    storeDir: dir,
    ports,
    language: words.language,
    create: null,
    keepsInStep: true,
    ...(lan === undefined ? {} : { lan }),
  });
  if (!opened.ok) return err<Failure>({ code: 1, error: opened.error, lines: [storeText(words.say, opened.error, dir)] });
  const app = opened.value;
  try {
    const begun = (await app.call(beginHosting.name, {})) as Result<null, CallError>;
    const status = (await app.call(hostStatus.name, {})) as Result<HostStatus, CallError>;
    if (!status.ok) return err<Failure>({ code: 1, error: status.error, lines: errorLines(words.say, status.error) });
    if (!begun.ok) {
      const error = { ...begun.error, port: status.value.port };
      return err<Failure>({ code: 1, error, lines: errorLines(words.say, error) });
    }
    const { addresses, fingerprint, port } = status.value;
    const told = isJson ? [toJson({ store: dir, addresses, fingerprint, port })] : hostLines(words, status.value);
    world.print(told.map((line) => `${line}\n`).join(''));
    await world.stopAsked();
  } finally {
    await app.close();
  }
  return ok<Answer>({ code: 0, json: undefined, lines: [words.say('hosting.ended')] });
};

const hostLines = ({ say }: Words, { addresses, fingerprint }: HostStatus): readonly string[] => [
  ...(addresses.length === 0 ? [say('hosting.noNetwork')] : addresses.map((url) => say('hosting.cliAddress', { url }))),
  say('hosting.cliFingerprint', { fingerprint: fingerprintText(fingerprint ?? '') }),
];
