/** The foot of every printed page, the same whatever prints it. */

/** Fonts of the page do not reach this frame, and no text of a user may: it is markup outside the page's content security policy. */
export const pageFooter =
  '<div style="width:100%;padding:0 12mm;font:7px sans-serif;color:#55605b;text-align:right">' +
  '<span class="pageNumber"></span> / <span class="totalPages"></span></div>';
