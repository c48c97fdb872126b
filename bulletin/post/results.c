/* results.c - published translations to those who asked for them, as plain text: cut at chapters
 * when long, for gateways that refuse large mail. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/log.h"
#include "bulletin/post/post.h"
#include "bulletin/wrap.h"
#include "mail/notice.h"
#include "store/queue.h"
#include "store/request.h"

enum { PART_BYTES = 60 * 1000 /* some twenty thousand characters */ };

struct results {
	struct store *store;
	const struct config *config;
	const char *day;
	struct arena a;
	const struct letter *sent; /* parts put before */
	size_t n_sent;
	int64_t put;
};

static bool
is_put(const struct results *r, const char *ref)
{
	for (size_t i = 0; i < r->n_sent; i++)
		if (strcmp(r->sent[i].ref, ref) == 0)
			return true;
	return false;
}

/* One line, as a subject holds it. */
static const char *
subject_of(struct results *r, const struct publication *p, size_t part, size_t parts)
{
	char count[48] = "";
	if (parts > 1)
		snprintf(count, sizeof count, "(%zu/%zu)", part + 1, parts);
	char *title = arena_str(&r->a, p->title);
	for (char *c = title; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
	return arena_printf(&r->a, "全文翻訳[%s]%s%s", p->item, title, count);
}

static int
part_put(struct results *r, const struct publication *p, const struct request *q, const char *to,
    const char *text, size_t part, size_t parts, struct fail *f)
{
	struct buf b, rows;
	const char *ref =
	    arena_printf(&r->a, "result:%s:%d:%zu:%s", p->job, p->edition, part + 1, q->address);
	if (is_put(r, ref))
		return 0;
	buf_init(&b, CAP_BODY);
	buf_init(&rows, CAP_BODY * 2);
	if (part == 0)
		buf_addf(&b, "お申し込みの文書[%s]の全文翻訳ができましたので、お送りします。%s\n\n",
		    p->item,
		    parts > 1 ? arena_printf(&r->a, "長いため、%zu通に分けています。", parts) : "");
	buf_adds(&b, text);
	if (part + 1 < parts)
		buf_addf(&b, "\n(%zu/%zu。次のメールに続きます)\n", part + 1, parts);
	wrap_text(b.text, WRAP_COLUMNS, &rows);
	const struct notice n = {.ref = ref,
	    .kind = "result",
	    .address = to,
	    .recipient = q->recipient,
	    .subject = subject_of(r, p, part, parts),
	    .text = rows.text};
	int rc = notice_put(r->store, r->config, &n, f);
	r->put += rc > 0;
	buf_release(&rows);
	buf_release(&b);
	return rc < 0 ? -1 : 0;
}

/* Where a wish is answered to now: NULL when the reader has left or paused. */
static const char *
address_now(const struct results *r, const struct request *q)
{
	const struct recipient *to = config_recipient(r->config, q->recipient);
	if (to == NULL)
		return q->recipient ? NULL : q->address;
	return recipient_is_active(to, r->day) ? to->address : NULL;
}

static int
publication_put(struct results *r, const struct publication *p, struct fail *f)
{
	const struct request *wishes;
	const char *const *parts;
	size_t n, n_parts;
	if (store_requests(r->store, p->item, &r->a, &wishes, &n, f) < 0)
		return -1;
	if (n == 0)
		return 0;
	n_parts = publication_split(p->text, PART_BYTES, &r->a, &parts);
	for (size_t i = 0; i < n; i++) {
		const char *to = address_now(r, &wishes[i]);
		for (size_t k = 0; to && k < n_parts; k++)
			if (part_put(r, p, &wishes[i], to, parts[k], k, n_parts, f) < 0)
				return -1;
	}
	return 0;
}

int64_t
results_queue(struct store *s, const struct config *c, const char *day, struct fail *f)
{
	struct results r = {.store = s, .config = c, .day = day};
	const struct publication *list;
	size_t n;
	int rc = store_publications(s, NULL, NULL, &r.a, &list, &n, f);
	if (rc >= 0 && n > 0)
		rc = store_letters(s, NULL, "result", &r.a, &r.sent, &r.n_sent, f);
	for (size_t i = 0; i < n && rc >= 0; i++)
		rc = publication_put(&r, &list[i], f);
	arena_release(&r.a);
	return rc < 0 ? -1 : r.put;
}
