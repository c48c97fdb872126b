/* xliffcodes.c - codes and annotations that start in one place and end in another, and codes that
 * may not be deleted or moved (XLIFF 2.1, 4.7.2.3, 4.7.2.4, 4.7.3). */
#include <stdlib.h>
#include <string.h>

#include "translate/xliffcheck.h"

enum { OPEN_MOST = 4096 };

struct side {
	const xmlNode *open[OPEN_MOST]; /* sc and sm whose end has not come yet */
	size_t n;
	bool moved_first; /* a code with canReorder "firstNo" came before */
};

static const char *
said(const xmlNode *n, const char *name, const char *otherwise)
{
	const char *value = xliff_value(n, name);
	return value ? value : otherwise;
}

static bool
says(const xmlNode *n, const char *name, const char *value)
{
	return strcmp(said(n, name, ""), value) == 0;
}

static bool
is_code(const xmlNode *n)
{
	return xliff_is(n, "ph") || xliff_is(n, "pc") || xliff_is(n, "sc") || xliff_is(n, "ec");
}

/* A start and its end say the same of what may be done with them. */
static void
pair_check(const xmlNode *start, const xmlNode *end, struct xliff_faults *faults)
{
	static const char *const names[] = {"canCopy", "canDelete", "canOverlap"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(said(start, names[i], "yes"), said(end, names[i], "yes")) != 0)
			xliff_fault(faults, end, "%s differs between sc and ec", names[i]);
	const char *first = said(start, "canReorder", "yes");
	const char *last = strcmp(first, "yes") == 0 ? "yes" : "no";
	if (strcmp(said(end, "canReorder", "yes"), last) != 0)
		xliff_fault(
		    faults, end, "canReorder of an ec whose sc says %s must be %s", first, last);
}

static void
end_take(struct side *s, const xmlNode *end, const char *start_name, struct xliff_faults *faults)
{
	const char *ref = said(end, "startRef", "");
	for (size_t i = s->n; i-- > 0;) {
		if (!xliff_is(s->open[i], start_name) || !says(s->open[i], "id", ref))
			continue;
		if (strcmp(start_name, "sc") == 0)
			pair_check(s->open[i], end, faults);
		memmove(&s->open[i], &s->open[i + 1], (s->n - i - 1) * sizeof *s->open);
		s->n--;
		return;
	}
	xliff_fault(
	    faults, end, "%s without its %s before it", (const char *)end->name, start_name);
}

static void
start_take(struct side *s, const xmlNode *start, struct xliff_faults *faults)
{
	if (s->n < OPEN_MOST)
		s->open[s->n++] = start;
	else
		xliff_fault(faults, start, "more than %d codes are open", OPEN_MOST);
}

static const xmlNode *
code_around(const xmlNode *n)
{
	return xliff_is(n->parent, "pc") ? n->parent : NULL;
}

/* The code right before this one in its order of reading: its elder sibling, else what it is in. */
static const xmlNode *
code_before(const xmlNode *n)
{
	for (const xmlNode *at = n->prev; at; at = at->prev)
		if (is_code(at))
			return at;
	return code_around(n);
}

/* A sequence that stays in order begins with firstNo and is not broken by a code that may move. */
static void
sequence_take(struct side *s, const xmlNode *n, struct xliff_faults *faults)
{
	const char *may = said(n, "canReorder", "yes");
	if (strcmp(may, "firstNo") == 0)
		s->moved_first = true;
	if (strcmp(may, "no") != 0)
		return;
	const xmlNode *before = code_before(n);
	if (!s->moved_first)
		xliff_fault(faults, n, "canReorder \"no\" without a \"firstNo\" before it");
	else if (before && strcmp(said(before, "canReorder", "yes"), "yes") == 0)
		xliff_fault(faults, n, "a code that may move stands in a sequence that may not");
}

