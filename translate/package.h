/* package.h - private to translate/: what a translator gets, one writer a file of it. */
#ifndef GEPPO_TRANSLATE_PACKAGE_H
#define GEPPO_TRANSLATE_PACKAGE_H

#include "config/config.h"
#include "translate/parts.h"
#include "translate/work.h"

struct package {
	struct store *store;
	const char *dir; /* the data directory */
	const struct work *work;
	struct parts parts;
	const struct config *config;
	const struct term *terms; /* those in this document, then the rest */
	size_t n_terms, n_here;
	const char *name;  /* "000123" */
	const char *stamp; /* "geppo-000123-v1-0a1b2c3d4e5f": job, edition, digest of its text */
	const char *now;
	bool changes;                   /* only what the new edition changed */
	bool xliff21, tbx, srx, memory; /* what is not in every package */
};

/* "geppo-000123-v1-0a1b2c3d4e5f" */
const char *work_stamp(const struct work *w, struct arena *a);
/* Whether segment i is to be worked on in this package. */
bool package_holds(const struct package *p, size_t i);
/* The segment that the i-th replaced, with its text, or NULL. */
const struct segment *package_former(const struct package *p, size_t i);

enum xliff_flavour { XLIFF_PLAIN, XLIFF_OMEGAT };
void xliff12_write(struct package *p, enum xliff_flavour flavour, const char *path);
void xliff21_write(struct package *p, const char *path);
/* TMX 1.4b: the matches of this document, the machine's draft, the work so far, or everything. */
enum tmx_content { TMX_MATCHES, TMX_DRAFT, TMX_WORK, TMX_MEMORY };
void tmx_write(struct package *p, enum tmx_content content, const char *path);
void omegat_write(struct package *p);
void terms_write(struct package *p);
void tbx_write(struct package *p, const char *path);
void srx_write(struct package *p, const char *path);
int docx_write(struct package *p, const char *path, struct fail *f)
    __attribute__((warn_unused_result));
void page_write(struct package *p);
/* The attachments as they were taken, and a list of all of them with what is missing. */
void originals_write(struct package *p);
void brief_write(struct package *p);
void query_write(struct package *p);
void manifest_write(struct package *p);

/* The whole package of a job as a zip. */
int package_make(struct package *p, struct arena *a, struct buf *out, struct fail *f)
    __attribute__((warn_unused_result));

#endif
