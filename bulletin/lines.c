/* lines.c - sections made of lines: each points at items, of this issue or of an earlier one. */
#include "bulletin/making.h"

#include <stdlib.h>
#include <string.h>

#include "bulletin/element.h"

static bool
is_draft(const struct item *i)
{
	return strcmp(item_value(i, "doc_type"), "draft") == 0;
}

static bool
has_editor_excluded(const struct making *mk, const struct item *i)
{
	return choice_of(&mk->material->choices, "exclude:", i->id) != NULL;
}

struct open_draft {
	const struct item *item;
	const char *deadline; /* NULL: not known */
	bool here;            /* an entry of this issue */
};

/* The nearest deadline first, unknown ones last. */
static int
compare_drafts(const void *x, const void *y)
{
	const struct open_draft *a = x, *b = y;
	const char *last = "9999-99-99";
	int date = strcmp(a->deadline ? a->deadline : last, b->deadline ? b->deadline : last);
	return date != 0 ? date : strcmp(a->item->id, b->item->id);
}

static size_t
collect_drafts(const struct making *mk, struct open_draft *drafts)
{
	size_t n = 0;
	for (size_t k = 0; k < mk->selection->n; k++) {
		const struct pick *p = &mk->selection->picks[k];
		if (p->fate == FATE_ENTRY && is_draft(p->item))
			drafts[n++] =
			    (struct open_draft){p->item, p->item->documents[0].deadline, true};
	}
	for (size_t k = 0; k < mk->material->n_coming; k++) {
		const struct item *i = &mk->material->coming[k];
		const char *deadline = i->documents[0].deadline;
		if (has_editor_excluded(mk, i) || making_is_entry(mk, i->id) || !is_draft(i) ||
		    !deadline || !i->date || strcmp(deadline, mk->month->issued) < 0 ||
		    strcmp(i->date, mk->month->last) > 0)
			continue;
		drafts[n++] = (struct open_draft){i, deadline, false};
	}
	return n;
}

/* The month's drafts, and older ones on which comments are still taken on the day of issue. */
size_t
drafts_write(xmlNodePtr section, const struct making *mk)
{
	struct open_draft *drafts =
	    arena_zalloc(mk->arena, mk->selection->n + mk->material->n_coming + 1, sizeof *drafts);
	size_t n = collect_drafts(mk, drafts);
	qsort(drafts, n, sizeof *drafts, compare_drafts);
	for (size_t k = 0; k < n; k++)
		element_attr(line_write(section, "line", mk, drafts[k].item), "here",
		    drafts[k].here ? "yes" : "no");
	return n;
}

/* Entries that announce a training or a seminar. */
size_t
trainings_write(xmlNodePtr section, const struct making *mk)
{
	static const char *const words[] = {"培训", "研讨会", "研修", "讲座", "论坛"};
	size_t n = 0;
	for (size_t k = 0; k < mk->selection->n; k++) {
		const struct pick *p = &mk->selection->picks[k];
		bool found = false;
		for (size_t w = 0; w < sizeof words / sizeof *words; w++)
			found |= strstr(p->item->documents[0].title, words[w]) != NULL;
		if (p->fate != FATE_ENTRY || !found)
			continue;
		element_attr(line_write(section, "line", mk, p->item), "here", "yes");
		n++;
	}
	return n;
}

struct event {
	const char *date, *kind;
	const struct item *item;
};

static int
compare_events(const void *x, const void *y)
{
	const struct event *a = x, *b = y;
	int date = strcmp(a->date, b->date);
	return date != 0 ? date : strcmp(a->item->id, b->item->id);
}

/* What came into force in the month or will, and comments that are still taken. What the issue does
 * not hold yet (it appeared after the month) is the next issue's to tell. */
static size_t
collect_events(const struct making *mk, struct event *events)
{
	size_t n = 0;
	for (size_t k = 0; k < mk->material->n_coming; k++) {
		const struct item *i = &mk->material->coming[k];
		const struct document *d = &i->documents[0];
		if (i->merged_into || has_editor_excluded(mk, i) || !i->date ||
		    strcmp(i->date, mk->month->after) >= 0 || item_is_noise(i))
			continue;
		if (d->in_force && strcmp(d->in_force, mk->month->first) >= 0)
			events[n++] = (struct event){d->in_force, "in_force", i};
		if (d->deadline && strcmp(d->deadline, mk->month->issued) >= 0)
			events[n++] = (struct event){d->deadline, "deadline", i};
	}
	return n;
}

size_t
calendar_write(xmlNodePtr section, const struct making *mk)
{
	struct event *events =
	    arena_zalloc(mk->arena, 2 * mk->material->n_coming + 1, sizeof *events);
	size_t n = collect_events(mk, events);
	qsort(events, n, sizeof *events, compare_events);
	for (size_t k = 0; k < n; k++) {
		xmlNodePtr e = line_write(section, "event", mk, events[k].item);
		element_attr(e, "day", events[k].date);
		element_attr(e, "of", events[k].kind);
		element_attr(e, "here", making_is_entry(mk, events[k].item->id) ? "yes" : "no");
		element_attr(
		    e, "past", strcmp(events[k].date, mk->month->issued) < 0 ? "yes" : "no");
	}
	return n;
}

/* News of a paper that is told beside it is counted on the paper's line. */
static const struct item *
flash_reported(const struct making *mk, const struct item *news)
{
	const struct material *mat = mk->material;
	for (size_t k = 0; k < mat->n_flash; k++) {
		const struct item *paper = &mat->flash[k];
		if (paper != news && !item_is_noise(paper) && !has_editor_excluded(mk, paper) &&
		    item_reports(news, paper))
			return paper;
	}
	return NULL;
}

static size_t
flash_reports(const struct making *mk, const struct item *paper)
{
	size_t n = 0;
	for (size_t k = 0; k < mk->material->n_flash; k++)
		n += flash_reported(mk, &mk->material->flash[k]) == paper;
	return n;
}

size_t
flash_write(xmlNodePtr section, const struct making *mk)
{
	size_t n = 0;
	for (size_t k = 0; k < mk->material->n_flash; k++) {
		const struct item *i = &mk->material->flash[k];
		if (item_is_noise(i) || has_editor_excluded(mk, i) || flash_reported(mk, i))
			continue;
		xmlNodePtr e = line_write(section, "line", mk, i);
		element_attr(e, "translate", item_value(i, "translate"));
		element_attr(e, "queued", making_has_job(mk, i->id) ? "yes" : "no");
		element_number(e, "reports", flash_reports(mk, i));
		n++;
	}
	return n;
}
