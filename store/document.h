/* document.h - reading documents, for the files of store/. Private. */
#ifndef GEPPO_STORE_DOCUMENT_H
#define GEPPO_STORE_DOCUMENT_H

#include "store/db.h"

/* Key facts of a version `v` and of its attachments, which say so. */
#define DOCUMENT_FACTS                                                                             \
	"iif(NOT EXISTS (SELECT 1 FROM attachment fa JOIN attachment_text ft ON ft.id = fa.file"   \
	" WHERE fa.version = v.id AND ft.facts <> '[]'), v.facts, (SELECT json_group_array("       \
	"json(value)) FROM (SELECT value FROM json_each(v.facts) UNION ALL SELECT"                 \
	" json_set(fe.value, '$.attachment', fa.n + 1) FROM attachment fa JOIN attachment_text ft" \
	" ON ft.id = fa.file, json_each(ft.facts) fe WHERE fa.version = v.id)))"
/* The current version of documents `d`, with its FROM; document_read() takes such a row. */
#define DOCUMENT_COLUMNS                                                                           \
	"d.name, d.loaded, d.url, d.source, d.baseline, v.capture, v.at, v.number, v.title,"       \
	" v.issuer, v.issuers, v.published, v.written, v.in_force, v.deadline, v.doc_number,"      \
	" v.content_source, v.index_number, v.subject, v.validity, v.site_code, v.attachments,"    \
	" " DOCUMENT_FACTS ", v.body, v.head"                                                      \
	" FROM document d JOIN version v ON v.document = d.id AND v.number = d.version"
enum { DOCUMENT_COLUMN_COUNT = 25 };

/* A version, by the name `v` has, that holds no text and no file: a page that its site left blank.
 */
#define VERSION_SILENT(v) "(" v ".body = '' AND " v ".attachments = '[]')"
/* The number of the current version of document ?1: the newest that says something. */
#define VERSION_CURRENT                                                                            \
	"(SELECT cv.number FROM version cv WHERE cv.document = ?1 ORDER BY " VERSION_SILENT(       \
	    "cv") ", cv.at DESC, cv.number DESC LIMIT 1)"

/* The identity of a version: all that was read from the page, not when or where. */
void document_digest(const struct document *d, char hex[65]);

/* The row at hand, beginning at `column`. */
void document_read(struct query *q, int column, struct arena *a, struct document *out);
/* By row number, which must exist. */
int document_get(struct store *s, int64_t row, struct arena *a, struct document *out,
    struct fail *f) __attribute__((warn_unused_result));
/* The document's id from its url_key(), in the arena. */
const char *document_name(const char *key, struct arena *a);
/* The row of a document id. 1, 0 (none), -1. */
int document_row(struct store *s, const char *name, int64_t *row, struct fail *f)
    __attribute__((warn_unused_result));

/* A document as its page or record says it now. 1: new, or a new version; 0: known already; -1.
 * Labels follow the newest version; `relabel`: of what is known already, too. Inside a transaction.
 */
int document_take(struct store *s, const struct document *d, const struct label *labels, size_t n,
    bool relabel, struct fail *f) __attribute__((warn_unused_result));
/* Replace the labels of a document where they differ, and say what was there. Inside a transaction.
 */
int document_relabel(struct store *s, struct relabelling *r, struct arena *a, struct fail *f)
    __attribute__((warn_unused_result));
int labels_replace(struct store *s, int64_t document, const struct label *labels, size_t n,
    struct fail *f) __attribute__((warn_unused_result));
/* Labels of a document row, by kind and rank. */
int labels_read(struct store *s, int64_t document, struct arena *a, const struct label **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));

#endif
