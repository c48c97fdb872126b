/* running.h - lines at the head and foot of pages: said once, and page numbers not at all. */
#ifndef GEPPO_PARSE_ATTACHMENT_RUNNING_H
#define GEPPO_PARSE_ATTACHMENT_RUNNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { RUNNING_MOST = 200 };

/* Lines seen, by their hashes; {0} to begin. */
struct running {
	uint64_t line[RUNNING_MOST];
	size_t n;
};

/* Cut from the text what stands behind `from` but for lines of Chinese that are no page numbers
 * ("第 3 页 共 9 页") and were not kept before; with `red` only those a document begins with:
 * 某某局 文件, its number. */
void running_keep(struct running *seen, struct buf *text, size_t from, bool red);

/* A line of nothing but a page number: "- 3 -", "第 3 页，共 9 页". */
bool is_page_number(const char *line, size_t n);

#endif
