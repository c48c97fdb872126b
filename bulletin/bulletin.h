/* bulletin.h - the issue of a month: selected from the store, written as one XML document
 * (geppo-issue(5)), shown in faces that stylesheets make of it. */
#ifndef GEPPO_BULLETIN_BULLETIN_H
#define GEPPO_BULLETIN_BULLETIN_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "bulletin/coverage.h"
#include "bulletin/month.h"
#include "bulletin/selection.h"
#include "config/config.h"
#include "store/store.h"

/* An issue as made: the document, what stands in it, and the figures for the editor. */
struct made_issue {
	const char *xml; /* the caller's to free with issue_release() */
	const struct entry *entries;
	size_t n_entries;
	size_t counts[SECTION_COUNT]; /* entries or lines of each section */
	struct selection selection;
	struct coverage coverage;
};

/* Make the issue of a month from what was read (pure; `mat` as material_read() gives it). */
void issue_make(const struct config *c, const struct month *m, const struct material *mat,
    struct arena *a, struct made_issue *out);
void issue_release(struct made_issue *i);

/* Select, make and store the draft of a month, in place of an earlier draft. 0 or -1;
 * *out is to be released in both cases. */
int issue_draft(struct store *s, const struct config *c, const struct month *m, struct arena *a,
    struct made_issue *out, struct fail *f) __attribute__((warn_unused_result));

/* One face of an issue, made of its XML alone: "text" (complete in itself), "mail-html" (tables and
 * inline styles, for mail programs), "html" (a page), "pdf", "docx", "atom", "jsonfeed", "ics".
 * Templates are taken from DIR/templates when they are there, else from those shipped. `edition` is
 * a partner's id, or NULL: the issue as all get it. An edition the issue does not know is bad
 * input; "pdf" without WeasyPrint is EXIT_CONFIG. `out` may hold zero bytes (pdf, docx). 0 or -1.
 */
int issue_face(const char *dir, const char *xml, const char *face, const char *edition,
    struct buf *out, struct fail *f) __attribute__((warn_unused_result));

/* Is there a face of that name; `one`: it is the same for all editions. */
bool face_known(const char *name, bool *one);

#endif
