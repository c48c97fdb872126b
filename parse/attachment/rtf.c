/* rtf.c - RTF 1.9 to text: bytes in the file's code page, \u characters, rows of tables. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/attachment/attachment.h"

enum { GROUPS = 256 };

struct rtf {
	struct attachment_reading *r;
	struct buf bytes; /* characters of the code page, not decoded yet */
	const char *charset;
	int depth, skip_from; /* groups deeper than skip_from are not text; 0: none */
	int fallback[GROUPS]; /* \ucN of each group */
	int skip;             /* fallback characters still to pass over */
	unsigned high;        /* first half of a surrogate pair */
};

static void
flush(struct rtf *t)
{
	struct decoded d;
	if (t->bytes.len == 0)
		return;
	if (extractor_decode(t->r->extractor, t->charset, (const unsigned char *)t->bytes.text,
	        t->bytes.len, t->r->arena, &d))
		buf_add(&t->r->text, d.text, d.n);
	buf_clear(&t->bytes);
}

static void
put(struct rtf *t, char c)
{
	if (t->skip > 0)
		t->skip--;
	else if (t->skip_from == 0)
		buf_addc(&t->bytes, c);
}

static void
put_text(struct rtf *t, const char *s)
{
	flush(t);
	if (t->skip_from == 0)
		buf_adds(&t->r->text, s);
}

static void
put_unicode(struct rtf *t, long v)
{
	unsigned cp = (unsigned)(v < 0 ? v + 65536 : v);
	flush(t);
	if (cp >= 0xd800 && cp < 0xdc00)
		t->high = cp;
	else if (t->skip_from == 0)
		buf_addu(&t->r->text, cp >= 0xdc00 && cp < 0xe000 && t->high
		                          ? 0x10000 + ((t->high - 0xd800) << 10) + (cp - 0xdc00)
		                          : cp);
	t->skip = t->fallback[t->depth];
}

/* Control words, sorted: what they write, or that their group is no text. */
static const struct word {
	const char *word, *text; /* text NULL: silent */
} words[] = {{"bullet", "•"}, {"cell", "\t"}, {"colortbl", NULL}, {"datastore", NULL},
    {"deleted", NULL}, {"emdash", "—"}, {"endash", "–"}, {"fldinst", NULL}, {"fonttbl", NULL},
    {"footer", NULL}, {"footerf", NULL}, {"footerl", NULL}, {"footerr", NULL}, {"generator", NULL},
    {"header", NULL}, {"headerf", NULL}, {"headerl", NULL}, {"headerr", NULL}, {"info", NULL},
    {"latentstyles", NULL}, {"ldblquote", "“"}, {"line", "\n"}, {"listoverridetable", NULL},
    {"listtable", NULL}, {"lquote", "‘"}, {"nestcell", "\t"}, {"nestrow", "\n"}, {"object", NULL},
    {"page", "\n"}, {"par", "\n"}, {"pict", NULL}, {"rdblquote", "”"}, {"revtbl", NULL},
    {"row", "\n"}, {"rquote", "’"}, {"rsidtbl", NULL}, {"sect", "\n"}, {"stylesheet", NULL},
    {"tab", " "}, {"themedata", NULL}};

static int
by_word(const void *key, const void *entry)
{
	return strcmp(key, ((const struct word *)entry)->word);
}

static void
code_page(struct rtf *t, long value)
{
	static const struct {
		long page;
		const char *charset;
	} pages[] = {{936, "gb18030"}, {950, "big5"}, {932, "shift_jis"}, {949, "euc-kr"},
	    {65001, "utf-8"}, {1251, "windows-1251"}};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (pages[i].page == value)
			t->charset = pages[i].charset;
}

static void
control(struct rtf *t, const char *word, bool has, long value)
{
	const struct word *w =
	    bsearch(word, words, sizeof words / sizeof *words, sizeof *words, by_word);
	if (w && w->text)
		put_text(t, w->text);
	else if (w && t->skip_from == 0)
		t->skip_from = t->depth;
	else if (strcmp(word, "ansicpg") == 0)
		code_page(t, value);
	else if (strcmp(word, "u") == 0 && has)
		put_unicode(t, value);
	else if (strcmp(word, "uc") == 0 && value >= 0 && value < 16)
		t->fallback[t->depth] = (int)value;
}

/* A control word or symbol at s (behind the backslash); its length. */
static size_t
control_read(struct rtf *t, const char *s, size_t n)
{
	char word[33] = "", number[12] = "";
	size_t i = 0, w = 0, d = 0;
	if (n == 0)
		return 0;
	if (!isalpha((unsigned char)s[0])) {
		if (s[0] == '\'' && n >= 3 && isxdigit((unsigned char)s[1]) &&
		    isxdigit((unsigned char)s[2])) {
			char hex[3] = {s[1], s[2], 0};
			put(t, (char)strtol(hex, NULL, 16));
			return 3;
		}
		if (s[0] == '*' && t->skip_from == 0)
			t->skip_from = t->depth;
		else if (s[0] == '~')
			put(t, ' ');
		else if (strchr("\\{}", s[0]))
			put(t, s[0]);
		else if (s[0] == '\n' || s[0] == '\r')
			put_text(t, "\n");
		return 1;
	}
	while (i < n && isalpha((unsigned char)s[i]) && w < 32)
		word[w++] = s[i++];
	if (i < n && (s[i] == '-' || isdigit((unsigned char)s[i])))
		do
			number[d++] = s[i++];
		while (i < n && isdigit((unsigned char)s[i]) && d < 10);
	i += i < n && s[i] == ' ';
	control(t, word, d > 0, strtol(number, NULL, 10));
	if (strcmp(word, "bin") == 0 && strtol(number, NULL, 10) > 0)
		i += (size_t)strtol(number, NULL, 10);
	return i;
}

static void
group(struct rtf *t, bool opens)
{
	t->skip = 0;
	if (opens && t->depth < GROUPS - 1) {
		t->depth++;
		t->fallback[t->depth] = t->fallback[t->depth - 1];
	} else if (!opens) {
		if (t->skip_from == t->depth)
			t->skip_from = 0;
		t->depth -= t->depth > 0;
	}
}

void
rtf_read(struct attachment_reading *r, const struct attachment_file *file)
{
	struct rtf t = {.r = r, .charset = "gb18030"};
	const char *s = (const char *)file->bytes;
	t.fallback[0] = 1;
	buf_init(&t.bytes, CAP_BODY);
	for (size_t i = 0; i < file->n && !buf_full(&r->text);) {
		char c = s[i++];
		if (c == '{' || c == '}') {
			if (t.skip_from == 0)
				flush(&t);
			group(&t, c == '{');
		} else if (c == '\\')
			i += control_read(&t, s + i, file->n - i);
		else if (c != '\n' && c != '\r' && c != '\0')
			put(&t, c);
	}
	flush(&t);
	buf_release(&t.bytes);
}
