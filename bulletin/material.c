/* material.c - see material.h. */
#include "bulletin/material.h"

#include <string.h>

#include "bulletin/trend.h"
#include "store/machine.h"
#include "store/attachment.h"
#include "store/queue.h"

/* Visits are read from this long before the month: a listing polled once a month still shows what
 * its column looked like when the month began. */
enum { VISITS_BEFORE_DAYS = 62, DAY = 86400 };

/* air and borderline: what an issue may show. */
static const char any_air[] = "borderline";

static int
read_visits(
    struct store *s, const struct month *m, struct arena *a, struct material *out, struct fail *f)
{
	char from[INSTANT_SIZE];
	instant_write(m->from_seconds - (int64_t)VISITS_BEFORE_DAYS * DAY, from);
	return store_visits(s, NULL, from, NULL, a, &out->visits, &out->n_visits, f);
}

/* What came after the month and before the day of issue. An issue made late, when the next month's
 * is due as well, has none. */
static int
read_flash(
    struct store *s, const struct month *m, struct arena *a, struct material *out, struct fail *f)
{
	if (strcmp(m->issued, m->after) <= 0 || strcmp(m->issued, m->after_last) > 0)
		return 0;
	struct item_query q = {.date_from = m->after, .date_to = m->issued, .air = any_air};
	return store_items(s, &q, a, &out->flash, &out->n_flash, f);
}

/* Entries by an editor's choice, which the rules may not have read. */
static int
read_included(
    struct store *s, const struct month *m, struct arena *a, struct material *out, struct fail *f)
{
	if (choices_read(s, m->id, a, &out->choices, f) < 0)
		return -1;
	struct item_query q = {.ids = choices_included(&out->choices, a)};
	return *q.ids ? store_items(s, &q, a, &out->included, &out->n_included, f) : 0;
}

struct id_list {
	const char **ids;
	size_t n, room;
};

static void
id_add(struct id_list *l, struct arena *a, const char *id)
{
	if (id == NULL)
		return;
	for (size_t k = 0; k < l->n; k++)
		if (strcmp(l->ids[k], id) == 0)
			return;
	l->ids = arena_grow(a, l->ids, l->n, l->n + 2, &l->room, sizeof *l->ids);
	l->ids[l->n++] = id;
	l->ids[l->n] = NULL;
}

static void
ids_of_relations(struct id_list *l, struct arena *a, const struct item *items, size_t n)
{
	for (size_t k = 0; k < n; k++)
		for (size_t r = 0; r < items[k].n_relations; r++) {
			const struct relation *rel = &items[k].relations[r];
			bool outward = strcmp(rel->from, items[k].id) == 0;
			id_add(l, a, outward ? rel->to : rel->from);
		}
}

static int
read_related(struct store *s, struct arena *a, struct material *out, struct fail *f)
{
	struct id_list l = {0};
	ids_of_relations(&l, a, out->month, out->n_month);
	ids_of_relations(&l, a, out->seen, out->n_seen);
	ids_of_relations(&l, a, out->included, out->n_included);
	for (size_t k = 0; k < out->n_told; k++)
		id_add(&l, a, out->told[k].item);
	for (size_t k = 0; k < out->n_sequels; k++) {
		id_add(&l, a, out->sequels[k].item);
		id_add(&l, a, out->sequels[k].by);
	}
	if (l.n == 0)
		return 0;
	struct item_query q = {.ids = l.ids};
	return store_items(s, &q, a, &out->related, &out->n_related, f);
}

static bool
published_in(const struct publication *list, size_t n, const char *item)
{
	for (size_t k = 0; k < n; k++)
		if (strcmp(list[k].item, item) == 0)
			return true;
	return false;
}

/* One line an item: its newest job. What was published is told once, in the month's issue. */
static int
read_told(
    struct store *s, const struct month *m, struct arena *a, struct material *out, struct fail *f)
{
	const struct publication *published;
	size_t n;
	struct told_job *told = arena_zalloc(a, out->n_jobs + 1, sizeof *told);
	char now[INSTANT_SIZE];
	instant_now(now);
	if (store_publications(s, m->from, m->to, a, &published, &n, f) < 0)
		return -1;
	out->told = told;
	for (size_t k = out->n_jobs; k-- > 0;) {
		struct translation_state state = {0};
		const char *item = out->jobs[k].item;
		char day[DATE_SIZE] = "";
		bool again = false;
		for (size_t j = 0; j < out->n_told; j++)
			again |= strcmp(told[j].item, item) == 0;
		int rc = again ? 0 : store_translation_state(s, item, now, a, &state, f);
		if (rc < 0)
			return -1;
		if (rc == 0 ||
		    (strcmp(state.word, "公開") == 0 && !published_in(published, n, item)))
			continue;
		(void)instant_date(state.at, JAPAN_OFFSET, day);
		told[out->n_told++] = (struct told_job){.id = state.job.id,
		    .item = item,
		    .word = state.word,
		    .day = arena_str(a, day),
		    .asked = state.job.demand > 0};
	}
	return 0;
}

