/** What `npm start` prints in the terminal. */

export const start = {
  building: 'Building the page …',
  built: 'The page is built: {{dir}}',
  buildFailed: 'The page could not be built: {{reason}}',
  noDisplay: 'There is no display here, so Samspill shows its page in a browser instead of a window.',
  isRoot:
    'Chromium keeps its protection from the administrator (root), so Samspill shows its page in a browser instead of a window. Start it as an ordinary user for the window.',
  noRuntime: 'Electron is not installed here and cannot be fetched now, so Samspill shows its page in a browser instead of a window.',
  link: 'Open {{url}}',
  linkOnce: 'The link signs one browser in, once. Starting again prints a new one.',
  dataFolder: 'Data folder: {{dir}}',
  sampleFolder: 'No data of your own yet, so this is the sample company: {{dir}}',
  stopHint: 'Stop with Ctrl+C.',
  portReplaced: 'Port {{port}} is taken by another program, so another one was chosen.',
  stopping: 'Closing …',
  usage: 'Usage: npm start -- [--web] [--port NUMBER] [--store FOLDER] [--lang en|nb|da|sv] [--no-open]',
  unknownArgument: 'Unknown argument: {{argument}}',
  valueMissing: '{{argument}} needs a value.',
  valueUnexpected: '{{argument}} takes no value.',
  argumentRepeated: '{{argument}} is given twice.',
  portInvalid: '{{value}} is not a port: give a whole number from 0 to 65535, where 0 takes any free port.',
  languageUnknown: '{{value}} is not a language of Samspill: choose en, nb, da or sv.',
  portTaken: 'Port {{port}} is taken by another program. Close it, choose another number with --port, or leave --port out.',
  portForbidden: 'You may not use port {{port}} here. Choose a number from 1024 upwards with --port.',
  rendererMissing: 'The built page is missing in {{dir}}. Run npm run build.',
  openFailed: 'The data in {{dir}} could not be opened ({{type}}).',
  storeUnwritable:
    'The data in {{dir}} can be neither opened nor created. Give yourself access to the folder, or choose another with --store.',
  storeMissing:
    'There is no Samspill data in {{dir}}. Import some with npm run -s samspill -- import --store FOLDER --from PATH, or choose another folder with --store.',
  storeLost_one:
    '{{dir}} once held {{n}} change, and its database is gone. Nothing was touched: put store.db back in its place or restore a backup.',
  storeLost_other:
    '{{dir}} once held {{n}} changes, and its database is gone. Nothing was touched: put store.db back in its place or restore a backup.',
  storeTooNew: 'The data in {{dir}} comes from a newer Samspill and was left untouched. Update Samspill to open it.',
  notAStore: '{{dir}} holds something other than Samspill data and was left untouched. Choose another folder with --store.',
  storeDamaged:
    'The data in {{dir}} is damaged and was left untouched. Restore a backup, or let the check tell more: npm run -s samspill -- doctor --store FOLDER',
  storeUnanswering: 'The disk that holds {{dir}} did not answer while reading or writing. Check it and start again.',
  storeBusy: 'Another program is writing to the data in {{dir}}. Try again in a moment.',
  diskFull: 'The disk that holds {{dir}} is full. Free some space and start again.',
} as const;
