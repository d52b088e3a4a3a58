/** What a text is: four languages side by side, in one form or in two that a count chooses between; and what the compiler holds them to. */
import { joined as unlike } from '../kernel/unlike.ts';
import type { Language } from './languages.ts';

type Forms = { readonly one: string; readonly other: string };
/** One form, or two, in all four languages alike. `{{name}}` is a place to fill in, `<figure>…</figure>` a part that opens a figure. */
export type Text = Readonly<Record<Language, string>> | Readonly<Record<Language, Forms>>;
export type Area = Readonly<Record<string, Text>>;

/** What stands in the places and marks of a text, marks with their ends. */
type Places<Said> = Said extends `${string}{{${infer Name}}}${infer Rest}` ? `{{${Name}}}` | Places<Rest> : never;
type Marks<Said> = Said extends `${string}<${infer Name}>${infer Rest}` ? `<${Name}>` | Marks<Rest> : never;
type Filled<Said> = Places<Said> | Marks<Said>;

/** The text itself where it has the places and marks of the English one; else what it needs, for the compiler to print. */
type Fitting<Said, English> = [Filled<Said>, Filled<English>] extends [Filled<English>, Filled<Said>]
  ? Said
  : { readonly needs: Filled<English> };

type Spoken<Said, English> = English extends string
  ? Said extends string
    ? Fitting<Said, English>
    : string
  : Said extends string
    ? Forms
    : {
        readonly [Form in keyof Forms | keyof Said]: Form extends keyof Forms & keyof Said & keyof English
          ? Fitting<Said[Form], English[Form]>
          : Form extends keyof Forms
            ? string
            : never;
      };

type Checked<Given> = Given extends { readonly en: infer English }
  ? {
      readonly [Each in Language | keyof Given]: Each extends Language & keyof Given
        ? Spoken<Given[Each], English>
        : Each extends Language
          ? string | Forms
          : never;
    }
  : Text;

type Written = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The texts of an area as they are; a missing language, other forms, and other places than the English text has do not compile. */
export const words = <const A extends Written>(area: A & NoInfer<{ readonly [Key in keyof A]: Checked<A[Key]> }>): A => area;

/** An area in two files, which name no text twice. */
export const joined = <One extends Area, Other extends Area>(
  one: One,
  other: Other & { readonly [Key in keyof One & keyof Other]: never },
): One & Other => ({ ...one, ...other });

/** The areas that speak of every context, each of which adds the words for what it declares. */
type SharedArea = 'kinds' | 'fields' | 'choices' | 'changes' | 'imports' | 'wizard';
/** What a context adds to them. */
export type Additions = { readonly [Name in SharedArea]?: Area };

type Added<Name extends SharedArea, Parts extends readonly object[]> = Parts extends readonly [
  infer First,
  ...infer Rest extends readonly object[],
]
  ? (First extends Readonly<Record<Name, infer Words>> ? Words : unknown) & Added<Name, Rest>
  : unknown;

/** One of them whole: its own words, and those of every context; no text is named twice. */
export const added = <Name extends SharedArea, const Own extends Area, const Parts extends readonly Additions[]>(
  name: Name,
  own: Own,
  parts: Parts,
): Own & Added<Name, Parts> => {
  const areas = [own, ...parts.flatMap((part): readonly Area[] => (part[name] === undefined ? [] : [part[name]]))];
  return unlike(`the text of ${name}`, ...areas) as Own & Added<Name, Parts>;
};
