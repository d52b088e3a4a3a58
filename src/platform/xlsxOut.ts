/** Writes a workbook of one sheet row by row: real days and numbers, texts that nothing calculates, its head in bold and always in sight. */
import { type OutCell, type OutColumn, type OutRow } from './outCell.ts';
import { openZip } from './zipOut.ts';

/** Characters that a cell of a sheet holds. */
const longestText = 32_767;
/** Figures that a number of a spreadsheet keeps. */
const exactFigures = 15;
const mostDecimals = 4;

const namespace = 'http://schemas.openxmlformats.org';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** What XML cannot hold at all: most control characters, halves of a pair, and two that are no characters. */
const notXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;
const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text inside a sheet; a text that looks like a spreadsheet's own escape (`_x000D_`) is escaped itself. */
const escaped = (text: string): string =>
  text
    .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(notXml, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[&<>"]/g, (mark) => marks[mark] ?? mark);

const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** Styles by their place in the list below. */
const style = { bold: 1, day: 2, number: 3 } as const;

const numberFormats = Array.from({ length: mostDecimals + 1 }, (_, decimals) =>
  decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`,
);

const styles = `${head}<styleSheet xmlns="${namespace}/spreadsheetml/2006/main"><numFmts count="${numberFormats.length + 1}">
<numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd"/>${numberFormats.map((format, at) => `<numFmt numFmtId="${171 + at}" formatCode="${format}"/>`).join('')}</numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="${numberFormats.length + 3}"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="170" applyNumberFormat="1"/>${numberFormats.map((_, at) => `<xf xfId="0" numFmtId="${171 + at}" applyNumberFormat="1"/>`).join('')}</cellXfs></styleSheet>`;

const fixedParts = (sheet: string): readonly (readonly [string, string])[] => [
  [
    '[Content_Types].xml',
    `${head}<Types xmlns="${namespace}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `${head}<Relationships xmlns="${namespace}/package/2006/relationships"><Relationship Id="rId1" Type="${namespace}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${head}<workbook xmlns="${namespace}/spreadsheetml/2006/main" xmlns:r="${namespace}/officeDocument/2006/relationships"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${head}<Relationships xmlns="${namespace}/package/2006/relationships"><Relationship Id="rId1" Type="${namespace}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${namespace}/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
  ],
  ['xl/styles.xml', styles],
];

const textCell = (at: string, text: string, look = 0): string =>
  `<c r="${at}"${look === 0 ? '' : ` s="${look}"`} t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, longestText))}</t></is></c>`;

/** Days since the last of 1899; before March 1900 spreadsheets count a day that never was. */
const serialOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569;
const firstSerial = 61;

const cellXml = (cell: OutCell, at: string): string => {
  if (cell === null) return '';
  switch (cell.is) {
    case 'text':
      // A text cell is never calculated, whatever it begins with: it needs no apostrophe.
      return textCell(at, cell.text);
    case 'number':
      // What a spreadsheet's number cannot hold exactly stays a text.
      return cell.text.replaceAll(/\D/g, '').replace(/^0+/, '').length > exactFigures || cell.decimals > mostDecimals
        ? textCell(at, cell.text)
        : `<c r="${at}" s="${style.number + cell.decimals}"><v>${cell.text}</v></c>`;
    case 'day': {
      const serial = serialOf(cell.day);
      return serial < firstSerial ? textCell(at, cell.day) : `<c r="${at}" s="${style.day}"><v>${serial}</v></c>`;
    }
  }
};

/** Names of sheets are short and without these signs. */
const sheetName = (name: string): string => name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31);

/** Rows of a sheet, its head included. */
export const mostSheetRows = 1_048_576;

/** Throws what the file system throws. */
export const writeSheet = (path: string, name: string, columns: readonly OutColumn[], rows: Iterable<OutRow>): void => {
  const zip = openZip(path);
  try {
    for (const [part, text] of fixedParts(sheetName(name))) {
      zip.part(part);
      zip.write(text);
    }
    zip.part('xl/worksheets/sheet1.xml');
    const places = columns.map((_, at) => letters(at));
    zip.write(
      `${head}<worksheet xmlns="${namespace}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`,
    );
    zip.write(`<row r="1">${columns.map((column, at) => textCell(`${places[at]}1`, column.head, style.bold)).join('')}</row>`);
    let line = 1;
    for (const row of rows) {
      line++;
      zip.write(`<row r="${line}">${row.map((cell, at) => cellXml(cell, `${places[at]}${line}`)).join('')}</row>`);
    }
    zip.write('</sheetData></worksheet>');
    zip.finish();
  } finally {
    zip.close();
  }
};
