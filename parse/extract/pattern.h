/* pattern.h - the regular expressions of this room: one table, each compiled once (PCRE2, UTF,
 * JIT), subjects capped. */
#ifndef GEPPO_PARSE_EXTRACT_PATTERN_H
#define GEPPO_PARSE_EXTRACT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

enum pattern {
	PATTERN_DATE,         /* 1 year 2 month 3 day, any separators */
	PATTERN_HAN_DATE,     /* 二〇二四年五月十日: 1, 2, 3 */
	PATTERN_ENGLISH_DATE, /* May 8, 2026: 1, 2, 3; 8 May 2026: 4, 5, 6 */
	PATTERN_MONTH,        /* 1 year 2 month */
	PATTERN_URL_DATE,     /* 1 year 2 month 3 day in an address */
	PATTERN_DOC_NUMBER,   /* 京环发〔2024〕5号 */
	PATTERN_ORDER,        /* 令第31号, 公告2024年第5号: whole line or in brackets */
	PATTERN_LABEL,        /* a label of an info table with its colon; which: see label groups */
	PATTERN_ORGAN_TITLE,  /* 1: the issuers in front of 关于 in a title */
	PATTERN_ORGAN,        /* a whole line that names a body of government */
	PATTERN_SITE,         /* words of a site's or column's name */
	PATTERN_IN_FORCE,
	PATTERN_IN_FORCE_NOW,
	PATTERN_DEADLINE,
	PATTERN_ADDRESSEE,
	PATTERN_CONTACT,
	PATTERN_META_LINE, /* lines about the page, not of the text */
	PATTERN_TAIL_LINE, /* behind it nothing belongs to the text */
	PATTERN_TAIL_MARK, /* of those, the ones that never stand in a text */
	PATTERN_FOOTER,    /* lines of a site's foot */
	PATTERN_CREDIT,    /* 责任编辑：… */
	PATTERN_PAGER,     /* createPageHTML(…), countPage = N, … */
	PATTERN_ATTACHMENT,
	PATTERN_COUNT
};

enum { SPAN_MAX = 32 };

struct span {
	size_t start, end; /* start > end: the group took no part */
};

struct patterns;

struct patterns *patterns_new(void);
void patterns_free(struct patterns *p);

/* Find the pattern in s (n bytes of UTF-8, cut to CAP_PATTERN_SUBJECT) from `from` on. Fills up to
 * SPAN_MAX groups; the whole match is spans[0]. */
bool pattern_find(const struct patterns *p, enum pattern which, const char *s, size_t n,
    size_t from, struct span spans[SPAN_MAX]);
bool pattern_in(const struct patterns *p, enum pattern which, const char *s);

#endif
