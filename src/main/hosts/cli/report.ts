/** The command `report`: a report of the store as a PDF file. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseDay } from '../../../shared/kernel/day.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { CallError, OutputOf } from '../../../shared/kernel/contract.ts';
import { pipelineReport } from '../../../shared/reports/contract.ts';
import { placeOf } from '../../../shared/reports/place.ts';
import type { StageKind } from '../../../shared/pipeline/schema.ts';
import { stageKinds } from '../../../shared/pipeline/schema.ts';
import type { App } from '../../appPort.ts';
import type { Ports } from '../../platform/ports.ts';
import { createChromiumPrinter } from '../print/pdfPrinter.ts';
import { ensureRenderer } from '../start/rendererBuild.ts';
import type { Answer, Words } from './answer.ts';

export type ReportRequest = {
  readonly command: 'report';
  readonly report: 'pipeline';
  readonly out: string;
  readonly status: StageKind | null;
  readonly asOf: Day | null;
  readonly from: Day | null;
  readonly to: Day | null;
};
type ReportArgumentError =
  | { readonly type: 'ArgumentMissing'; readonly argument: string }
  | { readonly type: 'ValueNotListed'; readonly argument: string; readonly value: string; readonly choices: string }
  | { readonly type: 'DayInvalid'; readonly argument: string; readonly value: string };

/** Reads what stands after `report`. */
export const readReportRequest = (
  values: ReadonlyMap<string, string>,
  words: readonly string[],
): Result<ReportRequest, ReportArgumentError> => {
  const [report] = words;
  if (report === undefined) return err({ type: 'ArgumentMissing', argument: 'NAME' });
  if (report !== 'pipeline') return err({ type: 'ValueNotListed', argument: 'NAME', value: report, choices: 'pipeline' });
  const wanted = values.get('status') ?? 'open';
  const status = stageKinds.find((kind) => kind === wanted) ?? null;
  if (status === null && wanted !== 'all') {
    return err({ type: 'ValueNotListed', argument: '--status', value: wanted, choices: [...stageKinds, 'all'].join(', ') });
  }
  const days: (Day | null)[] = [];
  for (const option of ['as-of', 'from', 'to']) {
    const text = values.get(option);
    const read = text === undefined ? null : parseDay(text);
    if (text !== undefined && read === null) return err({ type: 'DayInvalid', argument: `--${option}`, value: text });
    days.push(read);
  }
  const [asOf = null, from = null, to = null] = days;
  return ok({ command: 'report', report, out: values.get('out') ?? '', status, asOf, from, to });
};

export type ReportWorld = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly ports: Ports;
  readonly printError: (text: string) => void;
};
/** The folder of the file is missing, or nothing may be written there. */
export type OutUnwritable = { readonly type: 'OutUnwritable'; readonly out: string };
export type RendererBroken = { readonly type: 'BuildFailed'; readonly reason: string };

const root = resolve(import.meta.dirname, '../../../..');

/** Asks the report first, so that what cannot be reported is said before a browser is started; then prints it and puts the file in place whole. */
export const writeReport = async (
  world: ReportWorld,
  words: Words,
  app: App,
  request: ReportRequest,
): Promise<Result<Answer, CallError | OutUnwritable | RendererBroken>> => {
  const { report, status, asOf, from, to } = request;
  const choice = { status, ownerId: null, asOf, from, to };
  const content = (await app.call(pipelineReport.name, choice)) as Result<OutputOf<typeof pipelineReport>, CallError>;
  if (!content.ok) return content;
  const renderer = await ensureRenderer(root, () => world.printError(`${words.say('start.building')}\n`));
  if (!renderer.ok) return renderer;
  const printer = createChromiumPrinter({
    app,
    rendererDir: renderer.value.dir,
    random: world.ports.random,
    log: world.ports.log,
    env: world.env,
  });
  const printed = await printer.print({ url: placeOf({ report, language: words.language, ...choice }) });
  if (!printed.ok) return printed;
  const out = resolve(world.cwd, request.out);
  const written = await putInPlace(out, printed.value.bytes);
  if (!written.ok) return written;
  const rows = content.value.rows.length;
  return ok({
    code: 0,
    json: {
      report,
      out,
      language: words.language,
      asOf: content.value.asOf,
      status: status ?? 'all',
      rows,
      bytes: printed.value.bytes.length,
    },
    lines: [words.say('cli.reportMade', { out, count: rows })],
  });
};

/** Under another name first: a file of that name is replaced whole or left as it was. */
const putInPlace = async (out: string, bytes: Uint8Array): Promise<Result<null, CallError | OutUnwritable>> => {
  const temporary = `${out}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, out);
    return ok(null);
  } catch (cause) {
    await rm(temporary, { force: true });
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENOSPC' || code === 'EDQUOT') return err({ type: 'DiskFull' });
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG'].includes(code))
      return err({ type: 'OutUnwritable', out });
    throw cause;
  }
};
