/* remind.c - see remind.h. */
#include "translate/remind.h"

#include <string.h>

#include "base/log.h"
#include "mail/notice.h"
#include "store/translator.h"

bool
job_days_left(const struct queue_job *j, int64_t today, int64_t *left)
{
	static const char *const working[] = {"claimed", "in_progress", "returned", "superseded"};
	char day[DATE_SIZE];
	struct date d;
	bool works = false;
	for (size_t i = 0; i < sizeof working / sizeof *working; i++)
		works |= strcmp(j->state, working[i]) == 0;
	if (!works || j->holder == NULL || j->due == NULL ||
	    !instant_date(j->due, JAPAN_OFFSET, day) || !date_parse(day, &d))
		return false;
	*left = date_days(d) - today;
	return true;
}

/* The reminder whose time it is: 7 or 2, or 0. */
static int
reminder_of(int64_t left)
{
	return left >= 5 && left <= 7 ? 7 : left >= 0 && left <= 2 ? 2 : 0;
}

/* Whoever took the job after the day of the reminder knows the due date. */
static int
was_held(struct store *s, const struct queue_job *j, int64_t day, struct arena *a, struct fail *f)
{
	const struct job_event *e;
	char text[DATE_SIZE];
	struct date d;
	size_t n;
	int held = 0;
	if (store_job_events(s, j->id, a, &e, &n, f) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (strcmp(e[i].action, "claim") == 0 && !e[i].undone)
			held = instant_date(e[i].at, JAPAN_OFFSET, text) && date_parse(text, &d) &&
			       date_days(d) <= day;
	return held;
}

static const char *
reminder_text(const struct queue_job *j, const struct item *item, int64_t left, struct arena *a)
{
	return arena_printf(a,
	    "%s さま\n\nお引き受けの翻訳の納期まで、あと%lld日です。\n\n"
	    "案件　　%s\n件名　　%s\n原題　　%s\n納期　　%s\n"
	    "進み　　%lld文のうち%lld文\n\n"
	    "続けるとき　geppo translate renew %s\n返すとき　　geppo translate release %s\n"
	    "できた分だけの納品(分納)もできます。納期のあとでも必ず受け取ります。\n"
	    "間に合わないときは、このメールにご返信ください。\n",
	    j->holder, (long long)left, j->id, item->title_ja ? item->title_ja : "—",
	    item->documents[0].title, jst_text(j->due, a), (long long)j->segments,
	    (long long)j->translated, j->id, j->id);
}

struct round {
	struct store *store;
	const struct config *config;
	struct reminding *out;
	struct arena *a;
};

static int
reminder_send(const struct round *r, const struct queue_job *j, int mark, int64_t left,
    const char *address, struct fail *f)
{
	const char *const ids[] = {j->item, NULL};
	const struct item *items;
	size_t n;
	if (store_items(r->store, &(struct item_query){.ids = ids}, r->a, &items, &n, f) < 0)
		return -1;
	if (n != 1)
		return fail_io(f, j->id, "its item is not there");
	const struct notice mail = {
	    .ref = arena_printf(r->a, "reminder:%s:%s:%d:%s", j->id, j->due, mark, address),
	    .kind = "reminder",
	    .address = address,
	    .subject = arena_printf(r->a, "翻訳の納期まであと%lld日: %s", (long long)left, j->id),
	    .text = reminder_text(j, &items[0], left, r->a)};
	int rc = notice_put(r->store, r->config, &mail, f);
	*(rc == 1 ? &r->out->put : &r->out->known) += rc >= 0;
	return rc < 0 ? -1 : 0;
}

/* A name that is an address is one; else what the translator gave, else the editors'. */
static int
job_remind(const struct round *r, const struct queue_job *j, int mark, int64_t left, struct fail *f)
{
	const char *own = strchr(j->holder, '@') ? j->holder : NULL;
	const char *const *editor = r->config->settings.editors;
	if (own == NULL && store_translator(r->store, j->holder, r->a, &own, f) < 0)
		return -1;
	if (own)
		return reminder_send(r, j, mark, left, own, f);
	if (editor == NULL || *editor == NULL) {
		log_warn("%s is due in %lld days: %s has no address, and geppo.yaml no editors",
		    j->id, (long long)left, j->holder);
		r->out->nowhere++;
		return 0;
	}
	for (; *editor; editor++)
		if (reminder_send(r, j, mark, left, *editor, f) < 0)
			return -1;
	return 0;
}

int
reminders_put(struct store *s, const struct config *c, int64_t today, const char *now,
    struct reminding *out, struct fail *f)
{
	struct arena a = {0};
	const struct round r = {s, c, out, &a};
	const struct queue_job *jobs;
	size_t n;
	*out = (struct reminding){0};
	int rc = store_queue(s, &(struct queue_query){.open = true}, now, &a, &jobs, &n, f);
	for (size_t i = 0; i < n && rc >= 0; i++) {
		int64_t left;
		int mark = job_days_left(&jobs[i], today, &left) ? reminder_of(left) : 0;
		rc = mark ? was_held(s, &jobs[i], today + left - mark, &a, f) : 0;
		if (rc == 1)
			rc = job_remind(&r, &jobs[i], mark, left, f);
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}
