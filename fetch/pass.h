/* pass.h - one pass over what is due: the state that its files share.
 *
 * An address goes: claimed -> judged -> robots.txt of its origin known -> its host's turn ->
 * request -> (redirect: again from "judged") -> settled: archived, then recorded. */
#ifndef GEPPO_FETCH_PASS_H
#define GEPPO_FETCH_PASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fail.h"
#include "base/progress.h"
#include "base/url.h"
#include "config/config.h"
#include "fetch/address.h"
#include "fetch/archive.h"
#include "fetch/host.h"
#include "fetch/schedule.h"
#include "fetch/transfer.h"
#include "store/frontier.h"

enum {
	REDIRECTS = 5,
	HOSTS_AT_ONCE = 1024,
	HOST_AHEAD =
	    2, /* addresses of one host in hand: one asked or settled, one that follows it */
	LEASE_SECONDS = 3600,
	PATIENCE_SECONDS = 300 /* a host that wants a longer pause gets its address put off */
};

/* One answered request of a fetch. */
struct hop {
	const char *url;
	struct exchange x;
};

/* One address on its way, or one robots.txt. */
struct fetch {
	struct fetch *next; /* in the queue it waits in */
	struct arena arena;
	struct target target;
	bool robots;           /* this is the robots.txt of `origin` */
	struct origin *origin; /* of the address now asked */
	struct host *host;
	const char *text;    /* the address now asked, as it came */
	struct url url;      /* parsed */
	bool leads;          /* page 1 of a list whose rows lie where that page says; shell.h */
	bool led;            /* and there it is now */
	const char *missing; /* what that page did not hold */
	bool old_tls; /* the usual TLS failed with this host, and its source allows the old */
	struct hop hops[REDIRECTS + 1];
	int n_hops;
	int ending; /* how it ended, while it waits in the batch; batch.c */
	enum outcome outcome;
	struct fail why;
	int64_t later;
};

struct pass;

/* Addresses that ended and are not recorded yet. */
struct batch {
	struct fetch *first, *last;
	size_t n, bytes;
	double since, latest; /* monotonic seconds of the first and of the last one */
	double cost;          /* seconds that the last settling took */
};

/* Where an address goes in the end; each takes it over. */
struct ends {
	/* Its last hop is the answer. */
	void (*answer)(struct pass *p, struct fetch *f);
	/* No answer to keep: refused by rule or no complete response. */
	void (*failure)(struct pass *p, struct fetch *f, enum outcome o, const struct fail *why);
	/* The host wants patience, or the pass is being stopped. */
	void (*later)(struct pass *p, struct fetch *f, int64_t seconds);
};

struct pass {
	struct store *store;     /* NULL: nothing is claimed */
	const struct ends *ends; /* settle_ends, or those of a probe */
	void *owner;             /* of the ends */
	struct batch batch;
	const struct config *config;
	struct address_rules rules;
	struct hosts *hosts;
	struct transfers *transfers;
	struct archive *archive;     /* NULL: nothing is kept */
	const struct source *probed; /* known by no configuration, or NULL */
	const char *only;            /* source id, or NULL: all */
	const char *since;           /* date of the oldest rows wanted, or NULL: all */
	const char *agent;           /* User-Agent */
	struct progress progress;
	size_t alive;   /* fetches of targets claimed and not settled */
	bool open;      /* the pass goes on: further addresses are claimed */
	bool claimable; /* something ended since the store last had too little */
	bool failed;    /* `fail` ends the pass */
	struct fail fail;
	size_t settled, bad_listings, put_off;
	size_t outcomes[OUTCOME_KINDS];
};

/* pass.c */

/* Begin with an address; its parts are copied. */
void target_begin(struct pass *p, const struct target *t);
/* Addresses taken from the frontier. */
struct claimed {
	struct arena arena;
	struct target *targets;
	size_t n;
};
/* Take what there is room for; when that is committed, begin with it (and let go of it). */
void claim_take(struct pass *p, struct claimed *c);
void claim_begin(struct pass *p, struct claimed *c);
/* Go on with f->text: judge it, ask for robots.txt first where that is unknown, queue it. */
void fetch_go(struct pass *p, struct fetch *f);
/* It ends here, without an answer to keep. */
void fetch_fail(struct pass *p, struct fetch *f, enum outcome o, const struct fail *why);
void fetch_free(struct fetch *f);
/* scheme://host:port, in the arena. */
const char *origin_name(const struct url *u, struct arena *a);
/* The source of an address, or NULL. */
const struct source *fetch_source(const struct pass *p, const struct fetch *f);
/* Run until nothing is due or under way, or *stop becomes true. 0, or -1 with p->fail. */
int pass_turns(struct pass *p, const volatile bool *stop);
/* The same, and everything still queued goes back to where it came from. */
int fetch_pass(struct pass *p, const volatile bool *stop);

/* onward.c */

/* Follow what the last hop leads to: a redirect, or the list behind its page. False: it is the
 * answer. */
bool answer_leads_on(struct pass *p, struct fetch *f);

/* batch.c */

/* An address ended: it is settled with others, soon. */
void batch_answer(struct pass *p, struct fetch *f);
void batch_failure(struct pass *p, struct fetch *f, enum outcome o, const struct fail *why);
void batch_later(struct pass *p, struct fetch *f, int64_t seconds);
/* Seconds until what waits is to be settled; 0: now. */
double batch_wait(const struct pass *p);
/* Settle all that waits: archived, then recorded, each durable; what follows is claimed in the same
 * transaction. */
void batch_settle(struct pass *p);

/* settle.c */

/* The ends of a pass over the frontier: archived, recorded; on a failing disk or store the pass
 * fails. */
extern const struct ends settle_ends;
/* The body of the last hop, its content coding undone, in the arena; NULL when it is no complete
 * message. */
const char *answer_body(const struct fetch *f, struct arena *a, size_t *n);
/* What the last hop means; *why is filled when it is bad. */
enum outcome answer_judge(const struct fetch *f, struct fail *why);

/* origin.c: robots.txt. */

/* Begin to ask for the robots.txt of an origin. */
void origin_ask(struct pass *p, struct origin *o);
/* The robots fetch ended with its last hop, or with a failure; those waiting go on. */
void origin_answered(struct pass *p, struct fetch *f);
void origin_failed(struct pass *p, struct fetch *f, const struct fail *why);

#endif
