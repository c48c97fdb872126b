/* page.c - the page of a capture, read back from the archive that the store names. */
#include "parse/parse.h"

#include <stdio.h>
#include <string.h>

#include "base/url.h"

/* A record that holds the body itself, without an HTTP head. */
static void
page_of_resource(const struct warc_record *r, struct http_message *page)
{
	*page = (struct http_message){.content_type = r->content_type,
	    .headers = "",
	    .body = r->block,
	    .body_len = r->block_len,
	    .body_cut = r->truncated};
}

/* Some writers forget the id; then the address has to do. */
static bool
same_address(const struct warc_record *record, const struct capture *c, struct arena *a)
{
	const char *has = record->url ? url_key(record->url, a) : NULL;
	const char *want = url_key(c->url, a);
	return has && want && strcmp(has, want) == 0;
}

/* The capture's record: the first at its offset, or, where a tool packed the whole archive as one
 * gzip member, the one of its id among those that share the offset. */
static int
record_find(struct warc_reader *r, const struct capture *c, const char *place, struct arena *a,
    struct warc_record *record, struct fail *f)
{
	const char *first = NULL;
	int got;
	while ((got = warc_next(r, a, record, f)) == 1 && record->offset == c->offset) {
		if (record->id ? strcmp(record->id, c->id) == 0 : same_address(record, c, a))
			return 0;
		if (first == NULL)
			first = record->id ? record->id : "without an id";
	}
	if (got < 0)
		return -1;
	return first ? fail_input(f, place, "holds record %s, not %s", first, c->id)
	             : fail_input(f, place, "the archive ends before the record of this capture");
}

int
page_read(const char *dir, const struct capture *c, struct arena *a, struct http_message *page,
    struct fail *f)
{
	const char *path = c->warc[0] == '/' ? c->warc : arena_printf(a, "%s/%s", dir, c->warc);
	const char *place = arena_printf(a, "%s@%lld", path, (long long)c->offset);
	struct warc_record record;
	struct warc_reader *r = warc_open(path, c->offset, f);
	if (r == NULL) {
		snprintf(f->place, sizeof f->place, "%s", place);
		return -1;
	}
	int found = record_find(r, c, place, a, &record, f);
	warc_close(r);
	if (found != 0)
		return -1;
	if (!warc_http(&record, a, page)) {
		if (record.type == NULL || strcmp(record.type, "resource") != 0)
			return fail_input(f, place, "the record holds no HTTP message");
		page_of_resource(&record, page);
	}
	if (page->body_cut && page->body_len == 0)
		return fail_input(f, place, "the body cannot be decoded, or none of it was kept");
	return 0;
}
