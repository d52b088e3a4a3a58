/** Where the person is in the wizard, with what they chose and answered: kept in this browser, so that a reload loses nothing. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type Answer, draftOf, type Drafts, type FileDraft } from './draft.ts';

export const steps = ['choose', 'files', 'columns', 'check', 'dryRun', 'done'] as const;
export type Step = (typeof steps)[number];

type Kept = {
  readonly step: Step;
  /** What the application lent for the dropped files, and their names; it forgets the grant when it ends. */
  readonly grant: string | null;
  readonly names: readonly string[];
  readonly drafts: Drafts;
  readonly answers: readonly Answer[];
};
export type WizardState = Kept & {
  readonly goTo: (step: Step) => void;
  readonly take: (grant: string, names: readonly string[]) => void;
  readonly change: (name: string, changes: Partial<FileDraft>) => void;
  /** A choice of null takes the answer back. */
  readonly answer: (kind: string, original: string | null, choice: string | null) => void;
  /** The files are gone from the application's hands; what was said about them stays. */
  readonly loseFiles: () => void;
  readonly startOver: () => void;
};

const fresh: Kept = { step: 'choose', grant: null, names: [], drafts: {}, answers: [] };

const isKept = (kept: unknown): kept is Kept => {
  if (typeof kept !== 'object' || kept === null) return false;
  const { step, names, drafts, answers } = kept as Partial<Record<keyof Kept, unknown>>;
  return (
    steps.some((known) => known === step) && Array.isArray(names) && Array.isArray(answers) && typeof drafts === 'object' && drafts !== null
  );
};

export const useWizard = create<WizardState>()(
  persist(
    (set) => ({
      ...fresh,
      goTo: (step) => {
        set({ step });
      },
      take: (grant, names) => {
        // The same files chosen again keep what was said about them.
        set(({ names: before, drafts, answers }) => {
          const isSame = names.some((name) => before.includes(name));
          return { step: 'files', grant, names, drafts: isSame ? drafts : {}, answers: isSame ? answers : [] };
        });
      },
      change: (name, changes) => {
        set(({ drafts }) => ({ drafts: { ...drafts, [name]: { ...draftOf(drafts, name), ...changes } } }));
      },
      answer: (kind, original, choice) => {
        set(({ answers }) => {
          const others = answers.filter((answer) => answer.kind !== kind || answer.original !== original);
          return { answers: choice === null ? others : [...others, { kind, original, choice }] };
        });
      },
      loseFiles: () => {
        set({ step: 'choose', grant: null });
      },
      startOver: () => {
        set(fresh);
      },
    }),
    {
      name: 'samspill.import',
      partialize: ({ step, grant, names, drafts, answers }): Kept => ({ step, grant, names, drafts, answers }),
      merge: (kept, state) => (isKept(kept) ? { ...state, ...kept } : state),
    },
  ),
);

/** The answer given here for an original text, or (null) for the whole kind. */
export const answerTo = (answers: readonly Answer[], kind: string, original: string | null): string | null =>
  answers.find((answer) => answer.kind === kind && answer.original === original)?.choice ?? null;
