/* origin.c - robots.txt of an origin: asked for once, by everybody who waits for it. */
#include "fetch/pass.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/log.h"

void
origin_ask(struct pass *p, struct origin *o)
{
	if (o->asked)
		return;
	struct fetch *f = calloc(1, sizeof *f);
	if (f == NULL)
		fatal("out of memory");
	o->asked = true;
	f->robots = true;
	f->origin = o;
	f->text = arena_printf(&f->arena, "%s/robots.txt", o->name);
	fetch_go(p, f);
}

/* Those who waited go on, in the order they came. */
static void
waiting_go(struct pass *p, struct origin *o)
{
	struct fetch *list = NULL;
	o->asked = false;
	while (o->waiting) {
		struct fetch *f = o->waiting;
		o->waiting = f->next;
		f->next = list;
		list = f;
	}
	while (list) {
		struct fetch *f = list;
		list = f->next;
		f->next = NULL;
		fetch_go(p, f);
	}
}

/* What came is archived like all else; it is nobody's capture. */
static void
robots_end(struct pass *p, struct fetch *f)
{
	struct origin *o = f->origin;
	for (int i = 0; p->archive && i < f->n_hops && !p->failed; i++) {
		struct capture row;
		if (archive_put(
		        p->archive, f->hops[i].url, &f->hops[i].x, &f->arena, &row, &p->fail) < 0)
			p->failed = true;
	}
	fetch_free(f);
	waiting_go(p, o);
}

static void
robots_take(struct pass *p, struct origin *o, const struct exchange *x)
{
	struct arena a = {0};
	struct buf block;
	struct http_message m = {0};
	buf_init(&block, (size_t)ROBOTS_BYTES + CAP_HTTP_HEADER);
	exchange_block(x, &block);
	struct warc_record rec = {.type = "response",
	    .content_type = "application/http;msgtype=response",
	    .block = (const unsigned char *)block.text,
	    .block_len = block.len};
	if (warc_http(&rec, &a, &m))
		origin_set_rules(p->hosts, o, (const char *)m.body, m.body_len);
	else
		origin_set_closed(o, "its answer is no HTTP message");
	buf_release(&block);
	arena_release(&a);
}

/* RFC 9309 section 2.3.1: no such file means no rules; a server in trouble means keep out. 429 is
 * trouble: whoever asks for patience has not said that all is free. */
void
origin_answered(struct pass *p, struct fetch *f)
{
	struct origin *o = f->origin;
	const struct exchange *x = &f->hops[f->n_hops - 1].x;
	char why[64];
	if (x->status >= 200 && x->status < 300)
		robots_take(p, o, x);
	else if (x->status >= 300 && x->status < 500 && x->status != 429)
		origin_set_rules(p->hosts, o, "", 0);
	else {
		snprintf(why, sizeof why, "status %d", x->status);
		origin_set_closed(o, why);
	}
	robots_end(p, f);
}

void
origin_failed(struct pass *p, struct fetch *f, const struct fail *why)
{
	struct origin *o = f->origin;
	/* Five redirects and no file is no file (RFC 9309 section 2.3.1.2). */
	if (f->n_hops > REDIRECTS && f->hops[REDIRECTS].x.truncated == NULL)
		origin_set_rules(p->hosts, o, "", 0);
	else
		origin_set_closed(o, why->why);
	robots_end(p, f);
}
