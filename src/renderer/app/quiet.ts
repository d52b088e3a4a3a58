/** When silence about a deal is worth a look. */

/** More whole days without activity than this are shown as a warning on an open deal. */
export const quietLimit = 14;
