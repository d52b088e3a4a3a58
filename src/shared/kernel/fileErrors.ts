/** Why a file from outside cannot be read: what the reading of files says, and what the import answers. */

/** `name` is the path as it was given, never a full path of this machine. */
export type UnreadablePath = {
  readonly type: 'UnreadablePath';
  readonly name: string;
  readonly reason: 'missing' | 'notAFile' | 'denied' | 'failed';
};

export type WorkbookError =
  /** It asks for a password, which the import has no use for. */
  | { readonly type: 'WorkbookLocked' }
  /** It looks like a workbook and is not one, or is cut off. */
  | { readonly type: 'WorkbookUnreadable' }
  /** `limit` in megabytes, unpacked. */
  | { readonly type: 'WorkbookTooLarge'; readonly limit: number }
  /** `limit`: cells of a sheet, empty ones between others included. */
  | { readonly type: 'WorkbookTooManyCells'; readonly limit: number }
  | { readonly type: 'SheetMissing'; readonly sheet: string };
