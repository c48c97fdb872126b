/* manuscript.h - the draft of an issue as one text file that an editor changes and gives back.
 *
 *   月: 2026-06
 *   版: 64 hexadecimal digits (what the file was opened from)
 *   == この号の要点(案)                 lines ・...
 *   == 中央政府                         a section, with its blocks in their order:
 *   [A0427K] 掲載                       掲載, 除外, or 報道, 続報, 速報, 一行 as the rules have it
 *   題名(案): ...                       (案): the machine's; without: the editor's
 *   要点(案):                           lines ・..., POINTS_MAX at most
 *   一言: ...
 *   == 行だけで載るもの ...             what stands in lines of other sections: 題名 alone
 *   == そのほか ...                     what is told nowhere
 *
 * A line that begins with # says something and settles nothing; one that begins with a blank goes
 * on with the line before. Signs are taken in either width. Private to bulletin/edit/. */
#ifndef GEPPO_BULLETIN_EDIT_MANUSCRIPT_H
#define GEPPO_BULLETIN_EDIT_MANUSCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "bulletin/bulletin.h"

/* What a block may hold beside its word. */
enum part { PART_TITLE, PART_POINTS, PART_NOTE, PART_COUNT };
extern const char *const part_names[PART_COUNT]; /* 題名, 要点, 一言 */

struct value {
	const char *text; /* lines (LF); "" when empty; NULL: its line is not there */
	bool proposal;    /* (案) */
	int line;
};

/* One item. */
struct block {
	const char *id;
	const char *word; /* "掲載", "除外", "報道", "続報", "速報", "一行" */
	int line;
	int section; /* an enum section below SECTION_ENTRIES; -1: no entry */
	struct value parts[PART_COUNT];
	const char *remarks; /* its # lines */
};

struct manuscript {
	const char *month, *digest; /* "" when the line is not there */
	int digest_line;
	struct value points;
	const struct block *blocks;
	size_t n;
	int sections[SECTION_ENTRIES]; /* lines of their headings, 0: none */
	int lines;                     /* in the file */
};

/* Everything wrong in a file, one line each: "FILE:LINE: what". */
struct faults {
	const char *file;
	struct buf text;
	size_t n;
};
void faults_init(struct faults *fl, const char *file);
void faults_release(struct faults *fl);
void fault_add(struct faults *fl, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The body of the text (from the points on), which the digest is of. 0 or -1. */
int manuscript_write(const struct made_issue *i, const struct choices *c, struct buf *out,
    struct fail *f) __attribute__((warn_unused_result));

/* Read a file, or a body alone; every fault of form is added to `fl`. */
void manuscript_read(
    const char *text, size_t n, struct arena *a, struct manuscript *out, struct faults *fl);

const struct block *manuscript_find(const struct manuscript *m, const char *id);
bool block_is_entry(const struct block *b);

#endif
