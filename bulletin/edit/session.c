/* session.c - see session.h. */
#include "bulletin/edit/session.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <libxml/parser.h>

#include "base/caps.h"
#include "base/digest.h"
#include "bulletin/material.h"

enum { TRIES = 40, PAUSE_MOST_US = 60 * 1000 };

static const char guide[] =
    "# 書きかえて保存すると、まちがいがなければすべて、ひとつでもあれば何も取りこまれません。\n"
    "# ・[番号] 掲載 / [番号] 除外 … 載せるかどうか。もう一方の語に書きかえます。\n"
    "#   ほかの月の項目も、[番号] 掲載 と書き足せば載ります。\n"
    "# ・順番 … 同じ節の中で、項目ごと(空行から空行まで)移します。\n"
    "# ・題名(案)、要点(案)は機械の案です。(案)を消すか、文を直すと、編集者のものになります。\n"
    "#   題名(案): とだけ書けば、機械の案に戻ります。(案)のない 要点: "
    "が空なら、要点は載りません。\n"
    "# ・要点は「・」で始まる行。項目ごとに3つまで。\n"
    "# ・一言 … 自治体にとってなぜ大事か。長い行は、空白で始まる次の行に続けられます。\n"
    "# ・#で始まる行は説明です。書きかえても何も変わりません。\n";

