/* merge.c - see merge.h. */
#include "bulletin/edit/merge.h"

#include <string.h>

const char *const part_fields[PART_COUNT] = {"title_ja", "bullets", "note"};

static bool
same_value(const struct value *x, const struct value *y)
{
	return x->text && y->text && x->proposal == y->proposal && strcmp(x->text, y->text) == 0;
}

const struct decision *
decided_since(const struct merging *m, const char *subject, const char *field)
{
	for (size_t k = m->n_decisions; k-- > m->n_base;)
		if (strcmp(m->decisions[k].subject, subject) == 0 &&
		    strcmp(m->decisions[k].field, field) == 0)
			return &m->decisions[k];
	return NULL;
}

/* The value that holds by now, or NULL. */
static const char *
in_force(const struct merging *m, const char *subject, const char *field)
{
	for (size_t k = m->n_decisions; k-- > 0;)
		if (strcmp(m->decisions[k].subject, subject) == 0 &&
		    strcmp(m->decisions[k].field, field) == 0)
			return m->decisions[k].value && *m->decisions[k].value
			           ? m->decisions[k].value
			           : NULL;
	return NULL;
}

/* A value that holds already is not decided again. */
static void
decide(struct merging *m, const char *subject, const char *field, const char *value)
{
	const char *now = in_force(m, subject, field);
	if (now == value || (now && value && strcmp(now, value) == 0))
		return;
	m->out = arena_grow(m->a, m->out, m->n_out, m->n_out + 1, &m->room, sizeof *m->out);
	m->out[m->n_out++] =
	    (struct decision){.subject = subject, .field = field, .value = value, .who = m->who};
}

static void
conflict(struct merging *m, int line, const char *what, const char *mine, const char *theirs,
    const struct decision *d)
{
	fault_add(m->faults, line, "%s: 「%s」 here, but %s settled 「%s」 since (%s)", what, mine,
	    d->who,
	    theirs && *theirs ? theirs
	    : d->value        ? d->value
	                      : "",
	    d->at);
}

/* (案) with nothing new behind it means: as the machine has it. */
static const char *
to_decide(enum part part, const struct value *base, const struct value *mine)
{
	bool as_was = base->text && strcmp(base->text, mine->text) == 0;
	if (mine->proposal && (as_was || *mine->text == '\0'))
		return NULL;
	if (*mine->text == '\0')
		return part == PART_POINTS ? CHOICE_NONE : NULL;
	return mine->text;
}

static bool
is_clear(struct merging *m, enum part part, const struct value *base, const struct value *mine)
{
	bool empty = *mine->text == '\0';
	if (part == PART_TITLE && empty && !mine->proposal)
		fault_add(m->faults, mine->line,
		    "no title; 題名(案): with nothing behind it brings the draft back");
	else if (part == PART_POINTS && empty && mine->proposal && base->proposal && base->text &&
	         *base->text)
		fault_add(m->faults, mine->line,
		    "要点(案) is empty: without (案) it means no points at all");
	else
		return true;
	return false;
}

static void
value_merge(struct merging *m, enum part part, const char *subject, const char *field,
    const char *what, const struct value *base, const struct value *mine, const struct value *now)
{
	if (mine->text == NULL || same_value(base, mine) || (now && same_value(now, mine)) ||
	    !is_clear(m, part, base, mine))
		return;
	const struct decision *d = decided_since(m, subject, field);
	if (d)
		conflict(m, mine->line, what, mine->text, now ? now->text : NULL, d);
	else
		decide(m, subject, field, to_decide(part, base, mine));
}

static void
parts_merge(struct merging *m, const struct block *mine)
{
	static const struct value none;
	const struct block *base = manuscript_find(m->base, mine->id);
	const struct block *now = manuscript_find(m->now, mine->id);
	const char *subject = arena_printf(m->a, "item:%s", mine->id);
	for (enum part k = 0; k < PART_COUNT; k++) {
		const struct value *was = base ? &base->parts[k] : &none;
		if (was->text && !mine->parts[k].text)
			fault_add(m->faults, mine->line, "[%s]: its line %s is gone", mine->id,
			    part_names[k]);
		value_merge(m, k, subject, part_fields[k],
		    arena_printf(m->a, "[%s] %s", mine->id, part_names[k]), was, &mine->parts[k],
		    now ? &now->parts[k] : NULL);
	}
}

static void
word_merge(struct merging *m, const struct block *mine)
{
	const struct block *base = manuscript_find(m->base, mine->id);
	const struct block *now = manuscript_find(m->now, mine->id);
	const char *subject = arena_printf(m->a, "issue:%s", m->month);
	const char *include = arena_printf(m->a, "include:%s", mine->id);
	const char *exclude = arena_printf(m->a, "exclude:%s", mine->id);
	bool in = block_is_entry(mine), out = strcmp(mine->word, "除外") == 0;
	if (*mine->word == '\0' || (base && strcmp(base->word, mine->word) == 0) ||
	    (now && strcmp(now->word, mine->word) == 0))
		return;
	if (!in && !out) {
		fault_add(m->faults, mine->line,
		    "[%s]: %s is what the rules make of an item; write 掲載 or 除外", mine->id,
		    mine->word);
		return;
	}
	const struct decision *d = decided_since(m, subject, exclude);
	d = d ? d : decided_since(m, subject, include);
	if (d && now) {
		conflict(
		    m, mine->line, arena_printf(m->a, "[%s]", mine->id), mine->word, now->word, d);
		return;
	}
	decide(m, subject, exclude, in ? NULL : "yes");
	decide(m, subject, include, in ? "yes" : NULL);
}

