/* attachment.h - the texts of files behind a notice, and documents with them. Conventions are those
 * of store.h.
 *
 * A text belongs to the address of its file. Every document whose page names that address has it,
 * whichever of the two came first. A file whose text is another than before makes a new version of
 * its documents; one that is not read never takes the place of one that was. */
#ifndef GEPPO_STORE_ATTACHMENT_H
#define GEPPO_STORE_ATTACHMENT_H

#include "store/store.h"

/* An attachment of a document's current version. */
struct attachment {
	int n;            /* 1.., as the page names them */
	const char *name; /* the words of the link, "" when it has none */
	const char *url;
	const char *type; /* "pdf", "docx", ...; by its content once it is read; NULL unknown */
	/* "read"; "scanned" (pictures of pages) and "held": not read, `why` says why;
	 * "waiting": to be fetched or to be read; "failed": could not be fetched, `why`;
	 * "unasked": not in the archive, and nothing asks for it */
	const char *state;
	const char *why;
	bool ocr;            /* the text was read from pictures */
	const char *capture; /* that the text is from, NULL: none, or loaded */
	const char *at;      /* its instant */
	const char *payload; /* digest of the bytes */
	const char *digest;  /* of the text */
	const char *text;    /* paragraphs joined by line ends, cells by TAB; "" when not read */
	const char *facts;   /* JSON array as a document's; offsets are into `text` */
	/* What its red head says (GB/T 9704), NULL when it does not. */
	const char *title, *doc_number, *issuer, *written, *printed;
};

/* The attachments of a document, in the order of the page. */
int store_attachments(struct store *s, const char *document, struct arena *a,
    const struct attachment **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* ---- for the parser ---- */

/* What was read of a capture that is a file; one without id came with a loaded record. */
struct attachment_text {
	const struct capture *capture;
	const char *type;
	const char *state; /* "read", "scanned", "held" */
	const char *why;
	bool ocr;
	const char *title, *doc_number, *issuer, *written, *printed;
	const char *facts; /* JSON array */
	const char *text;  /* "" when not read */
};

/* Keep the text with its claim, give it to the documents that name the file, and let them wait for
 * labels and for grouping. Counts as parsed. `itself`: the document that a listed file is, which
 * has that file as its only attachment, with labels until those with the text are made; or NULL. */
int store_finish_attachment(struct store *s, const struct claim *c, const struct attachment_text *t,
    const struct document *itself, const struct label *labels, size_t n_labels, struct fail *f)
    __attribute__((warn_unused_result));
/* The row of the listing that names an address as an article of its own. 1 found, 0 none, -1. */
int store_listed(struct store *s, const char *url, struct arena *a, struct link *out,
    struct fail *f) __attribute__((warn_unused_result));
/* The same for a capture that was read before; nothing happens when it reads as it did. 1: it reads
 * otherwise, 0, -1. */
int store_attachment_again(struct store *s, const struct attachment_text *t, struct fail *f)
    __attribute__((warn_unused_result));

/* Walk the captures that were read as files, oldest first. `after` NULL or the last one seen; fewer
 * than max means the end. */
int store_attachment_captures(struct store *s, const char *after, size_t max, struct arena *a,
    const struct capture **out, size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* A document whose labels must be made anew, because its attachments arrived. */
struct unlabelled {
	struct document document;
	const struct attachment *attachments;
	size_t n_attachments;
	int64_t asked; /* how often, see store_label() */
};
/* Up to max of them. */
int store_unlabelled(struct store *s, size_t max, struct arena *a, const struct unlabelled **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));
/* Its labels; when more arrived since it was taken, it stays among those that wait. 1: another
 * value, score or evidence of any label, 0, -1. */
int store_label(struct store *s, const struct unlabelled *u, const struct label *labels, size_t n,
    struct fail *f) __attribute__((warn_unused_result));

/* Make of a document what its page alone says: no field of a red head, no fact of an attachment. */
void store_document_page(struct document *d, struct arena *a);

/* How many attachments of current versions are "read", "scanned", "held", "waiting", "failed",
 * "unasked", and how many of the read ones from pictures ("ocr"); all of them, 0 too. */
int store_attachment_counts(struct store *s, struct arena *a, const struct count **out, size_t *n,
    struct fail *f) __attribute__((warn_unused_result));

#endif
