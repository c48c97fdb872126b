/* scripted.c - see scripted.h. */
#include "parse/extract/scripted.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"
#include "base/date.h"
#include "base/utf8.h"
#include "parse/extract/json.h"
#include "parse/extract/text.h"

enum { HAN_LEAST = 60, STOPS_LEAST = 2, DEPTH = 24, OBJECTS_MOST = 8 };

/* The text found, and the object it is a member of (NULL: a bare text of the script). */
struct found {
	struct arena *arena;
	const char *text;
	size_t len, han;
	json_t *object;
};

static int
hex_value(const char *s, size_t n, size_t digits)
{
	int value = 0;
	if (n < digits)
		return -1;
	for (size_t i = 0; i < digits; i++) {
		char c = s[i];
		int d = c >= '0' && c <= '9'                 ? c - '0'
		        : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
		                                             : -1;
		if (d < 0)
			return -1;
		value = value * 16 + d;
	}
	return value;
}

/* One escape at s[0] == '\\'; bytes taken. A surrogate without its other half gives U+FFFD. */
static size_t
unescape(const char *s, size_t n, char *out, size_t *len)
{
	static const char from[] = "nrtbfv", to[] = "\n \t   ";
	const char *plain = n > 1 && s[1] ? strchr(from, s[1]) : NULL;
	if (n < 2)
		return 1;
	if (s[1] == 'u' || s[1] == 'x') {
		size_t digits = s[1] == 'u' ? 4 : 2, used = 2 + digits;
		int cp = hex_value(s + 2, n - 2, digits);
		if (cp < 0)
			return 2;
		if (cp >= 0xd800 && cp < 0xdc00 && n >= 12 && s[6] == '\\' && s[7] == 'u') {
			int low = hex_value(s + 8, n - 8, 4);
			if (low >= 0xdc00 && low < 0xe000) {
				cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
				used = 12;
			}
		}
		if ((cp >= 0xd800 && cp < 0xe000) || cp == 0)
			cp = 0xfffd;
		*len += utf8_encode((unsigned)cp, out + *len);
		return used;
	}
	out[(*len)++] = plain ? to[plain - from] : s[1];
	return 2;
}

char *
scripted_unquoted(const char *s, size_t n, struct arena *a, size_t *len)
{
	char *out = arena_alloc(a, n + 4);
	*len = 0;
	for (size_t i = 0; i < n;)
		if (s[i] == '\\')
			i += unescape(s + i, n - i, out, len);
		else
			out[(*len)++] = s[i++];
	out[*len] = '\0';
	if (!utf8_valid(out, *len))
		*len = 0;
	return out;
}

static bool
has_markup(const char *s, size_t n)
{
	static const char *const marks[] = {
	    "<p", "<P", "<div", "<DIV", "<br", "<BR", "<span", "<td"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (memmem(s, n, marks[i], strlen(marks[i])))
			return true;
	return false;
}

/* Keep the text with the most Chinese, when it is markup with sentences in it. */
static void
judge(struct found *f, const char *s, size_t n, json_t *object)
{
	size_t han = 0, stops = 0;
	if (n < HAN_LEAST * 3 || !has_markup(s, n))
		return;
	for (size_t i = 0, len; i < n; i += len) {
		int cp = utf8_decode(s + i, n - i, &len);
		han += utf8_is_han(cp);
		stops += cp == 0x3002 || cp == 0xff0c;
	}
	if (han < HAN_LEAST || stops < STOPS_LEAST || han <= f->han)
		return;
	f->text = s;
	f->len = n;
	f->han = han;
	f->object = object;
}

static void
judge_members(struct found *f, json_t *value, json_t *object, int depth)
{
	const char *key;
	json_t *inner;
	size_t i;
	if (depth > DEPTH)
		return;
	if (json_is_string(value))
		judge(f, json_string_value(value), json_string_length(value), object);
	for (i = 0; i < json_array_size(value); i++)
		judge_members(f, json_array_get(value, i), object, depth + 1);
	json_object_foreach(value, key, inner)
	{
		judge_members(f, inner, value, depth + 1);
	}
}

/* Quoted texts of a script that is no JSON. */
static void
judge_literals(struct found *f, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char quote = s[i];
		if (quote != '"' && quote != '\'' && quote != '`')
			continue;
		size_t end = i + 1;
		while (end < n && s[end] != quote)
			end += s[end] == '\\' ? 2 : 1;
		if (end >= n)
			return;
		if (end - i > HAN_LEAST) {
			size_t len;
			char *text = scripted_unquoted(s + i + 1, end - i - 1, f->arena, &len);
			judge(f, text, len, NULL);
		}
		i = end;
	}
}

