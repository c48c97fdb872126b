/* answer.c - the one answer a reader gets, and the copy for the editors. No answer holds the words
 * that ask for a translation, so that none can be taken for a request. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/caps.h"
#include "bulletin/post/intake.h"
#include "bulletin/wrap.h"
#include "store/queue.h"

enum { FORWARDED = 8000 /* bytes of a reader's text that editors get */ };

static int
wish_look(struct intake *k, const struct request *r, struct wish *w, struct fail *f)
{
	const char *ids[] = {r->item, NULL};
	const struct item *found;
	size_t n;
	struct translation_state state = {0};
	*w = (struct wish){.id = r->item};
	if (store_request_fate(k->store, r, &w->fate, f) < 0)
		return -1;
	if (w->fate == REQUEST_UNKNOWN)
		return 0;
	if (store_items(k->store, &(struct item_query){.ids = ids}, k->a, &found, &n, f) < 0)
		return -1;
	if (n > 0)
		w->title = found->title_ja          ? found->title_ja
		           : found->n_documents > 0 ? found->documents[0].title
		                                    : NULL;
	int rc = store_translation_state(k->store, r->item, k->now, k->a, &state, f);
	w->stand = rc == 1 ? state.word : NULL;
	return rc < 0 ? -1 : 0;
}

int
wishes_take(struct intake *k, const struct mail_read *m, struct judged *j, struct fail *f)
{
	const struct reply *r = &j->reply;
	struct request *requests = arena_zalloc(k->a, r->n_ids + 1, sizeof *requests);
	j->wishes = arena_zalloc(k->a, r->n_ids + r->n_wrong + 1, sizeof *j->wishes);
	j->detail = "";
	for (size_t i = 0; i < r->n_ids; i++) {
		struct request *one = &requests[j->taken.n_requests];
		*one = (struct request){.item = r->ids[i],
		    .partner = j->recipient->partner,
		    .recipient = j->recipient->id,
		    .address = m->from,
		    .via = "mail"};
		struct wish *w = &j->wishes[j->n_wishes++];
		if (wish_look(k, one, w, f) < 0)
			return -1;
		j->taken.n_requests += w->fate != REQUEST_UNKNOWN;
		j->detail = arena_printf(k->a, "%s%s%s", j->detail, *j->detail ? " " : "", w->id);
	}
	for (size_t i = 0; i < r->n_wrong; i++)
		j->wishes[j->n_wishes++] = (struct wish){r->wrong[i], REQUEST_UNKNOWN, NULL, NULL};
	j->taken.requests = requests;
	return 0;
}

static bool
has_fate(const struct judged *j, enum request_fate fate)
{
	for (size_t i = 0; i < j->n_wishes; i++)
		if (j->wishes[i].fate == fate)
			return true;
	return false;
}

/* What an answer is about, in one word. */
static const char *
answer_word(const struct judged *j)
{
	return !j->reply.asks               ? "編集部へ"
	       : has_fate(j, REQUEST_NEW)   ? "受付"
	       : has_fate(j, REQUEST_KNOWN) ? "受付済み"
	                                    : "番号不明";
}

static void
write_wishes(const struct judged *j, enum request_fate fate, const char *head, struct buf *b)
{
	if (!has_fate(j, fate))
		return;
	buf_addf(b, "%s\n\n", head);
	for (size_t i = 0; i < j->n_wishes; i++) {
		const struct wish *w = &j->wishes[i];
		if (w->fate != fate)
			continue;
		buf_addf(b, "[%s]\t%s%s%s%s\n", w->id, w->title ? w->title : "",
		    w->stand ? "(" : "", w->stand ? w->stand : "", w->stand ? ")" : "");
	}
	buf_addc(b, '\n');
}

static void
write_answer(const struct intake *k, const struct judged *j, struct buf *b)
{
	const struct settings *set = &k->config->settings;
	const struct recipient *r = j->recipient;
	if (r->name)
		buf_addf(b, "%s 御中\n\n", r->name);
	if (!j->reply.asks)
		buf_adds(b,
		    "メールをありがとうございます。いただいた内容は編集部の担当者へ渡しました。"
		    "必要なときは担当者からお返事します。\n\n");
	write_wishes(j, REQUEST_NEW,
	    "受付：次の文書の全文翻訳のご希望を受け付けました。翻訳ができましたら、このアドレスへ"
	    "お送りします。",
	    b);
	write_wishes(j, REQUEST_KNOWN,
	    "受付済み：次の文書は、すでに貴自治体からのご希望を受け付けています。翻訳ができましたら"
	    "、"
	    "このアドレスにもお送りします。",
	    b);
	write_wishes(j, REQUEST_UNKNOWN,
	    "番号不明：次の番号の文書は見つかりませんでした。月報の見出しの[ ]の中の番号をお確かめ"
	    "ください。",
	    b);
	if (j->reply.asks && j->n_wishes == 0)
		buf_adds(b,
		    "番号不明：文書の番号が見つかりませんでした。月報の見出しの[ ]の中の番号を、"
		    "メールの1行目に書いてお送りください。\n\n");
	buf_addf(b, "このメールは自動でお送りしています。\n\n%s\n%s\n", set->publisher,
	    set->contact_mail);
	if (set->contact_phone)
		buf_addf(b, "%s\n", set->contact_phone);
}

