/** One browser for all files of a run: where it runs is asked for by address, and in the place of one that has ended another is started. */
import type { BrowserServer } from 'playwright-core';
import { chromium } from 'playwright-core';
import { answerQuestions } from './asked.ts';
import type { ChromiumProgram } from './chromium.ts';
import { launchOptions } from './chromium.ts';
import { patience } from './patience.ts';

export type SharedBrowser = {
  /** Answers with where the browser is to be connected to; `?lost=…` says that the one there is gone. */
  readonly url: string;
  readonly stop: () => Promise<void>;
};

export const shareBrowser = async (program: ChromiumProgram): Promise<SharedBrowser> => {
  let running: Promise<BrowserServer> | null = null;

  const forget = (ended: Promise<BrowserServer>): void => {
    if (running === ended) running = null;
  };
  const current = (): Promise<BrowserServer> => {
    if (running !== null) return running;
    const launched = chromium.launchServer({ ...launchOptions(program), timeout: patience });
    running = launched;
    launched.then(
      (server) => server.once('close', () => forget(launched)),
      () => forget(launched),
    );
    return launched;
  };

  /** Where it runs; another one where that is what was lost: whoever was connected may know before its end is known here. */
  const whereButFor = async (lost: string | null): Promise<string> => {
    const found = current();
    const server = await found;
    if (server.wsEndpoint() !== lost) return server.wsEndpoint();
    forget(found);
    await server.kill();
    return (await current()).wsEndpoint();
  };

  const { url, close } = await answerQuestions((question) => whereButFor(question.get('lost')));
  await current();
  return {
    url,
    stop: async () => {
      close();
      await (await running)?.close();
    },
  };
};
