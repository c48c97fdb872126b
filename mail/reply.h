/* reply.h - what a reader's mail asks for. Pure. */
#ifndef GEPPO_MAIL_REPLY_H
#define GEPPO_MAIL_REPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Texts UTF-8, in the arena. */
struct reply {
	const char *text; /* what the reader wrote: above the first quoted line, LF */
	bool asks;        /* 翻訳希望 stands there, and is not taken back in the same line */
	const char *const *ids; /* item ids as minted, once each; NULL-ended */
	size_t n_ids;
	const char *const *wrong; /* what was meant as an id and is none; NULL-ended */
	size_t n_wrong;
};

/* Read a message: its subject counts as a line when it is no answer (Re:, Fwd:); of the text only
 * what stands above the first quoted line (">", the head of a message, a line that holds the
 * address `own`, the bulletin's title). 翻訳希望 in 「 」 is our own instruction, except in the
 * very first line. Ids may be typed in full-width characters. */
void reply_read(
    const char *subject, const char *text, const char *own, struct arena *a, struct reply *out);

#endif