static int
read_issued(const char *xml, char out[DATE_SIZE])
{
	xmlDocPtr doc =
	    xmlReadMemory(xml, (int)strlen(xml), NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
	xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
	xmlChar *day = root ? xmlGetProp(root, (const xmlChar *)"issued") : NULL;
	snprintf(out, DATE_SIZE, "%s", day ? (const char *)day : "");
	xmlFree(day);
	xmlFreeDoc(doc);
	return *out ? 0 : -1;
}

/* The issue must be there, and a draft; it keeps its day of issue. */
static int
find_draft(struct session *s, const char *month, struct fail *f)
{
	struct issue issue;
	char issued[DATE_SIZE];
	int rc = store_issue(s->store, month, &s->a, &issue, f);
	if (rc < 0)
		return -1;
	if (rc == 0)
		return fail_input(
		    f, month, "there is no issue yet (geppo bulletin draft %s)", month);
	if (strcmp(issue.state, "draft") != 0)
		return fail_input(
		    f, month, "the issue is %s: only a draft can be edited", issue.state);
	if (read_issued(issue.xml, issued) < 0 || !month_init(&s->month, month, issued))
		return fail_input(f, month, "the stored draft says no day of issue");
	return 0;
}

int
session_open(struct session *s, const char *dir, const char *month, struct fail *f)
{
	struct buf faults;
	*s = (struct session){0};
	buf_init(&s->body, CAP_ISSUE);
	buf_init(&faults, CAP_CONFIG_FILE);
	int rc = config_load(dir, CONFIG_ALL, &s->a, &s->config, &faults, f);
	fputs(faults.text, stderr);
	buf_release(&faults);
	if (rc == 0)
		s->store = store_open(dir, STORE_WRITE, f);
	return s->store ? find_draft(s, month, f) : -1;
}

void
session_close(struct session *s)
{
	issue_release(&s->issue);
	buf_release(&s->body);
	store_close(s->store);
	arena_release(&s->a);
}

/* Decisions are read before all else: one that is made meanwhile is noticed when these are added
 * to. */
static int
session_read(struct session *s, struct fail *f)
{
	struct material mat;
	issue_release(&s->issue);
	buf_clear(&s->body);
	if (store_decisions(s->store, NULL, &s->a, &s->decisions, &s->n_decisions, f) < 0 ||
	    material_read(s->store, &s->month, &s->a, &mat, f) < 0)
		return -1;
	issue_make(&s->config, &s->month, &mat, &s->a, &s->issue);
	if (manuscript_write(&s->issue, &mat.choices, &s->body, f) < 0)
		return -1;
	struct buf named;
	buf_init(&named, CAP_ISSUE);
	buf_addf(&named, "%s\n", s->month.id);
	buf_add(&named, s->body.text, s->body.len);
	sha256_hex(named.text, named.len, s->digest);
	buf_release(&named);
	return 0;
}

/* A text we wrote must be one we read. */
static int
read_own(const char *text, struct arena *a, struct manuscript *out, struct fail *f)
{
	struct faults faults;
	faults_init(&faults, "the draft");
	manuscript_read(text, strlen(text), a, out, &faults);
	int rc = faults.n
	             ? fail_input(f, NULL, "can not be edited as a text: %.400s", faults.text.text)
	             : 0;
	faults_release(&faults);
	return rc;
}

static int
merging_init(struct session *s, const struct opening *o, struct manuscript m[2],
    struct merging *out, struct fail *f)
{
	if (read_own(o->text, &s->a, &m[0], f) < 0 || read_own(s->body.text, &s->a, &m[1], f) < 0)
		return -1;
	*out = (struct merging){.month = s->month.id,
	    .who = s->who,
	    .base = &m[0],
	    .now = &m[1],
	    .selection = &s->issue.selection,
	    .decisions = s->decisions,
	    .n_decisions = s->n_decisions,
	    .n_base = (size_t)o->n_decisions,
	    .a = &s->a};
	return 0;
}

static int
changes_since_last(struct session *s, struct buf *out, struct fail *f)
{
	struct opening last;
	struct manuscript m[2];
	struct merging merging;
	struct buf lines;
	int rc = store_opening(s->store, s->month.id, NULL, &s->a, &last, f);
	if (rc <= 0)
		return rc;
	if (merging_init(s, &last, m, &merging, f) < 0)
		return -1;
	buf_init(&lines, CAP_ISSUE);
	if (changes_write(&merging, "# ", &lines) > 0)
		buf_addf(out, "#\n# 前回(%s)開いてから変わったこと\n%s", last.at, lines.text);
	buf_release(&lines);
	return 0;
}

int
session_give(struct session *s, struct buf *out, struct fail *f)
{
	char now[INSTANT_SIZE];
	instant_now(now);
	if (session_read(s, f) < 0)
		return -1;
	buf_addf(out, "# %.4s年%d月号の原稿(%s に開いたもの)\n#\n%s", s->month.id,
	    (int)(s->month.id[5] - '0') * 10 + (s->month.id[6] - '0'), now, guide);
	if (changes_since_last(s, out, f) < 0)
		return -1;
	buf_addf(out, "\n月: %s\n版: %s\n\n%s", s->month.id, s->digest, s->body.text);
	struct opening o = {.digest = s->digest,
	    .month = s->month.id,
	    .at = now,
	    .n_decisions = (int64_t)s->n_decisions,
	    .text = s->body.text};
	return store_opening_put(s->store, &o, f);
}

/* Items that are written in, or were taken in by others since. */
static int
read_known(struct session *s, struct merging *m, struct fail *f)
{
	const char **ids = arena_zalloc(&s->a, m->mine->n + 1, sizeof *ids);
	size_t n = 0;
	for (size_t k = 0; k < m->mine->n; k++)
		if (!manuscript_find(m->now, m->mine->blocks[k].id))
			ids[n++] = m->mine->blocks[k].id;
	struct item_query q = {.ids = ids};
	return n ? store_items(s->store, &q, &s->a, &m->known, &m->n_known, f) : 0;
}

/* The text's base. 1, 0: a fault, -1. */
static int
find_base(struct session *s, const struct manuscript *mine, struct faults *faults,
    struct opening *base, struct fail *f)
{
	int line = mine->digest_line ? mine->digest_line : 1;
	if (strcmp(mine->month, s->month.id) != 0) {
		fault_add(faults, line, "the text is about the month \"%s\", not %s", mine->month,
		    s->month.id);
		return 0;
	}
	int rc =
	    *mine->digest ? store_opening(s->store, s->month.id, mine->digest, &s->a, base, f) : 0;
	if (rc == 0)
		fault_add(faults, line,
		    "no text was opened under this 版; open the draft anew and copy the changes "
		    "over");
	return rc;
}

/* One try: 1 taken, 0 faults, -1 (EXIT_AGAIN: somebody else was quicker). */
static int
take(struct session *s, const struct manuscript *mine, struct faults *faults, size_t *n,
    struct buf *changes, struct fail *f)
{
	struct opening base;
	struct manuscript own[2];
	struct merging m;
	int rc = find_base(s, mine, faults, &base, f);
	if (rc <= 0)
		return rc;
	/* an approval is a decision too: one made after these were read is noticed with them */
	if (session_read(s, f) < 0 || find_draft(s, arena_str(&s->a, s->month.id), f) < 0 ||
	    merging_init(s, &base, own, &m, f) < 0)
		return -1;
	m.mine = mine;
	m.faults = faults;
	if (read_known(s, &m, f) < 0)
		return -1;
	manuscripts_merge(&m);
	buf_clear(changes);
	(void)changes_write(&m, "", changes);
	if (faults->n > 0)
		return 0;
	*n = m.n_out;
	return store_decide_all(s->store, m.out, m.n_out, (int64_t)s->n_decisions, f) < 0 ? -1 : 1;
}

/* Others who wait for the same moment should not meet again. */
static void
pause_a_while(void)
{
	(void)usleep((useconds_t)((unsigned)getpid() * 7919u % PAUSE_MOST_US));
}

int
session_take(struct session *s, const char *text, size_t len, struct faults *faults, size_t *n,
    struct buf *changes, struct fail *f)
{
	struct manuscript mine;
	manuscript_read(text, len, &s->a, &mine, faults);
	if (mine.n == 0 && *mine.digest == '\0') {
		fault_add(faults, 1, "no text of geppo bulletin edit");
		return 0;
	}
	int rc = -1;
	for (int t = 0; t < TRIES; t++) {
		*f = (struct fail){0};
		rc = take(s, &mine, faults, n, changes, f);
		if (rc >= 0 || f->exit != EXIT_AGAIN)
			break;
		pause_a_while();
	}
	if (rc != 1)
		return rc;
	struct made_issue made;
	rc = issue_draft(s->store, &s->config, &s->month, &s->a, &made, f);
	issue_release(&made);
	return rc < 0 ? -1 : 1;
}
