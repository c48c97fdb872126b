/* warc-read.c - the reading half of warc.h: one record at a time, and on to the next one that can
 * be found when one is damaged. */
#include "base/warc.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/warc-source.h"

struct warc_reader {
	struct warc_source source;
	struct buf line, value;
	bool damaged; /* look for the next record before reading on */
	bool ended;
	int64_t record; /* where the record in hand begins */
	char *path;
};

static int damaged(struct warc_reader *r, struct fail *f, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static int
damaged(struct warc_reader *r, struct fail *f, const char *fmt, ...)
{
	char place[sizeof f->place], what[CAP_MESSAGE];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	snprintf(place, sizeof place, "%s@%" PRId64, r->path, r->record);
	return fail_input(f, place, "%s", what);
}

/* A line without its end into r->line. 1, 0 (nothing more in this member or file), -1. */
static int
read_line(struct warc_reader *r, struct fail *f)
{
	struct warc_source *s = &r->source;
	buf_clear(&r->line);
	for (;;) {
		int filled = source_fill(s, false, f);
		if (filled <= 0)
			return filled < 0 ? -1 : r->line.len > 0;
		const unsigned char *end = memchr(s->out + s->out_at, '\n', s->out_len - s->out_at);
		size_t want = end ? (size_t)(end - (s->out + s->out_at)) + 1 : SOURCE_CHUNK;
		const unsigned char *p;
		size_t n = source_take(s, want, &p);
		buf_add(&r->line, p, n);
		if (buf_full(&r->line))
			return damaged(r, f, "a header line longer than %zu bytes", r->line.cap);
		if (end)
			break;
	}
	while (r->line.len > 0 && strchr("\r\n", r->line.text[r->line.len - 1]))
		buf_cut(&r->line, r->line.len - 1);
	return 1;
}

/* Line ends between records. 1: a byte that is none is ready; 0: the end; -1. */
static int
skip_line_ends(struct warc_reader *r, bool next_member, struct fail *f)
{
	struct warc_source *s = &r->source;
	int filled;
	while ((filled = source_fill(s, next_member, f)) > 0) {
		if (s->out[s->out_at] != '\r' && s->out[s->out_at] != '\n')
			return 1;
		s->out_at++;
	}
	return filled;
}

static const char *
without_brackets(const char *value, struct arena *a)
{
	size_t n = strlen(value);
	if (n >= 2 && value[0] == '<' && value[n - 1] == '>')
		return arena_strn(a, value + 1, n - 2);
	return arena_str(a, value);
}

/* The fields of a record header that readers need beside those of struct warc_record. */
struct header {
	const char *length;
	const char *block_digest;
	const char *truncated;
};

static void
keep_field(
    struct warc_record *rec, struct header *h, const char *name, const char *value, struct arena *a)
{
	const struct {
		const char *name;
		const char **to;
	} fields[] = {
	    {"WARC-Type", &rec->type},
	    {"WARC-Record-ID", &rec->id},
	    {"WARC-Date", &rec->date},
	    {"WARC-Target-URI", &rec->url},
	    {"WARC-Refers-To", &rec->refers_to},
	    {"WARC-Payload-Digest", &rec->payload_digest},
	    {"Content-Type", &rec->content_type},
	    {"Content-Length", &h->length},
	    {"WARC-Block-Digest", &h->block_digest},
	    {"WARC-Truncated", &h->truncated},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcasecmp(fields[i].name, name) == 0 && *fields[i].to == NULL)
			*fields[i].to = without_brackets(value, a);
}

/* "Name: value" of one line, with the value of folded lines added while they come. */
static int
read_fields(struct warc_reader *r, struct arena *a, struct warc_record *rec, struct header *h,
    struct fail *f)
{
	char name[128] = "";
	size_t total = 0;
	for (int more = 1; more > 0;) {
		more = read_line(r, f);
		if (more < 0)
			return -1;
		if (more == 0)
			return damaged(r, f, "the record ends inside its header (torn tail)");
		total += r->line.len;
		if (total > CAP_WARC_HEADER)
			return damaged(r, f, "a header larger than %d bytes", CAP_WARC_HEADER);
		const char *line = r->line.text;
		if (*line == ' ' || *line == '\t') {
			buf_adds(&r->value, line + strspn(line, " \t") - 1);
			continue;
		}
		if (*name)
			keep_field(rec, h, name, r->value.text, a);
		const char *colon = strchr(line, ':');
		if (*line && !colon)
			return damaged(r, f, "a header line without a colon");
		snprintf(name, sizeof name, "%.*s", colon ? (int)(colon - line) : 0, line);
		buf_clear(&r->value);
		if (colon)
			buf_adds(&r->value, colon + 1 + strspn(colon + 1, " \t"));
		more = *line != '\0';
	}
	return 0;
}

static bool
read_length(const char *text, int64_t *n)
{
	char *end;
	if (text == NULL || *text < '0' || *text > '9')
		return false;
	*n = strtoll(text, &end, 10);
	return *n < INT64_MAX && *end == '\0';
}

/* The block into the arena, what is over the cap passed over. */
static int
read_block(
    struct warc_reader *r, int64_t length, struct arena *a, struct warc_record *rec, struct fail *f)
{
	enum { CAP_BLOCK = CAP_PAGE + CAP_HTTP_HEADER };
	unsigned char *block = NULL;
	size_t room = 0;
	for (int64_t left = length; left > 0;) {
		int filled = source_fill(&r->source, false, f);
		if (filled < 0)
			return -1;
		if (filled == 0)
			return damaged(r, f,
			    "the record ends %" PRId64 " of %" PRId64
			    " bytes before its length (torn tail or wrong length)",
			    left, length);
		const unsigned char *p;
		size_t n =
		    source_take(&r->source, left < SOURCE_CHUNK ? (size_t)left : SOURCE_CHUNK, &p);
		left -= (int64_t)n;
		if (rec->block_len + n > CAP_BLOCK) {
			n = CAP_BLOCK - rec->block_len;
			rec->truncated = true;
		}
		block = arena_grow(a, block, rec->block_len, rec->block_len + n, &room, 1);
		memcpy(block + rec->block_len, p, n);
		rec->block_len += n;
	}
	rec->block = block ? block : (const unsigned char *)"";
	return 0;
}

static bool
digest_fits(const struct warc_record *rec, const char *label)
{
	char right[40], hex[2 * SHA1_SIZE + 1];
	unsigned char bytes[SHA1_SIZE];
	if (label == NULL || rec->truncated || strncasecmp(label, "sha1:", 5) != 0)
		return true;
	sha1_label(rec->block, rec->block_len, right);
	if (strcasecmp(label, right) == 0)
		return true;
	sha1(rec->block, rec->block_len, bytes);
	for (size_t i = 0; i < SHA1_SIZE; i++)
		snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
	return strcasecmp(label + 5, hex) == 0;
}

/* What follows the block: line ends, then the end or the next record. In a gzip member anything
 * else means that its checksum was never reached: nothing vouches for the record. */
static int
read_end(struct warc_reader *r, struct fail *f)
{
	struct warc_source *s = &r->source;
	int more = skip_line_ends(r, false, f);
	if (more <= 0 || !s->gzip)
		return more < 0 ? -1 : 0;
	size_t ready = s->out_len - s->out_at;
	bool record = memcmp(s->out + s->out_at, "WARC/", ready < 5 ? ready : 5) == 0;
	return record ? 0 : damaged(r, f, "the record is shorter than its gzip member");
}

static int
read_record(struct warc_reader *r, struct arena *a, struct warc_record *rec, struct fail *f)
{
	struct header h = {0};
	int64_t length;
	int line = read_line(r, f);
	if (line < 0)
		return -1;
	if (strncmp(r->line.text, "WARC/", 5) != 0)
		return damaged(r, f, "no WARC record begins here");
	if (read_fields(r, a, rec, &h, f) != 0)
		return -1;
	if (rec->type == NULL || !read_length(h.length, &length))
		return damaged(r, f, "a record without %s",
		    rec->type == NULL ? "WARC-Type" : "a usable Content-Length");
	rec->truncated = h.truncated != NULL;
	if (read_block(r, length, a, rec, f) != 0 || read_end(r, f) != 0)
		return -1;
	rec->length = source_offset(&r->source) - rec->offset;
	rec->digest_wrong = !digest_fits(rec, h.block_digest);
	return 1;
}

/* To the next record that can be found behind the damaged one. 1, 0 none, -1. */
static int
resume(struct warc_reader *r, struct fail *f)
{
	int64_t at;
	int found = source_find_record(&r->source, r->record + 1, &at, f);
	if (found > 0 && source_seek(&r->source, at, f) != 0)
		return -1;
	return found;
}

int
warc_next(struct warc_reader *r, struct arena *a, struct warc_record *rec, struct fail *f)
{
	*rec = (struct warc_record){0};
	if (r->ended)
		return 0;
	int begun = 1;
	if (r->damaged)
		begun = resume(r, f);
	r->damaged = false;
	if (begun > 0)
		begun = skip_line_ends(r, true, f);
	if (begun == 0) {
		r->ended = true;
		return 0;
	}
	r->record = r->source.gzip ? r->source.member : source_offset(&r->source);
	rec->offset = r->record;
	int done = begun < 0 ? -1 : read_record(r, a, rec, f);
	r->damaged = done < 0;
	r->ended = done < 0 && f->exit == EXIT_IO;
	return done;
}

/* Formats people mistake for WARC, by their first bytes. */
static const struct {
	const char *magic;
	size_t n;
	const char *name;
} strangers[] = {
    {"filedesc:", 9, "this is ARC, the format before WARC"},
    {"\x28\xb5\x2f\xfd", 4, "this is compressed by zstandard; only gzip and plain are read"},
    {"\x04\x22\x4d\x18", 4, "this is compressed by lz4; only gzip and plain are read"},
};

static int
check_front(struct warc_reader *r, struct fail *f)
{
	struct warc_source *s = &r->source;
	if (s->size == 0)
		return fail_input(f, r->path, "the file is empty");
	int begun = skip_line_ends(r, true, f);
	if (begun < 0 && s->gzip) /* damaged, but perhaps only this member: warc_next() says */
		return f->exit == EXIT_IO ? -1 : source_seek(s, r->record, f);
	if (begun < 0)
		return -1;
	const unsigned char *p = s->out + s->out_at;
	size_t n = s->out_len - s->out_at;
	if (begun > 0 && n >= 5 && memcmp(p, "WARC/", 5) == 0)
		return 0;
	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
		if (n >= strangers[i].n && memcmp(p, strangers[i].magic, strangers[i].n) == 0)
			return damaged(r, f, "no WARC record: %s", strangers[i].name);
	return damaged(r, f, "no WARC record begins here: not a WARC file");
}

struct warc_reader *
warc_open(const char *path, int64_t offset, struct fail *f)
{
	struct warc_reader *r = calloc(1, sizeof *r);
	if (r == NULL || (r->path = strdup(path)) == NULL)
		fatal("out of memory");
	buf_init(&r->line, CAP_LINE);
	buf_init(&r->value, CAP_WARC_HEADER);
	r->record = offset;
	if (source_open(&r->source, r->path, f) == 0 && source_seek(&r->source, offset, f) == 0 &&
	    check_front(r, f) == 0)
		return r;
	warc_close(r);
	return NULL;
}

void
warc_close(struct warc_reader *r)
{
	if (r == NULL)
		return;
	source_close(&r->source);
	buf_release(&r->line);
	buf_release(&r->value);
	free(r->path);
	free(r);
}
