/* reader.h - mail of others, read in a caged process of its own (no file, no network, limits on
 * time, memory and size): who wrote it, what stands in it, whether a machine sent it, and what a
 * delivery report says (RFC 3464). */
#ifndef GEPPO_MAIL_READER_H
#define GEPPO_MAIL_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/fail.h"

/* What a report says of one recipient. */
struct mail_fate {
	const char *recipient; /* address, "" when not said */
	const char *action;    /* "failed", "delayed", "delivered", "relayed", "expanded" */
	const char *status;    /* "5.1.1" */
	const char *said;      /* by the other server */
};

/* Texts are UTF-8 without control characters; NULL: not there. */
struct mail_read {
	const char *from; /* the one address in From:; NULL when there is none, or several */
	const char *subject;
	const char *message_id;     /* without < > */
	const char *const *answers; /* Message-IDs of In-Reply-To and References; NULL-ended */
	const char *const *to;      /* addresses it was delivered to; NULL-ended */
	const char *automatic;      /* why a machine sent it, or NULL: a person did */
	bool silent;                /* it asks that no machine answers */
	const char *text;     /* of the body, lines end with LF; quotations of HTML with ">" */
	bool cut;             /* the text was longer than what is kept */
	const char *original; /* of a report: the Message-ID of what it reports on */
	const struct mail_fate *fates;
	size_t n_fates;
};

/* Read a message. One that the reader dies of fails (EXIT_INPUT) and nothing else. */
int mail_read(const char *bytes, size_t n, bool weaker_cage, struct arena *a, struct mail_read *out,
    struct fail *f) __attribute__((warn_unused_result));

/* The child: a program whose first argument begins with "--mail-reader" is to call this. The exit
 * code. */
int mail_reader_main(const char *mode);

#endif
