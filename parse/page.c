/* page.c - the page of a capture, read back from the archive that the store names. */
#include "parse/parse.h"

#include <stdio.h>
#include <string.h>

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

int
page_read(const char *dir, const struct capture *c, struct arena *a, struct http_message *page,
    struct fail *f)
{
	const char *path = c->warc[0] == '/' ? c->warc : arena_printf(a, "%s/%s", dir, c->warc);
	struct warc_record record;
	struct warc_reader *r = warc_open(path, c->offset, f);
	if (r == NULL)
		return -1;
	int got = warc_next(r, a, &record, f);
	warc_close(r);
	const char *place = arena_printf(a, "%s@%lld", path, (long long)c->offset);
	if (got < 0)
		return -1;
	if (got == 0)
		return fail_input(f, place, "the archive ends before the record of this capture");
	if (record.id != NULL && strcmp(record.id, c->id) != 0)
		return fail_input(f, place, "holds record %s, not %s", record.id, c->id);
	if (warc_http(&record, a, page))
		return 0;
	if (record.type != NULL && strcmp(record.type, "resource") == 0) {
		page_of_resource(&record, page);
		return 0;
	}
	return fail_input(f, place, "the record holds no HTTP message");
}