/* One letter more of those the message leads to. */
static int
letter_add(struct intake *k, struct judged *j, const struct notice *n, struct fail *f)
{
	struct letter *list = arena_zalloc(k->a, j->taken.n_letters + 1, sizeof *list);
	for (size_t i = 0; i < j->taken.n_letters; i++)
		list[i] = j->taken.letters[i];
	if (notice_letter(k->config, n, k->a, &list[j->taken.n_letters], f) < 0)
		return -1;
	j->taken.letters = list;
	j->taken.n_letters++;
	return 0;
}

int
answer_make(struct intake *k, const struct mail_read *m, struct judged *j, struct fail *f)
{
	struct buf text, rows;
	const char *word = answer_word(j);
	buf_init(&text, CAP_FIELD * 4);
	buf_init(&rows, CAP_FIELD * 8);
	write_answer(k, j, &text);
	wrap_text(text.text, WRAP_COLUMNS, &rows);
	struct notice n = {.ref = arena_printf(k->a, "answer:%s:%.16s", k->now, k->digest),
	    .kind = "answer",
	    .address = m->from,
	    .recipient = j->recipient->id,
	    .subject = arena_printf(k->a, "%s：月報へのメールについて", word),
	    .text = arena_strn(k->a, rows.text, rows.len),
	    .answers = m->message_id && strlen(m->message_id) < 300 ? m->message_id : NULL};
	if (j->reply.asks)
		n.subject = arena_printf(k->a, "%s：全文翻訳のお申し込み", word);
	buf_release(&rows);
	buf_release(&text);
	j->detail = arena_printf(k->a, "%s %s", word, j->detail ? j->detail : "");
	return letter_add(k, j, &n, f);
}

/* At most FORWARDED bytes, whole characters. */
static const char *
beginning_of(const char *text, struct arena *a)
{
	size_t n = text ? strlen(text) : 0;
	if (n <= FORWARDED)
		return text ? text : "";
	for (n = FORWARDED; n > 0 && (text[n] & 0xc0) == 0x80; n--)
		continue;
	return arena_printf(a, "%.*s\n(以下略)", (int)n, text);
}

int
forward_make(struct intake *k, const struct mail_read *m, struct judged *j, struct fail *f)
{
	const char *who = j->recipient && j->recipient->name ? j->recipient->name
	                  : m->from                          ? m->from
	                                                     : "差出人不明";
	bool stop = m->subject && strcasecmp(m->subject, "unsubscribe") == 0;
	struct buf text;
	const char *const *editor = k->config->settings.editors;
	const char *said = j->recipient ? j->reply.text : m->text;
	if (*editor == NULL) {
		j->detail =
		    arena_printf(k->a, "%s (no editor is named)", j->detail ? j->detail : "");
		return 0;
	}
	buf_init(&text, CAP_FIELD * 4);
	buf_addf(&text, "%sから月報のアドレスに届きました。\n\n差出人：%s\n件名：%s\n", who,
	    m->from ? m->from : "-", m->subject ? m->subject : "-");
	buf_addf(&text, "扱い：%s%s%s\n\n%s\n", stop ? "配信停止の申し出" : intake_name(j->outcome),
	    j->detail && *j->detail ? " " : "", j->detail ? j->detail : "",
	    beginning_of(said, k->a));
	for (; *editor; editor++) {
		struct notice n = {.ref = arena_printf(k->a, "forward:%s:%s", k->digest, *editor),
		    .kind = "forward",
		    .address = *editor,
		    .subject = arena_printf(k->a, "月報へのメール：%.300s", who),
		    .text = arena_strn(k->a, text.text, text.len)};
		if (letter_add(k, j, &n, f) < 0) {
			buf_release(&text);
			return -1;
		}
	}
	buf_release(&text);
	return 0;
}
