/** What the application does for a host that prints: decode, check, and room for the file; printing itself is the host's. */
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import { formatDay } from '../../../shared/i18n/format.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/reports/contract.ts';
import { printAddressOf } from '../../../shared/reports/printAddress.ts';
import { reports } from '../../../shared/reports/reports.ts';
import type { RunnersOf } from '../tasks.ts';

export const reportTasks: RunnersOf<typeof contract> = {
  preparePrint: async (choice, { store, files }) => {
    const day = choice.asOf ?? store.read((tx) => tx.today);
    const { fileName }: { readonly fileName: TextKey } = reports[choice.report];
    const name = `${translate(choice.language, fileName, { day: formatDay(choice.language, day) })}.pdf`;
    return ok({ fileId: files.produce(name, 'application/pdf').id, name, address: printAddressOf(choice) });
  },
};
