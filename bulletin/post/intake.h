/* intake.h - private to bulletin/post/: one message of the mailbox on its way. */
#ifndef GEPPO_BULLETIN_POST_INTAKE_H
#define GEPPO_BULLETIN_POST_INTAKE_H

#include "base/arena.h"
#include "base/date.h"
#include "bulletin/post/post.h"
#include "mail/notice.h"
#include "mail/reader.h"
#include "mail/reply.h"
#include "store/request.h"

struct intake {
	struct store *store;
	const struct config *config;
	struct arena *a; /* of this message */
	const struct letter *letters;
	size_t n_letters;
	char now[INSTANT_SIZE];
	const char *digest;
	size_t *counts;
};

/* A wish and what became of it. */
struct wish {
	const char *id;
	enum request_fate fate;
	const char *title; /* Japanese, else Chinese; NULL of an unknown one */
	const char *stand; /* 受付, 翻訳中, 公開; or NULL */
};

struct judged {
	enum intake_outcome outcome;
	const char *detail; /* for people */
	const struct recipient *recipient;
	struct reply reply;
	struct wish *wishes;
	size_t n_wishes;
	struct mail_taken taken;
};

/* The requests among the wishes, into j->taken. */
int wishes_take(struct intake *k, const struct mail_read *m, struct judged *j, struct fail *f)
    __attribute__((warn_unused_result));
/* The one answer to a reader. */
int answer_make(struct intake *k, const struct mail_read *m, struct judged *j, struct fail *f)
    __attribute__((warn_unused_result));
/* What the reader wrote, to each editor. */
int forward_make(struct intake *k, const struct mail_read *m, struct judged *j, struct fail *f)
    __attribute__((warn_unused_result));

#endif
