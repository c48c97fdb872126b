/* ingest.c - see ingest.h. Records are read one at a time, rows are committed by the hundred; a
 * second run over the same file finds every id known and changes nothing. */
#include "fetch/ingest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "base/log.h"
#include "base/url.h"
#include "fetch/shell.h"

enum { BATCH = 400, DAMAGE_LINES = 20 };

static const char *const passed_names[PASSED_KINDS] = {
    [PASSED_REQUEST] = "request",
    [PASSED_WARCINFO] = "warcinfo",
    [PASSED_METADATA] = "metadata",
    [PASSED_CONVERSION] = "conversion",
    [PASSED_CONTINUATION] = "continuation",
    [PASSED_ROBOTS] = "robots.txt",
    [PASSED_ADDRESS] = "without an http address",
    [PASSED_OTHER] = "of an unknown type",
};

/* Rows of one file on their way to the store. */
struct batch {
	struct arena arena;
	struct capture rows[BATCH];
	size_t n;
	const char *warc;
};

static enum passed_over
passed_kind(const char *type)
{
	for (int k = 0; k < PASSED_ROBOTS; k++)
		if (type && strcasecmp(type, passed_names[k]) == 0)
			return k;
	return PASSED_OTHER;
}

/* Records of broken writers carry no id: what they hold and where they stand names them for good,
 * wherever the file is moved. */
static const char *
record_id(const struct warc_record *rec, struct arena *a)
{
	if (rec->id && *rec->id)
		return arena_str(a, rec->id);
	unsigned char digest[SHA256_SIZE];
	char hex[65];
	sha256(rec->block, rec->block_len, digest);
	const char *all = arena_printf(a, "%02x%02x%02x%02x%02x%02x%02x%02x %" PRId64 " %s %s",
	    digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
	    rec->offset, rec->date ? rec->date : "", rec->url ? rec->url : "");
	sha256_hex(all, strlen(all), hex);
	return arena_printf(a, "urn:geppo:%.32s", hex);
}

static bool
is_http(const struct warc_record *rec)
{
	return rec->content_type && strncasecmp(rec->content_type, "application/http", 16) == 0;
}

static bool
is_web_address(const char *url)
{
	return strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0;
}

/* Where a redirect leads, or the page of a list that a script draws, whose rows are then its
 * source's; NULL for what is content itself. */
static const char *
leads_of(struct ingest *in, const struct source *source, bool list, const char *url,
    const struct http_message *m, struct arena *a)
{
	const char *missing;
	if (m->location && m->status / 100 == 3)
		return url_resolve(url, m->location, a);
	if (!list || source->listing.data == NULL || m->status != 200 || m->body_cut)
		return NULL;
	const char *to = shell_leads(source, url, (const char *)m->body, m->body_len, a, &missing);
	free(in->led);
	in->led = to ? strdup(to) : NULL;
	in->led_source = source;
	return to;
}

/* Fill the row of a record that is a capture; false when it is passed over, counted in n. */
static bool
row_fill(struct ingest *in, const struct warc_record *rec, struct arena *scratch, struct arena *a,
    struct capture *row)
{
	int64_t *passed = in->counts.passed;
	bool response = rec->type && strcasecmp(rec->type, "response") == 0;
	bool resource = rec->type && strcasecmp(rec->type, "resource") == 0;
	bool revisit = rec->type && strcasecmp(rec->type, "revisit") == 0;
	if (!response && !resource && !revisit)
		return passed[passed_kind(rec->type)]++, false;
	if (!rec->url || !is_web_address(rec->url))
		return passed[PASSED_ADDRESS]++, false;
	/* An address that can't be parsed still names what was captured. */
	struct url u;
	bool parsed = url_parse(rec->url, strlen(rec->url), NULL, scratch, &u);
	const char *url = parsed ? u.href : rec->url;
	if (parsed && strcmp(u.path, "/robots.txt") == 0)
		return passed[PASSED_ROBOTS]++, false;
	struct http_message m = {0};
	bool http = !resource && is_http(rec) && warc_http(rec, scratch, &m);
	bool led = in->led && strcmp(in->led, url) == 0, list = led;
	const struct source *source =
	    led ? in->led_source : config_source_of_url(in->config, url, &list);
	*row = (struct capture){
	    .id = record_id(rec, a),
	    .url = arena_str(a, url),
	    .at = arena_str(a, rec->date),
	    .offset = rec->offset,
	    .length = rec->length,
	    .type = response   ? "response"
	            : resource ? "resource"
	                       : "revisit",
	    .status = http ? m.status : 0,
	    .content_type = arena_str(a, http       ? m.content_type
	                                 : resource ? rec->content_type
	                                            : NULL),
	    .digest = arena_str(a, rec->payload_digest),
	    .source = source ? source->id : NULL,
	    .role = source ? (list ? "listing" : "article") : NULL,
	    .leads = http ? leads_of(in, source, list && !led, url, &m, a) : NULL,
	};
	return true;
}

