/** Words of the import: what can be odd in a file, what may be done about it, and what cannot be imported. */
import { type Additions, joined, words } from '../text.ts';
import { common } from './common.ts';
import { importProblems } from './importProblems.ts';
import { settings } from './settings.ts';
import { trash } from './trash.ts';

const course = words({
  dryRun: {
    en: 'Dry run: nothing was stored',
    nb: 'Prøvekjøring: ingenting ble lagret',
    da: 'Prøvekørsel: intet blev gemt',
    sv: 'Provkörning: ingenting sparades',
  },
  stored: { en: 'Stored', nb: 'Lagret', da: 'Gemt', sv: 'Sparat' },
  nothingChanged: {
    en: 'Nothing has changed since the last import',
    nb: 'Ingenting er endret siden forrige import',
    da: 'Intet er ændret siden sidste import',
    sv: 'Ingenting har ändrats sedan förra importen',
  },
  batchCommitted: { en: 'Imported', nb: 'Importert', da: 'Importeret', sv: 'Importerad' },
  batchUndone: { en: 'Undone', nb: 'Angret', da: 'Fortrudt', sv: 'Ångrad' },
  rowsRead: {
    en: { one: '{{n}} row read', other: '{{n}} rows read' },
    nb: { one: '{{n}} rad lest', other: '{{n}} rader lest' },
    da: { one: '{{n}} række læst', other: '{{n}} rækker læst' },
    sv: { one: '{{n}} rad läst', other: '{{n}} rader lästa' },
  },
  heldBack: {
    en: { one: '{{n}} row held back', other: '{{n}} rows held back' },
    nb: { one: '{{n}} rad holdt tilbake', other: '{{n}} rader holdt tilbake' },
    da: { one: '{{n}} række holdt tilbage', other: '{{n}} rækker holdt tilbage' },
    sv: { one: '{{n}} rad hölls tillbaka', other: '{{n}} rader hölls tillbaka' },
  },
  stagesToPutAway: {
    en: {
      one: '{{n}} stage that came with the product goes to the trash ({{names}}): no deal was ever in it, and these files bring stages of their own. Undoing the import brings it back.',
      other:
        '{{n}} stages that came with the product go to the trash ({{names}}): no deal was ever in them, and these files bring stages of their own. Undoing the import brings them back.',
    },
    nb: {
      one: '{{n}} fase som fulgte med fra starten, legges i papirkurven ({{names}}): ingen salgsmulighet har stått i den, og filene har sine egne faser. Angrer du importen, kommer den tilbake.',
      other:
        '{{n}} faser som fulgte med fra starten, legges i papirkurven ({{names}}): ingen salgsmulighet har stått i dem, og filene har sine egne faser. Angrer du importen, kommer de tilbake.',
    },
    da: {
      one: '{{n}} fase, der fulgte med fra starten, lægges i papirkurven ({{names}}): ingen salgsmulighed har stået i den, og filerne har deres egne faser. Fortryder du importen, kommer den tilbage.',
      other:
        '{{n}} faser, der fulgte med fra starten, lægges i papirkurven ({{names}}): ingen salgsmulighed har stået i dem, og filerne har deres egne faser. Fortryder du importen, kommer de tilbage.',
    },
    sv: {
      one: '{{n}} steg som följde med från början läggs i papperskorgen ({{names}}): ingen affär har stått i det, och filerna har egna steg. Ångrar du importen kommer det tillbaka.',
      other:
        '{{n}} steg som följde med från början läggs i papperskorgen ({{names}}): ingen affär har stått i dem, och filerna har egna steg. Ångrar du importen kommer de tillbaka.',
    },
  },
  stagesPutAway: {
    en: {
      one: '{{n}} stage that came with the product is in the trash ({{names}}): no deal was ever in it, and these files brought stages of their own. Undoing the import brings it back.',
      other:
        '{{n}} stages that came with the product are in the trash ({{names}}): no deal was ever in them, and these files brought stages of their own. Undoing the import brings them back.',
    },
    nb: {
      one: '{{n}} fase som fulgte med fra starten, ligger nå i papirkurven ({{names}}): ingen salgsmulighet har stått i den, og filene hadde sine egne faser. Angrer du importen, kommer den tilbake.',
      other:
        '{{n}} faser som fulgte med fra starten, ligger nå i papirkurven ({{names}}): ingen salgsmulighet har stått i dem, og filene hadde sine egne faser. Angrer du importen, kommer de tilbake.',
    },
    da: {
      one: '{{n}} fase, der fulgte med fra starten, ligger nu i papirkurven ({{names}}): ingen salgsmulighed har stået i den, og filerne havde deres egne faser. Fortryder du importen, kommer den tilbage.',
      other:
        '{{n}} faser, der fulgte med fra starten, ligger nu i papirkurven ({{names}}): ingen salgsmulighed har stået i dem, og filerne havde deres egne faser. Fortryder du importen, kommer de tilbage.',
    },
    sv: {
      one: '{{n}} steg som följde med från början ligger nu i papperskorgen ({{names}}): ingen affär har stått i det, och filerna hade egna steg. Ångrar du importen kommer det tillbaka.',
      other:
        '{{n}} steg som följde med från början ligger nu i papperskorgen ({{names}}): ingen affär har stått i dem, och filerna hade egna steg. Ångrar du importen kommer de tillbaka.',
    },
  },
  undecided: {
    en: { one: '{{n}} not decided', other: '{{n}} not decided' },
    nb: { one: '{{n}} ikke avgjort', other: '{{n}} ikke avgjort' },
    da: { one: '{{n}} ikke afgjort', other: '{{n}} ikke afgjort' },
    sv: { one: '{{n}} inte avgjord', other: '{{n}} inte avgjorda' },
  },
  made: { en: '{{count}} new', nb: '{{count}} nye', da: '{{count}} nye', sv: '{{count}} nya' },
  changed: { en: '{{count}} changed', nb: '{{count}} endret', da: '{{count}} ændret', sv: '{{count}} ändrade' },
  unchanged: { en: '{{count}} unchanged', nb: '{{count}} uendret', da: '{{count}} uændret', sv: '{{count}} oförändrade' },
  linked: {
    en: '{{count}} matched by name',
    nb: '{{count}} gjenkjent på navn',
    da: '{{count}} genkendt på navn',
    sv: '{{count}} igenkända på namn',
  },
  suggestion: { en: 'Did you mean {{name}}?', nb: 'Mente du {{name}}?', da: 'Mente du {{name}}?', sv: 'Menade du {{name}}?' },
  skippedNotData: { en: 'not data', nb: 'ikke data', da: 'ikke data', sv: 'inte data' },
  skippedUnknownLayout: {
    en: 'columns not recognised',
    nb: 'kolonnene ble ikke gjenkjent',
    da: 'kolonnerne blev ikke genkendt',
    sv: 'kolumnerna kändes inte igen',
  },
  skippedEmpty: { en: 'empty', nb: 'tom', da: 'tom', sv: 'tom' },
  skippedOtherKind: {
    en: 'another kind was asked for',
    nb: 'en annen type ble valgt',
    da: 'en anden type blev valgt',
    sv: 'en annan typ valdes',
  },
  CellTooLong: {
    en: '{{file}}, line {{line}}: a cell is longer than {{limit}} characters. A quotation mark may be missing. Nothing was imported.',
    nb: '{{file}}, linje {{line}}: en celle er lengre enn {{limit}} tegn. Kanskje mangler et anførselstegn. Ingenting ble importert.',
    da: '{{file}}, linje {{line}}: en celle er længere end {{limit}} tegn. Måske mangler et citationstegn. Intet blev importeret.',
    sv: '{{file}}, rad {{line}}: en cell är längre än {{limit}} tecken. Kanske saknas ett citattecken. Ingenting importerades.',
  },
  TooManyColumns: {
    en: '{{file}}, line {{line}}: more than {{limit}} columns. Nothing was imported.',
    nb: '{{file}}, linje {{line}}: flere enn {{limit}} kolonner. Ingenting ble importert.',
    da: '{{file}}, linje {{line}}: flere end {{limit}} kolonner. Intet blev importeret.',
    sv: '{{file}}, rad {{line}}: fler än {{limit}} kolumner. Ingenting importerades.',
  },
  TooManyRows: {
    en: '{{file}} has more than {{limit}} rows. Split it. Nothing was imported.',
    nb: '{{file}} har flere enn {{limit}} rader. Del den opp. Ingenting ble importert.',
    da: '{{file}} har flere end {{limit}} rækker. Del den op. Intet blev importeret.',
    sv: '{{file}} har fler än {{limit}} rader. Dela upp den. Ingenting importerades.',
  },
  UnclosedQuote: {
    en: '{{file}}: the quotation mark on line {{line}} is never closed. Nothing was imported.',
    nb: '{{file}}: anførselstegnet på linje {{line}} blir aldri avsluttet. Ingenting ble importert.',
    da: '{{file}}: citationstegnet på linje {{line}} bliver aldrig afsluttet. Intet blev importeret.',
    sv: '{{file}}: citattecknet på rad {{line}} avslutas aldrig. Ingenting importerades.',
  },
  NothingToImport: {
    en: 'There is nothing to import here.',
    nb: 'Her er det ingenting å importere.',
    da: 'Her er intet at importere.',
    sv: 'Här finns ingenting att importera.',
  },
  LayoutUnknown: {
    en: 'The columns of {{file}} were not recognised. Say which column is which with a mapping.',
    nb: 'Kolonnene i {{file}} ble ikke gjenkjent. Oppgi med en tilordning hvilken kolonne som er hva.',
    da: 'Kolonnerne i {{file}} blev ikke genkendt. Angiv med en tilknytning, hvilken kolonne der er hvad.',
    sv: 'Kolumnerna i {{file}} kändes inte igen. Ange med en mappning vilken kolumn som är vad.',
  },
  ColumnMissing: {
    en: '{{file}} has no column “{{column}}”, which the mapping names.',
    nb: '{{file}} har ingen kolonne «{{column}}», som tilordningen nevner.',
    da: '{{file}} har ingen kolonne »{{column}}«, som tilknytningen nævner.',
    sv: '{{file}} har ingen kolumn ”{{column}}”, som mappningen nämner.',
  },
  Cancelled: {
    en: 'The import was stopped. Nothing was stored.',
    nb: 'Importen ble stoppet. Ingenting ble lagret.',
    da: 'Importen blev standset. Intet blev gemt.',
    sv: 'Importen stoppades. Ingenting sparades.',
  },
  MappingNotFound: {
    en: 'There is no saved mapping called “{{name}}”.',
    nb: 'Det finnes ingen lagret tilordning som heter «{{name}}».',
    da: 'Der findes ingen gemt tilknytning, der hedder »{{name}}«.',
    sv: 'Det finns ingen sparad mappning som heter ”{{name}}”.',
  },
  InvalidMapping: {
    en: 'The mapping is not valid: see what is named below.',
    nb: 'Tilordningen er ikke gyldig: se det som er nevnt nedenfor.',
    da: 'Tilknytningen er ikke gyldig: se det, der er nævnt nedenfor.',
    sv: 'Mappningen är inte giltig: se det som nämns nedan.',
  },
  InvalidDecisions: {
    en: 'The decisions are not valid: see what is named below. Nothing was imported.',
    nb: 'Avgjørelsene er ikke gyldige: se det som er nevnt nedenfor. Ingenting ble importert.',
    da: 'Afgørelserne er ikke gyldige: se det, der er nævnt nedenfor. Intet blev importeret.',
    sv: 'Besluten är inte giltiga: se det som nämns nedan. Ingenting importerades.',
  },
  FileNotGranted: {
    en: 'Choose the file again: the program may only read files that you have chosen.',
    nb: 'Velg filen på nytt: programmet kan bare lese filer du har valgt.',
    da: 'Vælg filen igen: programmet må kun læse filer, du har valgt.',
    sv: 'Välj filen igen: programmet får bara läsa filer som du har valt.',
  },
  BatchNotFound: {
    en: 'This import is not there.',
    nb: 'Denne importen finnes ikke.',
    da: 'Denne import findes ikke.',
    sv: 'Den här importen finns inte.',
  },
  BatchAlreadyUndone: {
    en: 'This import was undone before.',
    nb: 'Denne importen er allerede angret.',
    da: 'Denne import er allerede fortrudt.',
    sv: 'Den här importen är redan ångrad.',
  },
  keptEdited: {
    en: 'Kept, because it was edited since',
    nb: 'Beholdt fordi den er endret siden',
    da: 'Beholdt, fordi den er ændret siden',
    sv: 'Behållen eftersom den har ändrats sedan dess',
  },
  keptUsed: {
    en: 'Kept, because something that stays refers to it',
    nb: 'Beholdt fordi noe som blir stående, viser til den',
    da: 'Beholdt, fordi noget, der bliver stående, henviser til den',
    sv: 'Behållen eftersom något som finns kvar hänvisar till den',
  },
  keptSealed: {
    en: 'Kept, because nobody can take it back',
    nb: 'Beholdt fordi ingen kan angre den',
    da: 'Beholdt, fordi ingen kan fortryde den',
    sv: 'Behållen eftersom ingen kan ångra den',
  },
  keptUnfitting: {
    en: 'Kept, because what it held before may not be written any more',
    nb: 'Beholdt fordi det som sto der før, ikke lenger kan skrives',
    da: 'Beholdt, fordi det, der stod der før, ikke længere kan skrives',
    sv: 'Behållen eftersom det som stod där förut inte längre får skrivas',
  },
  noBatches: {
    en: 'Nothing has been imported yet.',
    nb: 'Ingenting er importert ennå.',
    da: 'Der er ikke importeret noget endnu.',
    sv: 'Inget har importerats ännu.',
  },
  progress: {
    en: '{{done}} of {{total}} rows',
    nb: '{{done}} av {{total}} rader',
    da: '{{done}} af {{total}} rækker',
    sv: '{{done}} av {{total}} rader',
  },
});

