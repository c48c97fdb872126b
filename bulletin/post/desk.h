/* desk.h - what the commands of sending share. Private to bulletin/post/. */
#ifndef GEPPO_BULLETIN_POST_DESK_H
#define GEPPO_BULLETIN_POST_DESK_H

#include "base/arena.h"
#include "base/command.h"
#include "base/date.h"
#include "bulletin/post/post.h"

/* What every command here begins with. */
struct desk {
	struct arena a;
	struct config config;
	struct store *store;
	struct fail f;
	char today[DATE_SIZE]; /* in Japan */
};

#define DESK_CONFIG (CONFIG_SETTINGS | CONFIG_PARTNERS | CONFIG_REGIONS | CONFIG_CALENDAR)

/* 0 or -1; to be closed in both cases. `what` to load of the configuration. */
int desk_open(struct desk *d, const struct invocation *in, enum store_mode mode, unsigned what)
    __attribute__((warn_unused_result));
/* Close, and say what failed when rc < 0; the exit code. */
int desk_close(struct desk *d, int rc, int code);

/* True when the first word typed is a month; tells when it is none. */
bool is_month(const struct invocation *in);

/* Put and send the messages of an approved month, and say what became of them. 0 or -1. */
int send_month(struct desk *d, const char *dir, const char *month, int *code)
    __attribute__((warn_unused_result));
int sending_code(const struct sending *done);

/* What an editor still has to look at in a draft, as lines of Japanese text. 0 or -1. */
int draft_open_points(const char *xml, struct buf *out, struct fail *f)
    __attribute__((warn_unused_result));
/* A notice about a month to every editor, put once by its kind, `what` and address. The number put,
 * or -1. */
int editors_tell(struct desk *d, const char *month, const char *kind, const char *what,
    const char *subject, const char *text) __attribute__((warn_unused_result));

/* geppo notify without --failed. The exit code. */
int notify_changes(const struct invocation *in);

#endif