/* What a bought service said of the items. */
static int
read_machine(struct store *s, struct arena *a, const struct item *items, size_t n,
    struct machine_text **all, size_t *room, struct material *out, struct fail *f)
{
	const struct machine_text *texts;
	size_t n_texts;
	for (size_t k = 0; k < n; k++) {
		if (store_machine_texts(s, items[k].id, a, &texts, &n_texts, f) < 0)
			return -1;
		for (size_t j = 0; j < n_texts; j++) {
			*all = arena_grow(
			    a, *all, out->n_machine, out->n_machine + 1, room, sizeof **all);
			(*all)[out->n_machine++] = texts[j];
		}
	}
	return 0;
}

/* Items without a body whose files may hold it. */
static int
read_filed(struct store *s, const struct item *items, size_t n, size_t *room, struct arena *a,
    struct material *out, struct fail *f)
{
	struct filed_item *list = (struct filed_item *)out->filed;
	for (size_t k = 0; k < n; k++) {
		const struct attachment *files;
		size_t n_files = 0;
		bool body = false, read = false;
		for (size_t d = 0; d < items[k].n_documents; d++)
			body |= items[k].documents[d].body && *items[k].documents[d].body;
		if (body || items[k].n_documents == 0)
			continue;
		if (store_attachments(s, items[k].documents[0].id, a, &files, &n_files, f) < 0)
			return -1;
		for (size_t i = 0; i < n_files; i++)
			read |= strcmp(files[i].state, "read") == 0;
		if (n_files == 0)
			continue;
		list = arena_grow(a, list, out->n_filed, out->n_filed + 1, room, sizeof *list);
		list[out->n_filed++] = (struct filed_item){items[k].id, read};
		out->filed = list;
	}
	return 0;
}

int
material_read(
    struct store *s, const struct month *m, struct arena *a, struct material *out, struct fail *f)
{
	*out = (struct material){0};
	char last_second[INSTANT_SIZE];
	instant_write(m->to_seconds - 1, last_second);
	struct item_query month = {.date_from = m->first, .date_to = m->last};
	struct item_query seen = {.seen_from = m->from, .seen_to = last_second, .air = any_air};
	struct item_query coming = {.coming_from = m->first, .air = any_air};
	if (store_items(s, &month, a, &out->month, &out->n_month, f) < 0 ||
	    store_items(s, &seen, a, &out->seen, &out->n_seen, f) < 0 ||
	    store_items(s, &coming, a, &out->coming, &out->n_coming, f) < 0 ||
	    read_flash(s, m, a, out, f) < 0 || read_included(s, m, a, out, f) < 0 ||
	    store_jobs(s, NULL, a, &out->jobs, &out->n_jobs, f) < 0 ||
	    read_told(s, m, a, out, f) < 0 ||
	    store_since(s, m->id, a, &out->sequels, &out->n_sequels, f) < 0)
		return -1;
	size_t filed = 0;
	if (read_filed(s, out->month, out->n_month, &filed, a, out, f) < 0 ||
	    read_filed(s, out->seen, out->n_seen, &filed, a, out, f) < 0 ||
	    read_filed(s, out->included, out->n_included, &filed, a, out, f) < 0)
		return -1;
	if (read_related(s, a, out, f) < 0 || trend_read(s, m, a, out, f) < 0)
		return -1;
	struct machine_text *machine = NULL;
	size_t room = 0;
	if (read_machine(s, a, out->month, out->n_month, &machine, &room, out, f) < 0 ||
	    read_machine(s, a, out->seen, out->n_seen, &machine, &room, out, f) < 0 ||
	    read_machine(s, a, out->included, out->n_included, &machine, &room, out, f) < 0)
		return -1;
	out->machine = machine;
	return read_visits(s, m, a, out, f);
}
