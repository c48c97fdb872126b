/* host.h - manners: when the next request to a host may begin, and what its robots.txt said.
 *
 * One request at a time to a host. The pause after an answer is the longest of the configured
 * delay, the host's Crawl-delay and twice the time the answer took, plus a random part; a host that
 * asks for patience or fails in a row is left alone longer. All this is kept over runs and crashes
 * in DIR/fetch/hosts.json. */
#ifndef GEPPO_FETCH_HOST_H
#define GEPPO_FETCH_HOST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fail.h"
#include "fetch/robots.h"

struct fetch; /* what waits; fetch.c */

enum origin_state {
	ORIGIN_UNKNOWN, /* robots.txt was not read, or too long ago */
	ORIGIN_RULES,   /* `robots` holds */
	ORIGIN_CLOSED   /* robots.txt could not be read: nothing may be fetched for now */
};

/* scheme://host:port, what one robots.txt speaks for. */
struct origin {
	struct origin *next;
	const char *name;
	struct host *host;
	struct robots robots;
	char why[256]; /* of ORIGIN_CLOSED */
	enum origin_state state;
	int64_t read_at;       /* seconds since 1970 */
	bool asked;            /* a request for its robots.txt is under way */
	struct fetch *waiting; /* for its robots.txt */
};

struct host {
	struct host *next;
	const char *name;
	double ready;    /* monotonic seconds: not before, from an earlier run */
	double answered; /* monotonic seconds of the last answer of this run; 0: none */
	double seconds;  /* that it took */
	double chance;   /* its random part of the pause, in [0, 1) */
	int64_t until;   /* seconds since 1970: left alone until then; 0: not */
	int troubles;    /* answers in a row that asked for patience or did not come */
	const char
	    *proxy;   /* of a source that asked for it, or NULL; borrowed from the configuration */
	bool old_tls; /* a source allows it, where the usual one fails */
	bool tls_failed; /* in this run, and the old was tried */
	double delay;    /* configured, the longest of the sources that asked */
	struct origin *origins;
	struct fetch *first, *last; /* waiting for their turn */
	struct fetch *active;       /* the one request in flight */
};

struct hosts;

/* Read what earlier runs knew. After a run that did not end by hosts_save(), every host counts as
 * visited just now. Never NULL. */
struct hosts *hosts_open(const char *dir, double default_delay);
/* Write it down; `ended`: this run asks nothing more. 0 or -1. */
int hosts_save(struct hosts *h, bool ended, struct fail *f) __attribute__((warn_unused_result));
void hosts_free(struct hosts *h);

struct host *hosts_first(const struct hosts *h);
/* Find or make. */
struct host *hosts_get(struct hosts *h, const char *name);
struct origin *host_origin(struct hosts *h, struct host *host, const char *name);

/* The state of an origin now: rules are good for 24 hours, closed doors are tried again after one.
 */
enum origin_state origin_state(const struct origin *o);
void origin_set_rules(struct hosts *h, struct origin *o, const char *text, size_t n);
void origin_set_closed(struct origin *o, const char *why);

/* Seconds until the next request may begin; 0: now. Both the pause and the back-off. */
double host_wait(const struct host *host);
/* An answer came (or did not): the pause begins. `retry_after` 0: not said.
 * `trouble`: 429, 503, or no answer at all. */
void host_answered(struct host *host, double seconds, bool trouble, int64_t retry_after);

int64_t now_seconds(void);

#endif