export const imports = joined(course, importProblems);

const decision = { en: 'Decision', nb: 'Avgjørelse', da: 'Afgørelse', sv: 'Beslut' } as const;
const original = { en: 'As it came', nb: 'Slik det kom', da: 'Som det kom', sv: 'Så som det kom' } as const;

const fields = words({
  'import_batch.source': settings.source,
  'import_batch.startedAt': common.when,
  'import_batch.status': { en: 'State', nb: 'Status', da: 'Status', sv: 'Status' },
  'external_ref.source': settings.source,
  'external_ref.kind': common.kind,
  'external_ref.key': {
    en: 'Key in the other system',
    nb: 'Nøkkel i det andre systemet',
    da: 'Nøgle i det andet system',
    sv: 'Nyckel i det andra systemet',
  },
  'external_ref.recordId': trash.record,
  'import_problem.batchId': { en: 'Import', nb: 'Import', da: 'Import', sv: 'Import' },
  'import_problem.kind': common.kind,
  'import_problem.file': { en: 'File', nb: 'Fil', da: 'Fil', sv: 'Fil' },
  'import_problem.line': { en: 'Line', nb: 'Linje', da: 'Linje', sv: 'Rad' },
  'import_problem.column': { en: 'Column', nb: 'Kolonne', da: 'Kolonne', sv: 'Kolumn' },
  'import_problem.original': original,
  'import_problem.recordId': trash.record,
  'import_problem.decision': decision,
  'import_decision.source': settings.source,
  'import_decision.kind': common.kind,
  'import_decision.original': original,
  'import_decision.choice': decision,
  'import_mapping.name': common.name,
  'import_mapping.kind': common.kind,
});

