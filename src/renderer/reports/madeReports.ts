/** The PDFs made since this window was opened, newest first; the files themselves are with the host. */
import { create } from 'zustand';
import type { OutputOf } from '../../shared/kernel/contract.ts';
import type { print } from '../../shared/reports/contract.ts';

export type MadeReport = OutputOf<typeof print>;

type MadeReports = { readonly made: readonly MadeReport[]; readonly add: (report: MadeReport) => void };

export const useMadeReports = create<MadeReports>()((set) => ({
  made: [],
  add: (report) => {
    set(({ made }) => ({ made: [report, ...made] }));
  },
}));