/* The member of the first name that is there, as text; a count of seconds or milliseconds as the
 * day it is in Beijing. */
static const char *
member_text(struct arena *a, json_t *object, const char *const names[])
{
	const char *key;
	json_t *value;
	for (size_t i = 0; names[i]; i++)
		json_object_foreach(object, key, value)
		{
			long long count = json_integer_value(value);
			if (strcasecmp(key, names[i]) != 0)
				continue;
			if (json_is_string(value) && json_string_length(value) > 0 &&
			    json_string_length(value) < CAP_TITLE)
				return arena_str(a, json_string_value(value));
			count = count > 100000000000LL ? count / 1000 : count;
			if (count > 100000000LL && count < 4102444800LL) {
				char day[DATE_SIZE];
				date_write(date_from_days((count + BEIJING_OFFSET) / 86400), day);
				return arena_str(a, day);
			}
		}
	return NULL;
}

/* What stands beside the text in its object, as a head that is read like any other. */
static void
add_head(struct buf *b, const struct found *f)
{
	static const struct {
		const char *label;
		const char *const names[8];
	} members[] = {
	    {"<h1>", {"title", "docTitle", "articleTitle", "name", "bt", NULL}},
	    {"<p>文号：", {"document_number", "documentNumber", "fileNum", "fileNumber", "docNo",
	                      "wh", NULL}},
	    {"<p>索引号：", {"identifier", "indexNumber", "indexNum", "syh", NULL}},
	    {"<p>发布机构：", {"publisher", "publishOrg", "orgName", "fbjg", NULL}},
	    {"<p>成文日期：", {"date", "writeDate", "cwrq", NULL}},
	    {"<p>发布日期：", {"display_publish_time", "publishTime", "publishDate", "pubDate",
	                          "pubTime", "created_at", "fbrq"}},
	};
	for (size_t i = 0; f->object && i < sizeof members / sizeof *members; i++) {
		const char *value = member_text(f->arena, f->object, members[i].names);
		if (value && strchr(value, '<') == NULL)
			buf_addf(b, "%s%s%s", members[i].label, value, i ? "</p>" : "</h1>");
	}
}

static void
judge_script(struct found *f, json_t **kept, const char *s, size_t n)
{
	size_t han = f->han;
	const char *open = s;
	for (int i = 0; i < OBJECTS_MOST; i++) {
		open = memchr(open, '{', n - (size_t)(open - s));
		if (open == NULL || !json_small(open, n - (size_t)(open - s)))
			break;
		json_t *root = json_loadb(
		    open, n - (size_t)(open - s), JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL);
		if (root)
			judge_members(f, root, NULL, 0);
		if (f->han > han) {
			json_decref(*kept);
			*kept = root;
			return;
		}
		json_decref(root);
		open++;
	}
	judge_literals(f, s, n);
}

/* A form field that is not shown holds escaped markup. */
static void
judge_field(struct found *f, const char *s, size_t n)
{
	struct plain text = {.out = arena_alloc(f->arena, n + 2)};
	plain_add(&text, 0, s, n);
	judge(f, text.out, text.len, NULL);
}

const char *
scripted_source(const struct page *p, const char *text, size_t *n)
{
	struct found f = {.arena = p->arena};
	json_t *kept = NULL;
	const char *whole = NULL;
	for (uint32_t i = 0; i < p->n_nodes; i++) {
		size_t len;
		enum tag tag = p->nodes[i].tag;
		if (tag != TAG_SCRIPT && tag != TAG_TEXTAREA)
			continue;
		const char *s = page_raw_text(p, i, &len);
		if (tag == TAG_SCRIPT)
			judge_script(&f, &kept, s, len);
		else
			judge_field(&f, s, len);
	}
	if (f.text) {
		struct buf b;
		buf_init(&b, CAP_PAGE);
		buf_add(&b, text, *n);
		buf_adds(&b, "</script></textarea></table><div>");
		add_head(&b, &f);
		buf_adds(&b, "<div id=\"zoom\">");
		buf_add(&b, f.text, f.len);
		buf_adds(&b, "</div></div>");
		if (!buf_full(&b)) {
			*n = b.len;
			whole = arena_strn(p->arena, b.text, b.len);
		}
		buf_release(&b);
	}
	json_decref(kept);
	return whole;
}