/** What imports add to the areas that speak of every context. */
export const ofImports = {
  kinds: words({
    import_batch: fields['import_problem.batchId'],
    external_ref: fields['external_ref.key'],
    import_problem: { en: 'Odd cell', nb: 'Avvik', da: 'Afvigelse', sv: 'Avvikelse' },
    import_decision: fields['import_decision.choice'],
    import_mapping: { en: 'Mapping', nb: 'Oppsett', da: 'Opsætning', sv: 'Mappning' },
  }),
  fields,
  choices: words({
    'import_batch.status.committed': imports.batchCommitted,
    'import_batch.status.undone': imports.batchUndone,
  }),
  changes: words({
    imports_decide: { en: 'import decided', nb: 'import avgjort', da: 'import afgjort', sv: 'import avgjord' },
    imports_saveMapping: { en: 'mapping saved', nb: 'tilordning lagret', da: 'tilknytning gemt', sv: 'mappning sparad' },
    imports_undoBatch: { en: 'import taken back', nb: 'import angret', da: 'import fortrudt', sv: 'import ångrad' },
    imports_check: { en: 'import checked', nb: 'import kontrollert', da: 'import kontrolleret', sv: 'import kontrollerad' },
    imports_run: { en: 'imported', nb: 'importert', da: 'importeret', sv: 'importerat' },
    imports_cancel: { en: 'import stopped', nb: 'import stoppet', da: 'import stoppet', sv: 'import stoppad' },
  }),
} satisfies Additions;