static int
batch_flush(struct ingest *in, struct batch *b, struct fail *f)
{
	if (b->n == 0)
		return 0;
	int64_t added = store_captures_add(in->store, b->rows, b->n, f);
	if (added < 0)
		return -1;
	in->counts.added += added;
	in->counts.known += (int64_t)b->n - added;
	b->n = 0;
	arena_reset(&b->arena);
	return 0;
}

static int
record_take(struct ingest *in, const struct warc_record *rec, struct arena *scratch,
    struct batch *b, struct fail *f)
{
	struct capture *row = &b->rows[b->n];
	if (!row_fill(in, rec, scratch, &b->arena, row))
		return 0;
	row->warc = b->warc;
	/* A revisit is cut by its nature. */
	in->counts.cut += rec->truncated && rec->type && strcasecmp(rec->type, "revisit") != 0;
	if (rec->digest_wrong) {
		in->counts.wrong_digest++;
		log_warn("%s@%" PRId64 ": the block digest does not fit; taken in as it is",
		    b->warc, rec->offset);
	}
	b->n++;
	return b->n == BATCH ? batch_flush(in, b, f) : 0;
}

static void
damage_note(struct ingest *in, const char *path, int64_t seen, const struct fail *f)
{
	in->counts.damaged++;
	if (seen < DAMAGE_LINES)
		log_warn("%s", fail_text(f));
	else if (seen == DAMAGE_LINES)
		log_warn("%s: more damaged records, counted and not named", path);
}

/* The record loop of one open archive. */
static int
records_take(
    struct ingest *in, struct warc_reader *r, struct batch *b, int64_t *good_end, struct fail *f)
{
	struct arena scratch = {0};
	struct warc_record rec;
	int64_t damaged = 0;
	int got, failed = 0;
	while (!failed && (got = warc_next(r, &scratch, &rec, f)) != 0) {
		if (got < 0) {
			if (f->exit == EXIT_IO)
				failed = -1;
			else
				damage_note(in, b->warc, damaged++, f);
		} else {
			failed = record_take(in, &rec, &scratch, b, f);
			*good_end = rec.offset + rec.length;
		}
		if (in->progress)
			progress_step(in->progress,
			    (size_t)(in->counts.added + in->counts.known) + b->n,
			    (size_t)in->counts.damaged);
		arena_reset(&scratch);
	}
	arena_release(&scratch);
	return failed;
}

const char *
ingest_archive_name(const char *dir, const char *path, struct arena *a)
{
	char *file = realpath(path, NULL), *home = realpath(dir, NULL);
	const char *name = NULL;
	if (file && home) {
		size_t n = strlen(home);
		bool inside = strncmp(file, home, n) == 0 && file[n] == '/';
		name = arena_str(a, inside ? file + n + 1 : file);
	}
	free(file);
	free(home);
	return name;
}

int
ingest_file(struct ingest *in, const char *path, int64_t from, int64_t *good_end, struct fail *f)
{
	int64_t end = from;
	struct warc_reader *r = warc_open(path, from, f);
	if (r == NULL)
		return -1;
	struct arena names = {0};
	struct batch *b = arena_zalloc(&names, 1, sizeof *b);
	b->warc = ingest_archive_name(in->dir, path, &names);
	int failed;
	if (b->warc == NULL)
		failed = fail_io(f, path, "the file or the data directory went away");
	else
		failed = records_take(in, r, b, &end, f);
	/* What was read before the disk failed is still good. */
	struct fail late = {0};
	if (batch_flush(in, b, failed ? &late : f) < 0)
		failed = -1;
	warc_close(r);
	free(in->led);
	in->led = NULL;
	arena_release(&b->arena);
	arena_release(&names);
	if (good_end)
		*good_end = end;
	return failed;
}

static void
add_count(struct buf *b, const char *before, int64_t n, const char *one, const char *many)
{
	buf_addf(b, "%s%" PRId64 " %s", before, n, n == 1 ? one : many);
}

void
ingest_summary(const struct ingest_counts *n, struct buf *b)
{
	add_count(b, "", n->added, "capture taken in", "captures taken in");
	buf_addf(b, ", %" PRId64 " known already", n->known);
	if (n->damaged)
		add_count(b, ", ", n->damaged, "record damaged", "records damaged");
	if (n->cut)
		add_count(b, ", ", n->cut, "record cut short", "records cut short");
	if (n->wrong_digest)
		add_count(b, ", ", n->wrong_digest, "block digest wrong", "block digests wrong");
	const char *before = "; passed over: ";
	for (int k = 0; k < PASSED_KINDS; k++) {
		if (n->passed[k] == 0)
			continue;
		buf_addf(b, "%s%" PRId64 " %s", before, n->passed[k], passed_names[k]);
		before = ", ";
	}
}
