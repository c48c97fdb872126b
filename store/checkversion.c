/* checkversion.c - see check.h. What was read from a page or record has a digest, taken when it
 * was: a version that does not fit it is not what was read. What came from a red head since is put
 * back first. */
#include "store/check.h"

#include <string.h>

#include "store/document.h"

enum { HEX_BYTES = 64 };

static const char COUNT[] = "SELECT count(*) FROM version";
static const char SAMPLE[] =
    "SELECT d.name, v.number, v.digest, ifnull(v.head->>'page_title', v.title),"
    " iif(v.head->>'issuer' IS NULL, v.issuer, NULL), v.issuers,"
    " iif(v.head->>'published' IS NULL, v.published, NULL),"
    " iif(v.head->>'written' IS NULL, v.written, NULL), v.in_force, v.deadline,"
    " iif(v.head->>'doc_number' IS NULL, v.doc_number, NULL), v.content_source, v.index_number,"
    " v.subject, v.validity, v.site_code, v.attachments, v.facts, v.body FROM version v"
    " JOIN document d ON d.id = v.document WHERE (v.id - 1) % ?1 = 0";

enum { NAME, NUMBER, DIGEST, FIRST, FIELDS = 16 };

/* A list that was not given was written down as an empty one. */
static bool
digest_fits(struct document *d, const char *digest)
{
	const char *const attachments = d->attachments, *const facts = d->facts;
	bool fits = false;
	for (unsigned without = 0; without < 4 && !fits; without++) {
		char hex[65];
		d->attachments = without & 1 ? NULL : attachments;
		d->facts = without & 2 ? NULL : facts;
		document_digest(d, hex);
		fits = strcmp(hex, digest) == 0;
	}
	return fits;
}

static void
check_row(struct query *q, struct check_result *r, struct arena *a)
{
	struct document d = {0};
	const char **const fields[FIELDS] = {&d.title, &d.issuer, &d.issuers, &d.published,
	    &d.written, &d.in_force, &d.deadline, &d.doc_number, &d.content_source, &d.index_number,
	    &d.subject, &d.validity, &d.site_code, &d.attachments, &d.facts, &d.body};
	const char *digest = column_text(q, DIGEST);
	for (int i = 0; i < FIELDS; i++)
		*fields[i] = column_text(q, FIRST + i);
	/* Something else than a digest was put there by another hand than ours. */
	if (strlen(digest) == HEX_BYTES && !digest_fits(&d, digest))
		check_fault_found(r, "version",
		    arena_printf(a, "%s version %d is not what was read: its digest does not fit",
		        column_text(q, NAME), (int)column_int(q, NUMBER)));
}

int
check_versions(struct store *s, bool all, struct check_result *r, struct fail *f)
{
	struct arena a = {0};
	int64_t n;
	int rc;
	struct query q = query(s, COUNT);
	if (query_number(&q, &n, f) < 0)
		return -1;
	q = query(s, SAMPLE);
	query_int(&q, check_step(n, all));
	while ((rc = query_step(&q, f)) == 1) {
		arena_reset(&a);
		check_row(&q, r, &a);
	}
	arena_release(&a);
	return rc;
}