static void
side_take(struct side *s, const xmlNode *text, struct xliff_faults *faults)
{
	for (xmlNode *n = NULL; (n = xliff_next(text, n));) {
		bool isolated = says(n, "isolated", "yes");
		if (xliff_is(n, "sm") || (xliff_is(n, "sc") && !isolated))
			start_take(s, n, faults);
		else if (xliff_is(n, "em"))
			end_take(s, n, "sm", faults);
		else if (xliff_is(n, "ec") && !isolated)
			end_take(s, n, "sc", faults);
		if (is_code(n))
			sequence_take(s, n, faults);
	}
}

static void
side_end(struct side *s, struct xliff_faults *faults)
{
	for (size_t i = 0; i < s->n; i++)
		xliff_fault(
		    faults, s->open[i], "%s without its end", (const char *)s->open[i]->name);
	*s = (struct side){0};
}

/* All sources, or all targets, of a unit are one text. */
static void
unit_check(const xmlNode *unit, const char *which, struct side *s, struct xliff_faults *faults)
{
	for (const xmlNode *part = unit->children; part; part = part->next) {
		if (!xliff_is(part, "segment") && !xliff_is(part, "ignorable"))
			continue;
		for (const xmlNode *text = part->children; text; text = text->next)
			if (xliff_is(text, which))
				side_take(s, text, faults);
	}
	side_end(s, faults);
}

/* ---- source against target ---- */

/* The code of the target that stands for one of the source. */
static const xmlNode *
twin(const xmlNode *target, const xmlNode *code)
{
	const char *name = xliff_value(code, "id") ? "id" : "startRef";
	for (xmlNode *n = NULL; (n = xliff_next(target, n));)
		if (strcmp((const char *)n->name, (const char *)code->name) == 0 &&
		    xliff_value(n, name) && says(n, name, said(code, name, "")))
			return n;
	return NULL;
}

static bool
same_code(const xmlNode *x, const xmlNode *y)
{
	if (x == NULL || y == NULL)
		return x == y;
	return strcmp((const char *)x->name, (const char *)y->name) == 0 &&
	       strcmp(said(x, "id", ""), said(y, "id", "")) == 0 &&
	       strcmp(said(x, "startRef", ""), said(y, "startRef", "")) == 0;
}

static void
kept_check(const xmlNode *source, const xmlNode *target, struct xliff_faults *faults)
{
	for (xmlNode *n = NULL; (n = xliff_next(source, n));) {
		if (!is_code(n))
			continue;
		const xmlNode *other = twin(target, n);
		if (says(n, "canDelete", "no") && other == NULL)
			xliff_fault(faults, n, "a code that must stay is not in the target");
		if (other && says(n, "canReorder", "no") &&
		    !(same_code(code_before(n), code_before(other)) &&
		        same_code(code_around(n), code_around(other))))
			xliff_fault(faults, other, "a code that must not move was moved");
	}
}

static void
segment_check(const xmlNode *segment, struct xliff_faults *faults)
{
	const xmlNode *source = NULL, *target = NULL;
	for (const xmlNode *n = segment->children; n; n = n->next) {
		source = xliff_is(n, "source") ? n : source;
		target = xliff_is(n, "target") ? n : target;
	}
	if (source && target)
		kept_check(source, target, faults);
}

void
xliff_codes(xmlDoc *doc, struct xliff_faults *faults)
{
	const xmlNode *root = xmlDocGetRootElement(doc);
	struct side *s = calloc(1, sizeof *s);
	for (xmlNode *n = NULL; s && (n = xliff_next(root, n));) {
		if (xliff_is(n, "unit")) {
			unit_check(n, "source", s, faults);
			unit_check(n, "target", s, faults);
		} else if (xliff_is(n, "segment"))
			segment_check(n, faults);
		else if (strcmp((const char *)n->name, "match") == 0)
			for (const xmlNode *text = n->children; text; text = text->next)
				if (xliff_is(text, "source") || xliff_is(text, "target")) {
					side_take(s, text, faults);
					side_end(s, faults);
				}
	}
	free(s);
}
