/* attachment.h - files behind a notice: bytes in, text out. Recognised by content, never by name.
 *
 * Own readers (caged with the caller): OFD (GB/T 33190), DOCX, XLSX, DOC, XLS, RTF, TXT, HTML, ZIP
 * and RAR holding these. PDF goes to a converter in a cage of its own, through converter.h. Every
 * file ends as read, scanned or held with its reason. */
#ifndef GEPPO_PARSE_ATTACHMENT_ATTACHMENT_H
#define GEPPO_PARSE_ATTACHMENT_ATTACHMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "parse/attachment/cfb.h"
#include "parse/attachment/converter.h"
#include "parse/extract/extract.h"

enum attachment_state {
	ATTACHMENT_READ,
	ATTACHMENT_SCANNED, /* pictures of pages, no text layer */
	ATTACHMENT_HELD     /* not read; `why` says why */
};

struct attachment_file {
	const unsigned char *bytes;
	size_t n;
	const char *name; /* for notes only; may be NULL */
	int depth;        /* containers around it */
};

/* One file being read. The reader that recognises it fills type and text. */
struct attachment_reading {
	struct extractor *extractor;
	struct converter *converter; /* NULL: none can be run */
	struct arena *arena;
	struct buf text;   /* paragraphs joined by line ends, cells by TAB */
	struct buf notes;  /* one a line: what was left out */
	const char *type;  /* "ofd", "pdf", ... static */
	const char *title; /* the file's own metadata, or NULL */
	char why[256];     /* of what was not read */
	enum attachment_state state;
	/* CPU seconds that may still be used, over all files in it: by converters, for pictures. */
	double converting, ocr;
	double began, converted; /* CPU seconds of this process before it, and of its converters */
	bool by_ocr;             /* some of the text was read from pictures */
	size_t unpacked;         /* bytes, of all containers so far */
	size_t parsed;           /* bytes of XML; a member may be named again and again */
};

/* Read one file into r->text. Never fails: the state and the reason say how it ended. */
void attachment_read(struct attachment_reading *r, const struct attachment_file *file);

/* Settle what converters may use and what the process itself may, by what both have used so far. */
void attachment_budget(struct attachment_reading *r);

/* Say why the file is not read; the first reason stands. */
void attachment_hold(struct attachment_reading *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The answer of extract() for an attachment, see extract.h; `in` as there. */
void attachment_answer(void *converter, struct extractor *x, const struct extract_input *in,
    struct arena *a, struct buf *json);

/* The same for a file that could not be read at all. */
void attachment_refuse(const struct extract_input *in, const char *why, struct buf *json);

/* The readers, for attachment_read(). */
struct members;
void doc_read(struct attachment_reading *r, const struct cfb *c);
void xls_read(struct attachment_reading *r, struct span_of_bytes book);
void ofd_read(struct attachment_reading *r, const struct members *m);
void docx_read(struct attachment_reading *r, const struct members *m);
void xlsx_read(struct attachment_reading *r, const struct members *m);
void pptx_read(struct attachment_reading *r, const struct members *m);
void odf_read(struct attachment_reading *r, const struct members *m);
void rtf_read(struct attachment_reading *r, const struct attachment_file *file);
void ole_read(struct attachment_reading *r, const struct attachment_file *file);
void pdf_read(struct attachment_reading *r, const struct attachment_file *file);
void picture_read(struct attachment_reading *r, const struct attachment_file *file);
/* One XML file; false: no document that is known. */
bool flat_read(struct attachment_reading *r, const struct attachment_file *file);
/* A saved page or a mail: is it one, and its text. */
bool mime_is(const struct attachment_file *file);
void mime_read(struct attachment_reading *r, const struct attachment_file *file);
void html_read(struct attachment_reading *r, const char *text, size_t n);
void plain_read(struct attachment_reading *r, const struct attachment_file *file);

#endif
