/* feed.c - see feed.h: RSS and Atom. */
#include "parse/extract/feed.h"

#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "parse/extract/text.h"
#include "parse/extract/xml.h"

/* What an entry says, in the order of preference of each. */
enum part {
	PART_TITLE,
	PART_LINK,
	PART_GUID, /* an address unless it says otherwise */
	PART_PUBLISHED,
	PART_UPDATED,
	PART_COUNT
};

static const struct {
	const char *name;
	enum part part;
} names[] = {{"title", PART_TITLE}, {"link", PART_LINK}, {"guid", PART_GUID}, {"id", PART_GUID},
    {"pubDate", PART_PUBLISHED}, {"published", PART_PUBLISHED}, {"issued", PART_PUBLISHED},
    {"date", PART_PUBLISHED}, {"updated", PART_UPDATED}, {"modified", PART_UPDATED}};

struct entry {
	const char *parts[PART_COUNT];
	bool inside;
	int depth;        /* of elements within the entry */
	int part;         /* being collected, or < 0 */
	struct buf text;  /* of it */
	bool linked_well; /* link is the page itself, not a file beside it */
};

static int
part_named(const struct xml_token *t)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (xml_is(t, names[i].name))
			return (int)names[i].part;
	return -1;
}

/* Atom's links are attributes; "alternate" is the page itself. */
static void
take_link(struct entry *e, const struct reading *r, const struct xml_token *t)
{
	const char *href = xml_attribute(t, "href", r->arena);
	const char *rel = xml_attribute(t, "rel", r->arena);
	bool page = rel == NULL || strcasecmp(rel, "alternate") == 0;
	if (href && (e->parts[PART_LINK] == NULL || (page && !e->linked_well))) {
		e->parts[PART_LINK] = href;
		e->linked_well = page;
	}
}

static void
part_begin(struct entry *e, const struct reading *r, const struct xml_token *t)
{
	int part = e->depth == 1 ? part_named(t) : -1;
	if (part == PART_LINK && t->n_attributes > 0)
		take_link(e, r, t);
	if (part == PART_GUID) {
		const char *is_link = xml_attribute(t, "isPermaLink", r->arena);
		if (is_link && strcasecmp(is_link, "false") == 0)
			part = -1;
	}
	if (part < 0 || t->empty)
		return;
	e->part = part;
	buf_clear(&e->text);
}

static void
part_end(struct entry *e, const struct reading *r)
{
	const char *text = text_folded(r->arena, e->text.text, e->text.len);
	if (*text && e->parts[e->part] == NULL)
		e->parts[e->part] = text;
	e->part = -1;
}

static bool
is_web_address(const char *s)
{
	return s && (strncasecmp(s, "http://", 7) == 0 || strncasecmp(s, "https://", 8) == 0);
}

static void
entry_end(struct listing *l, const struct reading *r, struct entry *e)
{
	const char *href = e->parts[PART_LINK];
	if (href == NULL && is_web_address(e->parts[PART_GUID]))
		href = e->parts[PART_GUID];
	/* Titles of feeds are markup, escaped once more than the feed itself needs. */
	const char *title = e->parts[PART_TITLE] ? listing_plain(r, e->parts[PART_TITLE]) : NULL;
	const char *day = feed_day(r, e->parts[PART_PUBLISHED]);
	if (day == NULL)
		day = feed_day(r, e->parts[PART_UPDATED]);
	if (href == NULL || title == NULL || strlen(title) >= CAP_TITLE)
		l->dropped++;
	else
		listing_add(l, r,
		    (struct row){
		        title, arena_str(r->arena, listing_address(r, href)), day, day != NULL});
	e->inside = false;
}

static bool
is_entry(const struct xml_token *t)
{
	return xml_is(t, "item") || xml_is(t, "entry");
}

static void
take_token(struct listing *l, const struct reading *r, struct entry *e, const struct xml_token *t)
{
	if (t->kind == XML_TEXT) {
		if (e->part >= 0)
			xml_text(t, &e->text);
	} else if (t->kind == XML_OPEN && !e->inside) {
		struct buf kept = e->text;
		if (is_entry(t) && !t->empty)
			*e = (struct entry){.inside = true, .depth = 1, .part = -1, .text = kept};
	} else if (t->kind == XML_OPEN) {
		if (e->part < 0)
			part_begin(e, r, t);
		e->depth += !t->empty;
	} else if (is_entry(t)) {
		if (e->inside)
			entry_end(l, r, e);
	} else if (e->inside && e->depth > 1) {
		e->depth--;
		if (e->part >= 0 && e->depth == 1)
			part_end(e, r);
	}
}

/* The first element names the format. */
static bool
is_feed(const char *text, size_t n)
{
	struct xml x = {text, text + n};
	struct xml_token t;
	do
		xml_next(&x, &t);
	while (t.kind == XML_TEXT && !t.raw);
	return t.kind == XML_OPEN && (xml_is(&t, "rss") || xml_is(&t, "feed") || xml_is(&t, "RDF"));
}

bool
feed_read(struct listing *l, const struct reading *r, const char *text, size_t n)
{
	struct xml x = {text, text + n};
	struct xml_token t;
	struct entry e = {.part = -1};
	*l = (struct listing){.why = "entries of a feed"};
	if (!is_feed(text, n))
		return false;
	buf_init(&e.text, CAP_FIELD);
	for (xml_next(&x, &t); t.kind != XML_END; xml_next(&x, &t))
		take_token(l, r, &e, &t);
	buf_release(&e.text);
	return true;
}
