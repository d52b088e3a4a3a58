/** The pipeline table written to a file, in a thread and from a connection of its own: one moment of the store, whatever is written meanwhile. */
import type { Language } from '../../../shared/i18n/languages.ts';
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import { rawText } from '../../../shared/i18n/dictionary.ts';
import { toDecimalText } from '../../../shared/i18n/format.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import type { InputOf } from '../../../shared/kernel/contract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { isCurrency, minorDigits } from '../../../shared/kernel/money.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/pipeline/exportContract.ts';
import type { ExportError } from '../../../shared/pipeline/exportContract.ts';
import type { ReadTx } from '../../core/tx.ts';
import { readCursor, readWindow, type WindowSpec } from '../../core/window.ts';
import { systemPorts } from '../../platform/ports.ts';
import { mostSheetRows, type OutCell, type OutColumn, type OutRow, writeCsv, writeXlsx } from '../../platform/spreadsheetOut.ts';
import { runTask, startTask } from '../../platform/taskThread.ts';
import { openWorkspaceStore } from '../openWorkspace.ts';
import type { RunnersOf } from '../tasks.ts';
import { type DealRow, dealWindows } from './dealList.ts';

type Question = InputOf<typeof contract.exportDeals>;
type Input = { readonly storeDir: string; readonly path: string; readonly question: Question };
type Written = Result<{ readonly rows: number }, ExportError>;

type ExportRow = DealRow & { readonly createdDay: Day | null; readonly product: string | null; readonly contact: string | null };

/** The windows of the list, with what the table does not show. */
const exportWindows = (question: Question): readonly WindowSpec[] =>
  dealWindows({ ...question, after: null, limit: 500 }).map((spec) => ({
    ...spec,
    select: `${spec.select}, ds.created_day AS createdDay, xp.name AS product, xc.name AS contact`,
    from: `${spec.from} LEFT JOIN product xp ON xp.id = d.product_id LEFT JOIN contact xc ON xc.id = d.contact_id`,
  }));

function* rowsOf(tx: ReadTx, question: Question): Generator<ExportRow> {
  const windows = exportWindows(question);
  const [first] = windows;
  if (first === undefined) return;
  let after: string | null = null;
  do {
    const cursor = readCursor(after, first);
    if (cursor === null) throw new Error('a window gave out a position that it does not know');
    const page: ReturnType<typeof readWindow<ExportRow>> = readWindow<ExportRow>(tx, windows, cursor);
    yield* page.rows;
    after = page.next;
  } while (after !== null);
}

const text = (value: string | null): OutCell => (value === null || value === '' ? null : { is: 'text', text: value });
const day = (value: Day | null): OutCell => (value === null ? null : { is: 'day', day: value });

const stageName = (language: Language, { stage, seedKey }: ExportRow): string | null => {
  const seeded = seedKey === null ? undefined : rawText(language, `seeds.${seedKey}`);
  return seeded ?? stage;
};

const amountOf = ({ amount, currency }: ExportRow): OutCell => {
  if (amount === null || currency === null || !isCurrency(currency)) return null;
  const decimals = minorDigits(currency);
  return { is: 'number', text: toDecimalText(BigInt(amount), decimals), decimals };
};

/** Heads that the import knows again in every language. */
const columns: readonly {
  readonly head: TextKey;
  readonly width: number;
  readonly cell: (row: ExportRow, language: Language) => OutCell;
}[] = [
  { head: 'wizard.exportKey', width: 38, cell: ({ id }) => text(id) },
  { head: 'wizard.fieldTitle', width: 40, cell: ({ title }) => text(title) },
  { head: 'wizard.fieldAccount', width: 30, cell: ({ account }) => text(account) },
  { head: 'wizard.fieldContact', width: 24, cell: ({ contact }) => text(contact) },
  { head: 'wizard.fieldProduct', width: 24, cell: ({ product }) => text(product) },
  { head: 'wizard.fieldOwner', width: 24, cell: ({ owner }) => text(owner) },
  { head: 'wizard.fieldStage', width: 18, cell: (row, language) => text(stageName(language, row)) },
  { head: 'wizard.fieldCreatedDay', width: 12, cell: ({ createdDay }) => day(createdDay) },
  { head: 'wizard.fieldExpectedClose', width: 18, cell: ({ expectedClose }) => day(expectedClose) },
  { head: 'wizard.fieldCloseDay', width: 12, cell: ({ closedDay }) => day(closedDay) },
  { head: 'wizard.fieldAmount', width: 16, cell: amountOf },
  { head: 'wizard.fieldCurrency', width: 10, cell: ({ currency, amount }) => text(amount === null ? null : currency) },
  { head: 'wizard.fieldNextStep', width: 40, cell: ({ nextStep }) => text(nextStep) },
];

runTask(import.meta.url, async ({ storeDir, path, question }: Input): Promise<Written> => {
  const opened = openWorkspaceStore({ dir: storeDir, ports: systemPorts, create: false, readOnly: true });
  if (!opened.ok) return err({ type: 'StoreIoError' });
  const store = opened.value;
  try {
    const { language } = question;
    const heads: readonly OutColumn[] = columns.map(({ head, width }) => ({ head: translate(language, head), width }));
    const rows: readonly OutRow[] = store.read((tx) =>
      Array.from(rowsOf(tx, question), (row) => columns.map(({ cell }) => cell(row, language))),
    );
    if (question.format === 'xlsx' && rows.length >= mostSheetRows) return err({ type: 'TooManyForSheet', limit: mostSheetRows - 1 });
    const written =
      question.format === 'csv'
        ? writeCsv(path, heads, rows, language === 'en' ? '.' : ',')
        : await writeXlsx(path, translate(language, 'pipeline.table'), heads, rows);
    return written.ok ? ok({ rows: rows.length }) : written;
  } finally {
    store.close();
  }
});

const mimes = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;

export const exportTasks: RunnersOf<typeof contract> = {
  exportDeals: async (question, context) => {
    const { language, format } = question;
    const today = context.store.read((tx) => tx.today);
    const name = `${translate(language, 'wizard.exportFile', { day: today })}.${format}`;
    const { path, id } = context.files.produce(name, mimes[format]);
    const input: Input = { storeDir: context.store.dir, path, question };
    const written = await startTask<Written>(new URL(import.meta.url), input, () => {}).result;
    return written.ok ? ok({ fileId: id, name, rows: written.value.rows }) : written;
  },
};