/* The section an item belongs to, as its region has it; -1 when that is not known yet. */
static int
section_of(const struct merging *m, const char *id)
{
	const struct block *base = manuscript_find(m->base, id);
	if (base && base->section >= 0)
		return base->section;
	const struct pick *p = selection_find(m->selection, id);
	return p && p->section < SECTION_ENTRIES ? (int)p->section : -1;
}

static void
check_place(struct merging *m, const struct block *mine)
{
	const struct block *base = manuscript_find(m->base, mine->id);
	if (base == NULL || base->section < 0 || mine->section == base->section)
		return;
	if (mine->section >= 0)
		fault_add(m->faults, mine->line,
		    "[%s] belongs to %s: the section follows from the region", mine->id,
		    section_names[base->section].title);
	else if (block_is_entry(mine))
		fault_add(m->faults, mine->line,
		    "[%s] says 掲載, but stands among the rest: write 除外", mine->id);
}

/* An item that neither text holds must be one, and still be one of its own. */
static void
check_known(struct merging *m, const struct block *mine)
{
	if (manuscript_find(m->now, mine->id))
		return;
	for (size_t k = 0; k < m->n_known; k++) {
		const struct item *i = &m->known[k];
		if (strcmp(i->id, mine->id) != 0)
			continue;
		if (i->merged_into)
			fault_add(m->faults, mine->line, "[%s] is a part of [%s] by now", mine->id,
			    i->merged_into);
		return;
	}
	fault_add(m->faults, mine->line, "there is no item [%s]", mine->id);
}

/* The entries of a section in the order of a text, among those that `others` holds as well (NULL:
 * all). */
static const char *
order_of(const struct merging *m, const struct manuscript *text, int section,
    const struct manuscript *others)
{
	const char *ids = "";
	for (size_t k = 0; k < text->n; k++) {
		const struct block *b = &text->blocks[k];
		const struct block *other = others ? manuscript_find(others, b->id) : b;
		if (block_is_entry(b) && b->section == section && other &&
		    other->section == section && block_is_entry(other) &&
		    section_of(m, b->id) == section)
			ids = arena_printf(m->a, "%s%s%s", ids, *ids ? " " : "", b->id);
	}
	return ids;
}

static const struct decision *
ordered_since(const struct merging *m, const char *subject, int section)
{
	for (size_t k = 0; k < m->now->n; k++) {
		const struct block *b = &m->now->blocks[k];
		const char *field = arena_printf(m->a, "order:%s", b->id);
		const struct decision *d =
		    b->section == section ? decided_since(m, subject, field) : NULL;
		if (d)
			return d;
	}
	return NULL;
}

/* Blocks that were moved within their section, or into it. */
static void
order_merge(struct merging *m, int section)
{
	const char *mine = order_of(m, m->mine, section, NULL);
	const char *subject = arena_printf(m->a, "issue:%s", m->month);
	bool moved = strcmp(order_of(m, m->mine, section, m->base),
	                 order_of(m, m->base, section, m->mine)) != 0;
	bool added = strcmp(mine, order_of(m, m->mine, section, m->base)) != 0;
	if (!moved && !added)
		return;
	const char *now = order_of(m, m->now, section, m->mine);
	const struct decision *d = ordered_since(m, subject, section);
	if (strcmp(now, order_of(m, m->mine, section, m->now)) == 0 && !added)
		return;
	if (d) {
		conflict(m, m->mine->sections[section],
		    arena_printf(m->a, "the order of %s", section_names[section].title), mine, now,
		    d);
		return;
	}
	int place = 0;
	for (size_t k = 0; k < m->mine->n; k++) {
		const struct block *b = &m->mine->blocks[k];
		if (b->section == section && block_is_entry(b) && section_of(m, b->id) == section)
			decide(m, subject, arena_printf(m->a, "order:%s", b->id),
			    arena_printf(m->a, "%d", ++place));
	}
}

static void
check_missing(struct merging *m)
{
	for (size_t k = 0; k < m->base->n; k++) {
		const struct block *b = &m->base->blocks[k];
		if (!manuscript_find(m->mine, b->id))
			fault_add(m->faults, m->mine->lines,
			    "[%s] is missing; to leave an item out write 除外", b->id);
	}
	if (!m->mine->points.text)
		fault_add(m->faults, m->mine->lines, "the section == この号の要点 is missing");
}

void
manuscripts_merge(struct merging *m)
{
	const char *subject = arena_printf(m->a, "issue:%s", m->month);
	value_merge(m, PART_POINTS, subject, "points", "この号の要点", &m->base->points,
	    &m->mine->points, &m->now->points);
	for (size_t k = 0; k < m->mine->n; k++) {
		const struct block *b = &m->mine->blocks[k];
		check_known(m, b);
		check_place(m, b);
		word_merge(m, b);
		parts_merge(m, b);
	}
	check_missing(m);
	for (int s = 0; s < SECTION_ENTRIES; s++)
		order_merge(m, s);
}
