/* report.h - does a piece of news report a document of the same month? Told by their titles. */
#ifndef GEPPO_BULLETIN_REPORT_H
#define GEPPO_BULLETIN_REPORT_H

#include <stdbool.h>

/* True when a name in 《》 of the news' title is the document's title, or a name in 《》 of it.
 * Blanks, quotation marks and width do not count; names under five characters tell nothing. Also
 * when the news' title holds the whole subject of a 关于…的通知, ten characters or more. */
bool title_reports(const char *news, const char *document);

#endif
