/* place.c - see place.h. Regions that policy names are known words; a division is whatever stands
 * at the head of a clause, or in a list, and ends like one. */
#include "parse/extract/place.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/extract/quantity.h"
#include "parse/extract/text.h"

enum { NAME_SHORTEST = 2, NAME_LONGEST = 8, SPLIT_LONGEST = 36 };

static const char *const known[] = {"全国", "全省", "全市", "全区", "全县", "全州", "我国", "我省",
    "我市", "我区", "本市", "本省", "重点区域", "京津冀及周边地区", "京津冀及周边区域",
    "京津冀及周边", "京津冀地区", "京津冀", "长三角地区", "长三角区域", "长三角", "长江三角洲地区",
    "长江三角洲", "汾渭平原", "珠三角地区", "珠三角", "珠江三角洲", "粤港澳大湾区", "成渝地区",
    "成渝双城经济圈", "成渝地区双城经济圈", "苏皖鲁豫交界地区", "长江中游城市群", "天山北坡城市群",
    "东北地区", "关中地区", "北方地区", "“2+26”城市", "“2+36”城市", "北京市", "天津市", "上海市",
    "重庆市", "北京", "天津", "上海", "重庆"};

/* What may follow a name and still be of it. */
static const char *const behind[] = {"地级及以上", "设区的", "设区", "城市", "建成区", "城区",
    "主城区", "地区", "区域", "全域", "全市", "等", "的", "各", "个"};

static size_t
known_length(const char *s, size_t n)
{
	size_t best = 0;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		size_t len = text_word(s, n, known[i]);
		if (len > best)
			best = len;
	}
	return best;
}

static bool
begins_any(const char *s, size_t n, const char *const words[], size_t n_words, size_t *len)
{
	for (size_t i = 0; i < n_words; i++)
		if ((*len = text_word(s, n, words[i])) > 0)
			return true;
	return false;
}

/* 石家庄市, 内蒙古自治区: characters up to the first that ends a division. */
static size_t
division_length(const char *s, size_t n)
{
	static const char *const ends[] = {
	    "自治区", "自治州", "地区", "区域", "省", "市", "县", "区", "盟"};
	static const char *const never[] = {"各", "该", "全", "地", "城", "个", "等", "的", "在",
	    "为", "到", "年", "月", "日", "《", "中", "其"};
	size_t at = 0, len;
	for (int i = 0; i < NAME_LONGEST && at < n; i++) {
		size_t end;
		if (i >= NAME_SHORTEST &&
		    begins_any(s + at, n - at, ends, sizeof ends / sizeof *ends, &end))
			return at + end;
		if (begins_any(s + at, n - at, never, sizeof never / sizeof *never, &end) ||
		    !utf8_is_han(utf8_decode(s + at, n - at, &len)))
			return 0;
		at += len;
	}
	return 0;
}

/* A name can begin here: at the head, behind a mark, a joiner or a time. */
static bool
is_head(const char *text, size_t at, size_t start)
{
	static const char *const before[] = {
	    "、", "和", "与", "及", "中", "，", "：", "年", "月", "日", "）", " "};
	if (at == start)
		return true;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		size_t len = strlen(before[i]);
		if (at - start >= len && memcmp(text + at - len, before[i], len) == 0)
			return true;
	}
	return false;
}

static size_t
name_length(const char *text, size_t at, size_t start, size_t end)
{
	size_t len = known_length(text + at, end - at);
	if (len == 0 && is_head(text, at, start))
		len = division_length(text + at, end - at);
	return len;
}

/* “2+36”城市, 31个城市, 地级及以上城市 */
static size_t
behind_length(const char *s, size_t n)
{
	size_t len = 0, more;
	do {
		more = bracket_length(s + len, n - len);
		if (more == 0) {
			more = strspn(s + len, "0123456789+");
			if (more > n - len)
				more = 0;
			size_t word;
			if (begins_any(s + len + more, n - len - more, behind,
			        sizeof behind / sizeof *behind, &word))
				more += word;
			else
				more = 0;
		}
		len += more;
	} while (more > 0);
	return len;
}

size_t
place_length(const char *text, size_t at, size_t start, size_t end)
{
	size_t name = name_length(text, at, start, end);
	return name ? name + behind_length(text + at + name, end - at - name) : 0;
}

/* A byte in the middle of a character. */
static bool
is_inside(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

void
places_find(struct places *p, const char *text, struct span in)
{
	*p = (struct places){.span = {in.start, in.start}};
	for (size_t at = in.start; at < in.end;) {
		size_t name = is_inside(text[at]) ? 0 : name_length(text, at, in.start, in.end);
		if (name == 0) {
			at++;
			continue;
		}
		size_t join = p->n ? joiner_length(text + p->span.end, at - p->span.end) : 0;
		if (p->n == PLACES_MOST || join == 0 || p->span.end + join != at)
			p->n = 0;
		if (p->n == 0)
			p->span.start = at;
		p->of[p->n++] = (struct span){at, at + name};
		at += place_length(text, at, in.start, in.end);
		p->span.end = at;
		at += joiner_length(text + at, in.end - at);
	}
}

void
places_split(struct places *p, const char *text, struct span in, size_t n)
{
	*p = (struct places){.span = in};
	size_t from = in.start;
	for (size_t at = in.start; at <= in.end; at++) {
		size_t join = joiner_length(text + at, in.end - at);
		if (at < in.end && join == 0)
			continue;
		if (at == from || at - from > SPLIT_LONGEST || p->n == PLACES_MOST) {
			p->n = 0;
			return;
		}
		p->of[p->n++] = (struct span){from, at};
		from = at + join;
		at = at + (join ? join - 1 : 0);
	}
	if (p->n != n)
		p->n = 0;
}
