/* list.h - the numbers that Word writes in front of paragraphs by itself: 一、 （二） 3. (a)
 *
 * One list is nine levels of counters. A level's number stands in its own text and, by %1 to %9,
 * in the texts of the levels below it. */
#ifndef GEPPO_PARSE_ATTACHMENT_LIST_H
#define GEPPO_PARSE_ATTACHMENT_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum { LIST_LEVELS = 9 };

/* Ways of counting, by the numbers of [MS-OSHARED] 2.2.1.3 (MSONFC). */
enum { LIST_DECIMAL = 0, LIST_BULLET = 23, LIST_NONE = 255 };

struct list_level {
	long start;
	int counting;     /* an MSONFC */
	const char *text; /* "第%1条", "%1.%2" */
	bool decimal;     /* all numbers in it as 1, 2, 3 */
	bool bare;        /* nothing stands between number and text */
	int restart; /* begins anew after this level (from 1) or a higher one; -1: any; 0: never */
};

struct list {
	struct list_level level[LIST_LEVELS];
	long count[LIST_LEVELS];
	bool begun[LIST_LEVELS];
};

/* The MSONFC of a name in ECMA-376, 17.18.59; LIST_DECIMAL for one not known. */
int list_counting(const char *name);

/* Count the next paragraph of that level (from 0) and write its number, with a blank behind it
 * where one belongs. Bullets adorn and are not written, boxes to be ticked are. */
void list_next(struct list *l, int level, struct buf *to);

#endif
