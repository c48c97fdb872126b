/* proof.c - the draft as a mail to the editors, with what they still have to look at. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "base/caps.h"
#include "bulletin/bulletin.h"
#include "bulletin/edition.h"
#include "bulletin/month.h"
#include "bulletin/post/desk.h"
#include "mail/notice.h"

static size_t
count_of(xmlXPathContextPtr x, const char *path)
{
	xmlXPathObjectPtr o = xmlXPathEvalExpression((const xmlChar *)path, x);
	size_t n = o && o->type == XPATH_NUMBER ? (size_t)o->floatval : 0;
	xmlXPathFreeObject(o);
	return n;
}

int
draft_open_points(const char *xml, struct buf *out, struct fail *f)
{
	static const struct {
		const char *path, *words;
	} points[] = {
	    {"count(/issue/section/entry)", "・掲載する項目　%zu件\n"},
	    {"count(/issue/section/entry[title/@state='draft'])",
	        "・題名が機械訳案のままの項目　%zu件\n"},
	    {"count(/issue/section/entry[not(title/@lang='ja')])", "・題名が未訳の項目　%zu件\n"},
	    {"count(/issue/section/entry[point/@by='machine'])",
	        "・要点が機械抽出のままの項目　%zu件\n"},
	    {"count(/issue/section/entry[not(note)])", "・編集者の一言がない項目　%zu件\n"},
	    {"count(/issue/points[point/@by='machine'])",
	        "・「この号の要点」が候補のまま(はい＝1)　%zu\n"},
	    {"count(/issue/places/place[@check!='whole'])", "・未確認の欄がある連携先　%zu件\n"},
	};
	xmlDocPtr doc =
	    xmlReadMemory(xml, (int)strlen(xml), NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
	xmlXPathContextPtr x = doc ? xmlXPathNewContext(doc) : NULL;
	for (size_t k = 0; x && k < sizeof points / sizeof *points; k++) {
		size_t n = count_of(x, points[k].path);
		if (k == 0 || n > 0)
			buf_addf(out, points[k].words, n);
	}
	int rc = x ? 0 : fail_input(f, NULL, "the stored draft is no XML");
	xmlXPathFreeContext(x);
	xmlFreeDoc(doc);
	return rc;
}

int
editors_tell(struct desk *d, const char *month, const char *kind, const char *what,
    const char *subject, const char *text)
{
	const char *const *editor = d->config.settings.editors;
	int put = 0;
	if (editor == NULL || *editor == NULL)
		return fail_config(&d->f, NULL, "geppo.yaml names no editors");
	for (; *editor; editor++) {
		struct notice n = {
		    .ref = arena_printf(&d->a, "%s:%s:%s:%s", kind, month, what, *editor),
		    .kind = kind,
		    .month = month,
		    .address = *editor,
		    .subject = subject,
		    .text = text};
		int rc = notice_put(d->store, &d->config, &n, &d->f);
		if (rc < 0)
			return -1;
		put += rc;
	}
	return put;
}

static int
proof_write(const char *dir, const struct issue *i, struct buf *out, struct fail *f)
{
	buf_addf(out,
	    "これは校正用の下書きです。まだ承認されていません。\n\n"
	    "直す　　geppo bulletin edit %s\n"
	    "承認する　geppo bulletin approve %s --by 氏名\n\n",
	    i->month, i->month);
	if (draft_open_points(i->xml, out, f) < 0)
		return -1;
	buf_addf(out, "下書きの作成　%s　SHA-256 %.16s\n\n-------- 全員に届く本文 --------\n\n",
	    i->made_at, i->digest);
	if (issue_face(dir, i->xml, "text", NULL, out, f) < 0)
		return -1;
	buf_adds(out, "\n-------- 版ごとに違うところ --------\n\n");
	return editions_compare(dir, i->month, i->xml, false, out, f);
}

/* The number of messages put, 0 when every editor has this very draft already; or -1. */
static int
proof_put(struct desk *d, const char *dir, const char *month)
{
	struct issue issue;
	struct buf text;
	int rc = store_issue(d->store, month, &d->a, &issue, &d->f);
	if (rc == 0)
		return fail_input(
		    &d->f, month, "there is no issue yet (geppo bulletin draft %s)", month);
	if (rc == 1 && strcmp(issue.state, "draft") != 0)
		return fail_input(
		    &d->f, month, "the issue is %s: there is nothing to proof", issue.state);
	if (rc < 0)
		return -1;
	buf_init(&text, CAP_ISSUE);
	rc = proof_write(dir, &issue, &text, &d->f);
	if (rc == 0)
		rc = editors_tell(d, month, "proof", arena_printf(&d->a, "%.16s", issue.digest),
		    arena_printf(&d->a, "【校正】中国大気政策月報 %.4s年%d月号", month,
		        (month[5] - '0') * 10 + month[6] - '0'),
		    text.text);
	buf_release(&text);
	return rc;
}

static int
proof(struct desk *d, const char *dir, const char *month, int *code)
{
	struct sending done;
	const struct letter_query which = {month, NULL, true};
	int put = proof_put(d, dir, month);
	if (put < 0)
		return -1;
	if (put == 0) {
		printf("%s: every editor has this draft already\n", month);
		return 0;
	}
	printf("%s: a proof for %d editors is in the outbox\n", month, put);
	int lock = outbox_lock(dir, &d->f);
	if (lock < 0)
		return -1;
	int rc = outbox_send(d->store, &d->config, &which, &done, &d->f);
	close(lock);
	if (rc < 0)
		return -1;
	printf("%zu sent, %zu refused, %zu to be tried again, %zu unknown\n", done.sent,
	    done.refused, done.retry, done.unknown);
	*code = sending_code(&done);
	return 0;
}

int
command_proof(const struct invocation *in)
{
	struct desk d;
	struct month m;
	int code = EXIT_DONE;
	if (!month_init(&m, in->argv[0], "2000-01-01")) {
		fprintf(stderr, "geppo bulletin: not a month (YYYY-MM): %s\n", in->argv[0]);
		return EXIT_USAGE;
	}
	int rc = desk_open(&d, in, STORE_WRITE, DESK_CONFIG);
	if (rc == 0)
		rc = proof(&d, in->dir, in->argv[0], &code);
	return desk_close(&d, rc, code);
}
