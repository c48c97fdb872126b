/* kind.c - see kind.h. */
#include "parse/extract/kind.h"

#include <string.h>

#include "base/utf8.h"

enum { LITTLE_TEXT = 600, NO_TEXT = 30, ROWS_ENOUGH = 20, ROW_SUMMARY = 250 };

const char *
kind_name(enum kind k)
{
	static const char *const names[] = {
	    "article", "listing", "shell", "challenge", "error", "attachment"};
	return names[k];
}

const char *
kind_sniff(const unsigned char *bytes, size_t n)
{
	static const struct {
		const char *type, *magic;
		size_t len;
	} magics[] = {{"pdf", "%PDF-", 5}, {"zip", "PK\3\4", 4}, {"ole", "\xd0\xcf\x11\xe0", 4},
	    {"rar", "Rar!", 4}, {"7z", "7z\xbc\xaf", 4}, {"gzip", "\x1f\x8b", 2},
	    {"png", "\x89PNG", 4}, {"jpeg", "\xff\xd8\xff", 3}, {"gif", "GIF8", 4},
	    {"rtf", "{\\rtf", 5}, {"ceb", "Founder CEB", 11}, {"tiff", "II*\0", 4},
	    {"mp4",
	        "\0\0\0\x18"
	        "ftyp",
	        8},
	    {"mp4",
	        "\0\0\0\x20"
	        "ftyp",
	        8}};
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (n >= magics[i].len && memcmp(bytes, magics[i].magic, magics[i].len) == 0)
			return magics[i].type;
	return NULL;
}

/* Marks of the systems that stand before a site and ask for proof of a browser. */
static const char *
challenge_in(const char *text, size_t n)
{
	static const struct {
		const char *mark, *who;
	} marks[] = {{"$_ts", "RiverSecurity"}, {"__jsl_clearance", "Jiasule"},
	    {"notice-jiasule", "Jiasule"}, {"wzws-waf-cgi", "WZWS"}, {"网防G01", "Wangfang G01"},
	    {"yunsuologo", "Yunsuo"}, {"yunsuo_session", "Yunsuo"}, {"errors.aliyun.com", "Aliyun"},
	    {"acw_sc__v2", "Aliyun"}, {"var arg1=", "Aliyun"}, {"C3VK=", "C3VK"},
	    {"safedog", "Safedog"}, {"waf.tencent-cloud", "Tencent"},
	    {"reason:GeoBL", "a region block"}, {"网站防火墙", "a firewall"},
	    {"云防护", "a firewall"}, {"illegalRequest", "a firewall"},
	    {"安全验证", "a check for people"}, {"人机验证", "a check for people"},
	    {"滑动验证", "a check for people"}, {"访问验证", "a check for people"},
	    {"拒绝执行", "a firewall"}, {"cf-chl", "Cloudflare"},
	    {"document.cookie", "a cookie script"}};
	n = n < 65536 ? n : 65536;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (memmem(text, n, marks[i].mark, strlen(marks[i].mark)))
			return marks[i].who;
	return NULL;
}

static bool
says_error(const struct reading *r, size_t visible)
{
	static const char *const words[] = {"404", "403", "500", "502", "503", "不存在", "找不到",
	    "Not Found", "Forbidden", "Bad Gateway", "出错了", "无法访问", "访问受限", "拒绝访问",
	    "已被删除", "系统错误", "Error", "已失效"};
	const char *where[] = {r->meta->title, r->lines->n ? r->lines->line[0].text : NULL};
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0;
		     where[k] && visible < LITTLE_TEXT && i < sizeof words / sizeof *words; i++)
			if (strstr(where[k], words[i]))
				return true;
	return false;
}

static size_t
visible_characters(const struct reading *r)
{
	size_t visible = 0;
	for (size_t i = 0; i < r->lines->n; i++)
		visible += r->lines->line[i].hidden ? 0 : r->lines->line[i].characters;
	return visible;
}

