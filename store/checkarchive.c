/* checkarchive.c - see check.h. A record is whole when it is where the store says, is the one it
 * says, and its payload has the digest that was written down when it was taken. */
#include "store/check.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/warc.h"

static const char COUNT[] = "SELECT count(*) FROM capture";
static const char SAMPLE[] = "SELECT record, warc, offset, digest, type FROM capture"
                             " WHERE (id - 1) % ?1 = 0 ORDER BY warc, offset";

/* The digest written down fits the payload as it was sent, or without its transfer coding. */
static bool
digest_fits(const struct warc_record *rec, const char *digest, struct arena *a)
{
	struct http_message m;
	char label[40];
	const unsigned char *end = memmem(rec->block, rec->block_len, "\r\n\r\n", 4);
	if (end) {
		size_t head = (size_t)(end - rec->block) + 4;
		sha1_label(rec->block + head, rec->block_len - head, label);
		if (strcasecmp(label, digest) == 0)
			return true;
	}
	sha1_label(rec->block, rec->block_len, label);
	if (strcasecmp(label, digest) == 0)
		return true;
	if (!warc_http(rec, a, &m))
		return false;
	sha1_label(m.body, m.body_len, label);
	return strcasecmp(label, digest) == 0;
}

/* NULL when all is well, else what is not. */
static const char *
record_fault(const char *path, const char *id, int64_t offset, const char *digest, struct arena *a)
{
	struct fail why = {0};
	struct warc_record rec;
	struct warc_reader *in = warc_open(path, offset, &why);
	if (in == NULL)
		return arena_str(a, fail_text(&why));
	int rc;
	while ((rc = warc_next(in, a, &rec, &why)) == 1 && rec.offset == offset)
		if (rec.id && strcmp(rec.id, id) == 0)
			break;
	const char *fault = NULL;
	if (rc < 0)
		fault = arena_str(a, fail_text(&why));
	else if (rc == 0 || rec.offset != offset)
		fault = arena_printf(
		    a, "%s@%lld: another record stands there", path, (long long)offset);
	else if (rec.digest_wrong ||
	         (digest && strncasecmp(digest, "sha1:", 5) == 0 && !rec.truncated &&
	             strcmp(rec.type, "response") == 0 && !digest_fits(&rec, digest, a)))
		fault =
		    arena_printf(a, "%s@%lld: the digest does not fit", path, (long long)offset);
	warc_close(in);
	return fault;
}

int
check_archive(struct store *s, bool all, struct check_result *r, struct fail *f)
{
	struct arena a = {0};
	struct query q = query(s, COUNT);
	int rc = query_number(&q, &r->captures, f) < 0 ? -1 : 0;
	q = query(s, SAMPLE);
	query_int(&q, check_step(r->captures, all));
	while (rc >= 0 && (rc = query_step(&q, f)) == 1) {
		arena_reset(&a);
		const char *warc = column_text(&q, 1);
		const char *path = *warc == '/' ? warc : arena_printf(&a, "%s/%s", s->dir, warc);
		const char *fault = record_fault(
		    path, column_text(&q, 0), column_int(&q, 2), column_text(&q, 3), &a);
		r->records++;
		if (fault)
			check_fault_found(r, "archive",
			    arena_printf(&a, "capture %s: %s", column_text(&q, 0), fault));
	}
	arena_release(&a);
	return rc;
}
