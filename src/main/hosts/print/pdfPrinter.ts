/** Prints a page of the renderer to PDF: a web host of its own over the same application, seen by one browser and by nobody else. */
import type { NoChromium, PrintFailed } from '../../../shared/kernel/report.ts';
import { encodeWire } from '../../../shared/kernel/wire.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { err } from '../../../shared/kernel/result.ts';
import type { App } from '../../appPort.ts';
import type { ChromiumProgram } from '../../../platform/chromium.ts';
import { findChromium, namedChromium } from '../../../platform/chromium.ts';
import type { Log, Random } from '../../../platform/ports.ts';
import type { Printed } from '../../../platform/printPage.ts';
import { printPage } from '../../../platform/printPage.ts';
import { startWebHost } from '../web/webHost.ts';

export type PdfPrinter = {
  /** `url` is the place of a page in the window, such as `#/print/pipeline?lang=nb`; it says on its root when it is ready. */
  readonly print: (job: { readonly url: string }) => Promise<Result<Printed, NoChromium | PrintFailed>>;
};

type PrinterOptions = {
  readonly app: App;
  readonly rendererDir: string;
  readonly random: Random;
  readonly log: Log;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Milliseconds for one report: one of 20,000 rows takes about a fifth of it. */
const timeoutMs = 180_000;

/**
 * Trades the one-time code of the host for the session cookie of the printing browser, as the page itself would. Throws when the host does not let us in, which would be a bug.
 */
const openSession = async (link: string): Promise<{ readonly name: string; readonly value: string }> => {
  const { origin, hash } = new URL(link);
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: encodeWire({ code: hash.replace(/^#code=/u, '') }),
  });
  const [pair = ''] = (answer.headers.get('set-cookie') ?? '').split(';', 1);
  const [name, value] = pair.split('=');
  if (!answer.ok || name === undefined || value === undefined) throw new Error(`no session to print in: ${answer.status}`);
  return { name, value };
};

/** A printer that uses a Chrome or Chromium; one printing at a time, because each takes the memory of a browser. */
export const createChromiumPrinter = (options: PrinterOptions): PdfPrinter => {
  let program: ChromiumProgram | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const printNow = async (url: string): Promise<Result<Printed, NoChromium | PrintFailed>> => {
    if (program === null) {
      const found = await findChromium(namedChromium(options.env['CHROME_PATH']));
      if (!found.ok) {
        options.log.warn('noChromium', { reason: found.error.reason });
        return found;
      }
      program = found.value;
    }
    const { app, rendererDir, random, log } = options;
    const host = await startWebHost({ app, rendererDir, random, log, port: 0 });
    if (!host.ok) return err({ type: 'PrintFailed', because: host.error.type });
    try {
      const origin = `http://127.0.0.1:${host.value.port}`;
      const cookie = await openSession(host.value.url);
      const printed = await printPage(program, { origin, path: `/${url}`, cookie, timeoutMs });
      // Counted, not listed: an address may carry what somebody wrote into a record.
      if (printed.ok && printed.value.refused.length > 0) log.warn('printRefused', { requests: printed.value.refused.length });
      if (!printed.ok) log.warn('printFailed', { because: printed.error.because });
      return printed;
    } finally {
      await host.value.close();
    }
  };

  return {
    print: ({ url }) => {
      const printing = last.then(() => printNow(url));
      last = printing.catch(() => {});
      return printing;
    },
  };
};
