/** A kind of file that the import takes, as the context of its records declares it. */

export type ImportKindParts<Field extends string = string> = {
  /** What a column of the file can be. */
  readonly fields: readonly Field[];
  /** The fields without which a file is not of that kind. */
  readonly needs: readonly Field[];
  /** The tables that its rows may fill, among them those of records that they only name; what an import keeps of itself comes on top. */
  readonly fills: readonly string[];
  /** The right that importing it asks for. */
  readonly action: string;
};

export const importKind = <const Field extends string>(
  parts: ImportKindParts<Field> & { readonly needs: readonly NoInfer<Field>[] },
): ImportKindParts<Field> => parts;
