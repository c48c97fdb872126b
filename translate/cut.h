/* cut.h - private to translate/: Chinese text into segments, and how much of it is known already.
 *
 * The rules are fixed: changing them would lose what the memory knows. A sentence ends after 。！？
 * (and ! ?), closing quotes and brackets stay with it; ； ends one outside brackets and quotes in
 * numbered lines and in sentences of more than 60 characters. A quoted sentence that goes on (”的,
 * ”等) is not cut. Lines, cells (between TABs) and headings are segments of their own. */
#ifndef GEPPO_TRANSLATE_CUT_H
#define GEPPO_TRANSLATE_CUT_H

#include "store/queue.h"

struct cutting {
	struct segment *segments;
	size_t n, room;
	int paragraph;
	struct arena *memory;
};

/* One segment of its own: the title, the name of an attachment. */
void cut_whole(struct cutting *c, const char *kind, const char *place, const char *text);
/* All lines of a text. */
void cut_text(struct cutting *c, const char *place, const char *text);
/* SHA-256 over kinds and sources in order, as hex. */
const char *cut_digest(const struct segment *g, size_t n, struct arena *a);
/* Give the segments of a new edition their numbers: those of the edition before with the same
 * source keep theirs, others get new ones and name the one they replace. `all`: every segment the
 * job ever had; `old`: the edition before in order. */
void cut_number(struct segment *g, size_t n, const struct segment *old, size_t n_old, int last);

/* How alike two sources are, 0..100: 100 the same; 99 only digits or punctuation differ; else
 * floor(100 * (1 - edits / longer)) over folded characters. Less than `least` may show as 0. */
int leverage_score(const char *a, const char *b, int least);

/* The best accepted sentence for a segment. */
struct match {
	int score; /* 101 with the same neighbours, 0: nothing of 60 % */
	const struct memory_unit *unit;
	bool repeated; /* the same source stands earlier in the job */
};
struct match *leverage_find(const struct segment *g, size_t n, const struct memory_unit *memory,
    size_t n_memory, struct arena *a);
/* Fill the counts of a cut. */
void leverage_count(struct cut *c, const struct match *m);

#endif
