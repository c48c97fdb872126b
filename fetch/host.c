/* host.c - see host.h. */
#include "fetch/host.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "base/clock.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/caps.h"
#include "base/file.h"
#include "base/log.h"

enum {
	RULES_SECONDS = 24 * 3600, /* RFC 9309 section 2.4 */
	CLOSED_SECONDS = 3600,
	BACKOFF_FIRST = 60,
	BACKOFF_MOST = 6 * 3600,
	PATIENCE_MOST = 24 * 3600, /* the longest Retry-After that is obeyed to the letter */
	RESPONSE_FACTOR = 2
};

struct hosts {
	struct arena arena; /* all names and rules: as long as the run */
	struct host *first;
	double default_delay;
	double floor; /* monotonic: no host is asked before, after a crash */
	const char *path;
};

int64_t
now_seconds(void)
{
	return (int64_t)time(NULL);
}

static double
now_wall(void)
{
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A number in [0, 1). */
static double
chance(void)
{
	unsigned bits;
	if (getrandom(&bits, sizeof bits, 0) != sizeof bits)
		fatal("no random bytes");
	return (double)bits / 4294967296.0;
}

struct host *
hosts_first(const struct hosts *h)
{
	return h->first;
}

struct host *
hosts_get(struct hosts *h, const char *name)
{
	for (struct host *host = h->first; host; host = host->next)
		if (strcmp(host->name, name) == 0)
			return host;
	struct host *host = arena_zalloc(&h->arena, 1, sizeof *host);
	host->name = arena_str(&h->arena, name);
	host->delay = h->default_delay;
	host->ready = h->floor;
	host->next = h->first;
	return h->first = host;
}

struct origin *
host_origin(struct hosts *h, struct host *host, const char *name)
{
	for (struct origin *o = host->origins; o; o = o->next)
		if (strcmp(o->name, name) == 0)
			return o;
	struct origin *o = arena_zalloc(&h->arena, 1, sizeof *o);
	o->name = arena_str(&h->arena, name);
	o->host = host;
	o->next = host->origins;
	return host->origins = o;
}

enum origin_state
origin_state(const struct origin *o)
{
	int64_t age = now_seconds() - o->read_at;
	int64_t good = o->state == ORIGIN_RULES ? RULES_SECONDS : CLOSED_SECONDS;
	return age < 0 || age >= good ? ORIGIN_UNKNOWN : o->state;
}

void
origin_set_rules(struct hosts *h, struct origin *o, const char *text, size_t n)
{
	robots_read(&o->robots, text, n, "geppo", &h->arena);
	o->state = ORIGIN_RULES;
	o->read_at = now_seconds();
}

void
origin_set_closed(struct origin *o, const char *why)
{
	snprintf(o->why, sizeof o->why, "%s", why);
	o->state = ORIGIN_CLOSED;
	o->read_at = now_seconds();
}

static double
host_crawl_delay(const struct host *host)
{
	double most = 0;
	for (const struct origin *o = host->origins; o; o = o->next)
		if (o->state == ORIGIN_RULES && o->robots.crawl_delay > most)
			most = o->robots.crawl_delay;
	return most < PATIENCE_MOST ? most : PATIENCE_MOST;
}

/* Reckoned when it is needed: the answer may have been the robots.txt that lengthens it. */
static double
host_pause(const struct host *host)
{
	double now = clock_monotonic(), pause = host->delay, asked = host_crawl_delay(host);
	double left = host->ready - now;
	if (pause < asked)
		pause = asked;
	if (pause < RESPONSE_FACTOR * host->seconds)
		pause = RESPONSE_FACTOR * host->seconds;
	double after = host->answered + pause * (1 + 0.25 * host->chance) - now;
	if (host->answered > 0 && left < after)
		left = after;
	return left > 0 ? left : 0;
}

double
host_wait(const struct host *host)
{
	double pause = host_pause(host);
	double patience = host->until ? (double)(host->until - now_seconds()) : 0;
	return pause > patience ? pause : patience;
}

static int64_t
backoff(const struct host *host, int64_t retry_after)
{
	int64_t wait = BACKOFF_FIRST;
	for (int i = 1; i < host->troubles && wait < BACKOFF_MOST; i++)
		wait *= 2;
	if (wait > BACKOFF_MOST)
		wait = BACKOFF_MOST;
	if (retry_after > PATIENCE_MOST)
		retry_after = PATIENCE_MOST;
	return retry_after > 0 ? retry_after : wait;
}

void
host_answered(struct host *host, double seconds, bool trouble, int64_t retry_after)
{
	host->answered = clock_monotonic();
	host->seconds = seconds;
	host->chance = chance();
	host->troubles = trouble ? host->troubles + 1 : 0;
	host->until = trouble || retry_after > 0 ? now_seconds() + backoff(host, retry_after) : 0;
}

/* ---- kept over runs */

static void
origin_load(struct hosts *h, struct host *host, const char *name, json_t *j)
{
	struct origin *o = host_origin(h, host, name);
	const char *rules = json_string_value(json_object_get(j, "rules"));
	const char *why = json_string_value(json_object_get(j, "closed"));
	if (rules)
		origin_set_rules(h, o, rules, strlen(rules));
	else
		origin_set_closed(o, why ? why : "not known");
	o->read_at = json_integer_value(json_object_get(j, "at"));
}

static void
host_load(struct hosts *h, const char *name, json_t *j)
{
	struct host *host = hosts_get(h, name);
	double pause = json_number_value(json_object_get(j, "pause"));
	double left = json_number_value(json_object_get(j, "ready")) - now_wall();
	/* A clock that was set back must not lock a host out: never longer than the pause was. */
	if (left > pause)
		left = pause;
	double ready = clock_monotonic() + left;
	host->ready = ready > h->floor ? ready : h->floor;
	host->until = json_integer_value(json_object_get(j, "until"));
	host->troubles = (int)json_integer_value(json_object_get(j, "troubles"));
	if (host->until > now_seconds() + PATIENCE_MOST)
		host->until = now_seconds() + PATIENCE_MOST;
	const char *key;
	json_t *value;
	json_object_foreach(json_object_get(j, "origins"), key, value)
	    origin_load(h, host, key, value);
}

static void
hosts_load(struct hosts *h)
{
	struct buf text;
	struct fail f;
	json_error_t error;
	buf_init(&text, CAP_CONFIG_FILE);
	/* No file yet is the usual case; a damaged one costs only manners we then take as needed
	 * everywhere. */
	bool known = file_read(h->path, &text, &f) == 0;
	json_t *j = known ? json_loadb(text.text, text.len, 0, &error) : NULL;
	if (known && (j == NULL || !json_is_false(json_object_get(j, "running"))))
		h->floor = clock_monotonic() + h->default_delay;
	if (known && j == NULL)
		log_warn("%s: not readable, begun anew (%s)", h->path, error.text);
	const char *key;
	json_t *value;
	json_object_foreach(json_object_get(j, "hosts"), key, value) host_load(h, key, value);
	json_decref(j);
	buf_release(&text);
}

struct hosts *
hosts_open(const char *dir, double default_delay)
{
	struct hosts *h = calloc(1, sizeof *h);
	if (h == NULL)
		fatal("out of memory");
	h->default_delay = default_delay;
	h->path = arena_printf(&h->arena, "%s/fetch/hosts.json", dir);
	hosts_load(h);
	return h;
}

static json_t *
origins_json(const struct host *host)
{
	json_t *list = json_object();
	struct buf rules;
	buf_init(&rules, 4 * ROBOTS_BYTES);
	for (const struct origin *o = host->origins; o; o = o->next) {
		if (origin_state(o) == ORIGIN_UNKNOWN)
			continue;
		buf_clear(&rules);
		robots_write(&o->robots, &rules);
		bool fits = o->state == ORIGIN_RULES && !buf_full(&rules);
		if (o->state == ORIGIN_RULES && !fits)
			continue; /* read again next time */
		json_object_set_new(list, o->name,
		    json_pack("{s:I, s:s}", "at", (json_int_t)o->read_at, fits ? "rules" : "closed",
		        fits ? rules.text : o->why));
	}
	buf_release(&rules);
	return list;
}

static json_t *
host_json(const struct host *host)
{
	double pause = host_pause(host);
	return json_pack("{s:f, s:f, s:I, s:i, s:o}", "pause", pause, "ready", now_wall() + pause,
	    "until", (json_int_t)host->until, "troubles", host->troubles, "origins",
	    origins_json(host));
}

int
hosts_save(struct hosts *h, bool ended, struct fail *f)
{
	json_t *list = json_object();
	for (const struct host *host = h->first; host; host = host->next)
		json_object_set_new(list, host->name, host_json(host));
	json_t *j = json_pack("{s:i, s:b, s:o}", "v", 1, "running", !ended, "hosts", list);
	char *text = j ? json_dumps(j, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
	if (text == NULL)
		fatal("out of memory, or a host name that is no UTF-8");
	int rc = file_write(h->path, text, strlen(text), f);
	free(text);
	json_decref(j);
	return rc;
}

void
hosts_free(struct hosts *h)
{
	if (h == NULL)
		return;
	arena_release(&h->arena);
	free(h);
}
