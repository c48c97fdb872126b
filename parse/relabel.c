/* relabel.c - `geppo parse --relabel`: the documents of the store labelled anew from what they say,
 * nothing fetched or extracted again, and what changed told. */
#include "parse/parse.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/log.h"
#include "base/progress.h"
#include "base/utf8.h"

enum { PAGE = 200 };

struct relabel {
	const struct config *config;
	struct classifier *classifier;
	struct store *store;
	size_t documents, changed, evidence; /* evidence: other words for the same labels */
};

static const char *const kinds[] = {"air", "level", "region", "doc_type", "measure", "translate"};

/* The values of a kind in their order, ";" between them, "-" for none. */
static const char *
values_of(const struct label *labels, size_t n, const char *kind, struct arena *a)
{
	struct buf b;
	buf_init(&b, CAP_FIELD);
	for (int rank = 0;; rank++) {
		size_t i = 0;
		while (i < n && (labels[i].rank != rank || strcmp(labels[i].kind, kind) != 0))
			i++;
		if (i == n)
			break;
		buf_addf(&b, "%s%s", rank ? ";" : "", labels[i].value);
	}
	const char *text = b.len ? arena_strn(a, b.text, b.len) : "-";
	buf_release(&b);
	return text;
}

/* The words that earn the first label of a kind now. */
static const struct label *
evidence_of(const struct relabelling *r, const char *kind)
{
	for (size_t i = 0; i < r->n_labels; i++)
		if (r->labels[i].rank == 0 && strcmp(r->labels[i].kind, kind) == 0)
			return &r->labels[i];
	return NULL;
}

static void
print_kind(const struct relabelling *r, const char *kind, const char *before, const char *now)
{
	const struct label *l = evidence_of(r, kind);
	printf("    %-9s  %s -> %s", kind, before, now);
	if (l && l->term)
		printf("  「%s」 in %s", l->term, l->field);
	if (l && l->rule)
		printf("  (%s)", l->rule);
	putchar('\n');
}

/* True when a value changed, not only the words that earned it. */
static bool
print_change(const struct relabelling *r, const char *title, struct arena *a)
{
	bool any = false;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		const char *before = values_of(r->before, r->n_before, kinds[k], a);
		const char *now = values_of(r->labels, r->n_labels, kinds[k], a);
		if (strcmp(before, now) == 0)
			continue;
		if (!any)
			printf("%s  %s\n", r->document, title);
		any = true;
		print_kind(r, kinds[k], before, now);
	}
	return any;
}

static int
relabel_page(struct relabel *p, const struct document *d, size_t n, struct arena *a, struct fail *f)
{
	struct relabelling *r = arena_zalloc(a, n, sizeof *r);
	for (size_t i = 0; i < n; i++) {
		struct classify_output out;
		const struct attachment *files = NULL;
		size_t n_files = 0;
		if (strcmp(d[i].attachments, "[]") != 0 &&
		    store_attachments(p->store, d[i].id, a, &files, &n_files, f) < 0)
			return -1;
		document_label(p->classifier, p->config, &d[i], files, n_files, a, &out);
		r[i] = (struct relabelling){
		    .document = d[i].id, .labels = out.labels, .n_labels = out.n_labels};
	}
	if (store_relabel(p->store, r, n, a, f) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		bool values = r[i].changed && print_change(&r[i], d[i].title, a);
		p->changed += values;
		p->evidence += r[i].changed && !values;
	}
	p->documents += n;
	return 0;
}

static int
relabel_all(struct relabel *p, struct fail *f)
{
	struct arena a = {0};
	struct buf after;
	struct progress progress;
	size_t n = PAGE;
	int rc = 0;
	buf_init(&after, CAP_FIELD);
	progress_start(&progress, "relabel", 0);
	while (rc == 0 && n == PAGE) {
		const struct document *page;
		arena_reset(&a);
		rc = store_documents(
		    p->store, after.len ? after.text : NULL, PAGE, &a, &page, &n, f);
		if (rc == 0 && n > 0)
			rc = relabel_page(p, page, n, &a, f);
		if (rc == 0 && n > 0) {
			buf_clear(&after);
			buf_adds(&after, page[n - 1].id);
		}
		progress_step(&progress, p->documents, 0);
	}
	progress_end(&progress);
	buf_release(&after);
	arena_release(&a);
	return rc;
}

int
documents_relabel(
    struct store *s, struct classifier *k, const struct config *config, struct fail *f)
{
	struct relabel p = {.config = config, .classifier = k, .store = s};
	int rc = relabel_all(&p, f);
	log_info("%zu documents labelled anew: %zu with other labels, %zu with other words for the "
	         "same labels, %zu as they were",
	    p.documents, p.changed, p.evidence, p.documents - p.changed - p.evidence);
	return rc;
}