static bool
has_script(const struct page *p)
{
	for (uint32_t i = 0; i < p->n_nodes; i++)
		if (p->nodes[i].tag == TAG_SCRIPT || p->nodes[i].tag == TAG_IFRAME ||
		    p->nodes[i].tag == TAG_FRAME)
			return true;
	return false;
}

/* For a list and for an article, in about characters of text. */
struct scales {
	long list, article;
};

/* The weight of the content's lines that stand in rows of the list: summaries. */
static long
listed_text(const struct reading *r, const struct listing *l)
{
	long weight = 0;
	if (l->dated * 2 < l->n)
		return 0;
	for (size_t i = r->content->from; i < r->content->to; i++) {
		uint32_t node = r->lines->line[i].first;
		for (size_t k = 0; k < l->n_nodes; k++)
			if (node >= l->nodes[k] && node < r->page->nodes[l->nodes[k]].end &&
			    r->content->line_weight[i] > 0)
				weight += r->content->line_weight[i];
	}
	return weight < (long)l->n * ROW_SUMMARY ? weight : 0;
}

static struct scales
weigh(const struct reading *r, const struct article *a, const struct listing *l)
{
	const struct meta *m = r->meta;
	bool labelled = a->published && strcmp(a->published_why, "labelled on the page") == 0;
	bool headed = a->title && strcmp(a->title_why, "heading that <title> holds") == 0 &&
	              utf8_count(a->title) >= 10;
	struct scales s = {.article = r->content->weight - listed_text(r, l) +
	                              (m->article_title ? 500 : 0) + (labelled ? 200 : 0) +
	                              (headed ? 400 : 0) + (a->doc_number ? 60 : 0)};
	size_t characters = 0;
	for (size_t i = 0; i < l->n; i++)
		characters += utf8_count(l->rows[i].title);
	bool titles = l->n >= 5 && characters >= l->n * 10;
	long dated = (long)l->dated, undated = (long)(l->n - l->dated);
	/* A sidebar may be longer than a list: from some number on, more rows say no more. */
	s.list = (dated < ROWS_ENOUGH ? dated : ROWS_ENOUGH) * 40 +
	         (titles ? (undated < ROWS_ENOUGH ? undated : ROWS_ENOUGH) * 6 : 0) +
	         (l->next ? 200 : 0) + (m->column_name && !m->article_title ? 60 : 0);
	return s;
}

enum kind
kind_decide(const struct reading *r, const struct article *a, const struct listing *l,
    const char *text, size_t n, int status, struct fail *f, const char **why)
{
	size_t visible = visible_characters(r);
	const char *place = r->url;
	const char *who = visible < LITTLE_TEXT && l->dated < 3 && r->content->weight < 200
	                      ? challenge_in(text, n)
	                      : NULL;
	bool labelled = a->published && strcmp(a->published_why, "labelled on the page") == 0;
	bool article = r->content->weight >= NO_TEXT || r->meta->article_title ||
	               (a->title && (labelled || a->n_attachments > 0));
	if (who && !r->meta->article_title && (visible < 200 || status >= 400)) {
		fail_again(f, place, "a challenge instead of the page: %s", who);
		return KIND_CHALLENGE;
	}
	if (status >= 400 || says_error(r, visible)) {
		if (status >= 500)
			fail_again(f, place, "the server answered %d", status);
		else
			fail_drop(f, place, "an error page%s",
			    status >= 400 ? "" : " with a good status");
		return KIND_ERROR;
	}
	struct scales s = weigh(r, a, l);
	*why = arena_printf(r->arena, "list %ld (%zu rows, %zu dated), article %ld (text %d)",
	    s.list, l->n, l->dated, s.article, r->content->weight);
	if (l->n >= 2 && (l->dated >= 2 || l->n >= 5) && s.list > s.article)
		return KIND_LISTING;
	if (article)
		return KIND_ARTICLE;
	if (n == 0)
		fail_input(f, place, "the page is empty");
	else if (has_script(r->page))
		fail_input(f, place,
		    "a shell: its %zu visible characters are no document, scripts draw it",
		    visible);
	else
		fail_input(f, place, "no text and no list in %zu visible characters", visible);
	return KIND_SHELL;
}
