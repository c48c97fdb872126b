/* probe_pages.c - see probing.h: the page behind the first. */
#include "fetch/probing.h"

#include <string.h>

/* How many rows of one list the other has too. */
static size_t
rows_shared(const json_t *one, const json_t *other)
{
	size_t i, k, n = 0;
	json_t *row, *known;
	json_array_foreach(json_object_get(other, "items"), i, row)
	    json_array_foreach(json_object_get(one, "items"), k, known)
	{
		const char *x = answer_text(row, "href"), *y = answer_text(known, "href");
		if (x && y && strcmp(x, y) == 0) {
			n++;
			break;
		}
	}
	return n;
}

/* The newest day among the rows, or "". */
static const char *
newest_of(const json_t *answer)
{
	size_t i;
	json_t *row;
	const char *newest = "";
	json_array_foreach(json_object_get(answer, "items"), i, row)
	{
		const char *date = answer_text(row, "date");
		newest = date && strcmp(date, newest) > 0 ? date : newest;
	}
	return newest;
}

/* What page 2 is, asked and read as p->s has it; *answer is the caller's, NULL when it did not
 * come. False: the pass can't go on. */
static bool
page_look(struct probe *p, const struct source_page *page, json_t **answer)
{
	struct look l;
	*answer = NULL;
	if (!look_at(&p->pass, list_source(p), "listing", page, 2, &l))
		return false;
	say_look(p, "page 2", page->url, &l);
	if (l.outcome == OUTCOME_TAKEN && l.body)
		*answer = list_answer(p, &l);
	look_release(&l);
	return true;
}

/* Where pages are numbered from the last one, what the forward count calls page 2 lies far behind:
 * the other way's page 2 is the newer. */
static bool
try_reversed(struct probe *p, const struct paging_said *said, const struct source_page *page,
    json_t **answer)
{
	struct source forward = p->s;
	struct source_page other;
	json_t *second;
	if (p->declared || !p->s.pagination || said->pages < 3)
		return true;
	p->s.numbering = "reversed";
	if (!source_page(&p->s, 2, said, &p->arena, &other, NULL) ||
	    strcmp(other.url, page->url) == 0) {
		p->s = forward;
		return true;
	}
	if (!page_look(p, &other, &second))
		return false;
	bool newer = second && rows_shared(p->list, second) < answer_rows(second) &&
	             strcmp(newest_of(second), newest_of(*answer)) > 0;
	if (!newer)
		p->s = forward;
	say(p, "", "%s",
	    newer ? "pages are numbered from the last one" : "pages are numbered forward");
	json_decref(newer ? *answer : second);
	*answer = newer ? second : *answer;
	return true;
}

static bool
page_two(struct probe *p, const struct paging_said *said, const struct source_page *page)
{
	json_t *answer;
	if (!page_look(p, page, &answer))
		return false;
	if (answer && answer_rows(answer) > 0 && !try_reversed(p, said, page, &answer))
		return false;
	if (answer) {
		size_t n = answer_rows(answer), again = rows_shared(p->list, answer);
		say(p, "rows", "%zu, %zu of them on page 1 too%s", n, again,
		    n > 0 && n == again ? ": every page shows the same, pages are of no use" : "");
		if (p->declared == NULL && (n == 0 || n == again)) {
			p->s.pagination = "none";
			p->s.page_parameter = p->s.page_value = NULL;
			p->s.first_index = 1;
		}
	}
	json_decref(answer);
	return true;
}

bool
list_pages(struct probe *p)
{
	struct paging_said said = {.url = p->at,
	    .next = answer_text(p->list, "next"),
	    .pageid = answer_text(p->list, "pageid"),
	    .pages = (int)json_integer_value(json_object_get(p->list, "pages"))};
	struct source_page page;
	const char *why;
	if (p->declared == NULL && p->s.page_parameter == NULL)
		guess_pages(&p->s, said.next, said.pageid, &p->arena);
	const char *how = p->s.pagination       ? p->s.pagination
	                  : p->s.page_parameter ? p->s.page_parameter
	                                        : "as the page itself says";
	if (!source_page(&p->s, 2, &said, &p->arena, &page, &why)) {
		say(p, "pagination", "%s: no page 2%s%s", how, why ? ": " : " found",
		    why ? why : "");
		return true;
	}
	say(p, "pagination", "%s from %d, %s", how, p->s.first_index,
	    said.pages > 0 ? arena_printf(&p->arena, "%d pages", said.pages)
	                   : "how many pages is not said");
	return page_two(p, &said, &page);
}
