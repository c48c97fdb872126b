/* trend.c - see trend.h. */
#include "bulletin/trend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

/* The number of entries an issue said it has. */
static size_t
issue_count(const char *xml)
{
	xmlDocPtr doc = xmlReadMemory(
	    xml, (int)strlen(xml), "issue.xml", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
	xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
	xmlChar *count = root ? xmlGetProp(root, (const xmlChar *)"count") : NULL;
	size_t n = count ? strtoul((const char *)count, NULL, 10) : 0;
	xmlFree(count);
	xmlFreeDoc(doc);
	return n;
}

/* What would have been looked at for an issue: no noise, no reports of other documents. */
static int
count_known(struct store *s, const char *month, struct arena *a, size_t *count, struct fail *f)
{
	char first[DATE_SIZE], last[DATE_SIZE];
	const struct item *items;
	size_t n;
	if (!date_month(month, first, last))
		return 0;
	struct item_query q = {.date_from = first, .date_to = last, .air = "borderline"};
	if (store_items(s, &q, a, &items, &n, f) < 0)
		return -1;
	for (size_t k = 0; k < n; k++)
		*count += !items[k].merged_into && !items[k].date_is_capture &&
		          !item_is_noise(&items[k]) &&
		          strcmp(item_value(&items[k], "doc_type"), "news") != 0;
	return 0;
}

static int
month_read(struct store *s, struct trend_month *t, struct fail *f)
{
	struct arena a = {0};
	struct issue issue;
	int rc = store_issue(s, t->id, &a, &issue, f);
	t->issue = rc == 1;
	if (rc == 1)
		t->count = issue_count(issue.xml);
	else if (rc == 0)
		rc = count_known(s, t->id, &a, &t->count, f);
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}

int
trend_read(
    struct store *s, const struct month *m, struct arena *a, struct material *mat, struct fail *f)
{
	struct trend_month *months = arena_zalloc(a, TREND_MONTHS, sizeof *months);
	struct date d;
	if (!date_parse(m->id, &d))
		return 0;
	int from = d.year * 12 + d.month - 1 - TREND_MONTHS;
	for (int k = 0; k < TREND_MONTHS; k++) {
		struct date month = {(from + k) / 12, (from + k) % 12 + 1, 0};
		char text[DATE_SIZE];
		date_write(month, text);
		snprintf(months[k].id, sizeof months[k].id, "%.7s", text);
		if (month_read(s, &months[k], f) < 0)
			return -1;
	}
	mat->trend = months;
	return 0;
}
