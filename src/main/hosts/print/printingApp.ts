/** The application with a printer beside it: it answers `reports.print`, which the application alone cannot. */
import { rm, writeFile } from 'node:fs/promises';
import type { CallError, OutputOf } from '../../../shared/kernel/contract.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { preparePrint, print } from '../../../shared/reports/contract.ts';
import type { App } from '../../appPort.ts';
import type { ProducedFile } from '../../core/fileDesk.ts';
import type { PdfPrinter } from './pdfPrinter.ts';

/** Where produced files lie; an application in a thread of its own answers later. */
type Files = { readonly produced: (id: string) => ProducedFile | null | Promise<ProducedFile | null> };

/** The same application; its answer to `reports.print` comes when the file is there. */
export const withPrinter = (app: App, files: Files, printer: PdfPrinter): App => {
  const printReport = async (input: unknown): Promise<Result<OutputOf<typeof print>, CallError>> => {
    const prepared = (await app.call(preparePrint.name, input)) as Result<OutputOf<typeof preparePrint>, CallError>;
    if (!prepared.ok) return prepared;
    const { fileId, name, address } = prepared.value;
    const file = await files.produced(fileId);
    if (file === null) return err({ type: 'AppStopped' });
    const printed = await printer.print({ url: address });
    // The reason may name a path of this machine: it is in the log, and the page needs only the kind.
    if (!printed.ok) return err({ type: printed.error.type });
    try {
      await writeFile(file.path, printed.value.bytes, { mode: 0o600 });
    } catch (cause) {
      // Half a file is worse than none: it opens and looks whole.
      await rm(file.path, { force: true });
      if (isFull(cause)) return err({ type: 'DiskFull' });
      throw cause;
    }
    return ok({ fileId, name });
  };
  return { ...app, call: (name, input) => (name === print.name ? printReport(input) : app.call(name, input)) };
};

const isFull = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
