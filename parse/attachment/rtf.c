/* rtf.c - RTF 1.9 to text: bytes in the file's code page, \u characters, rows of tables, boxes and
 * notes; what is hidden or deleted is left out. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/attachment/attachment.h"
#include "parse/attachment/running.h"

enum { GROUPS = 256 };

/* What a group inherits from the one around it. */
struct state {
	int fallback; /* \ucN */
	bool hidden;  /* or deleted */
	struct buf *to;
};

struct rtf {
	struct attachment_reading *r;
	struct buf bytes; /* characters of the code page, not decoded yet */
	struct buf main, box, notes, edges;
	const char *charset;
	int depth, skip_from; /* groups deeper than skip_from are not text; 0: none */
	struct state group[GROUPS];
	int skip;      /* fallback characters still to pass over */
	unsigned high; /* first half of a surrogate pair */
	bool starred;  /* the next word names a group that old readers pass over */
	bool cell;     /* the paragraph is in a table */
	int label;     /* the group of a paragraph's number; 0: none */
	size_t hidden; /* characters */
};

static struct buf *
out(struct rtf *t)
{
	return t->group[t->depth].to;
}

static void
flush(struct rtf *t)
{
	struct decoded d;
	if (t->bytes.len == 0)
		return;
	if (extractor_decode(t->r->extractor, t->charset, (const unsigned char *)t->bytes.text,
	        t->bytes.len, t->r->arena, &d))
		buf_add(out(t), d.text, d.n);
	buf_clear(&t->bytes);
}

/* Whether text here is any: neither of a group that is none, nor hidden. */
static bool
is_text(struct rtf *t)
{
	bool hidden = t->group[t->depth].hidden;
	if (t->skip_from == 0 && hidden)
		t->hidden++;
	return t->skip_from == 0 && !hidden;
}

static void
put(struct rtf *t, char c)
{
	if (t->skip > 0)
		t->skip--;
	else if (is_text(t))
		buf_addc(&t->bytes, c);
}

static void
put_text(struct rtf *t, const char *s)
{
	flush(t);
	if (t->skip_from == 0)
		buf_adds(out(t), s);
}

static void
put_unicode(struct rtf *t, long v)
{
	unsigned cp = (unsigned)(v < 0 ? v + 65536 : v);
	flush(t);
	if (cp >= 0xd800 && cp < 0xdc00)
		t->high = cp;
	else if (is_text(t))
		buf_addu(out(t), cp >= 0xdc00 && cp < 0xe000 && t->high
		                     ? 0x10000 + ((t->high - 0xd800) << 10) + (cp - 0xdc00)
		                     : cp);
	t->skip = t->group[t->depth].fallback;
}

static void
paragraph_end(struct rtf *t)
{
	put_text(t, t->cell ? " " : "\n");
	if (t->skip_from == 0 && out(t) == &t->main && t->box.len > 0) {
		buf_add(&t->main, t->box.text, t->box.len);
		put_text(t, t->cell ? " " : "\n");
		buf_clear(&t->box);
	}
}

/* A cell ends where its last paragraph does. */
static void
cell_end(struct rtf *t)
{
	flush(t);
	while (out(t)->len > 0 && out(t)->text[out(t)->len - 1] == ' ')
		buf_cut(out(t), out(t)->len - 1);
	put_text(t, "\t");
}

/* Behind 一、 and （一） Chinese text goes on. */
static void
tab(struct rtf *t)
{
	flush(t);
	size_t n = out(t)->len;
	bool label = t->label > 0 && n > 0 && (unsigned char)out(t)->text[n - 1] >= 0x80;
	put_text(t, label ? "" : " ");
}

static void
text_elsewhere(struct rtf *t, struct buf *to)
{
	flush(t);
	if (to->len > 0)
		buf_addc(to, '\n');
	t->group[t->depth].to = to;
}

static void
notes(struct rtf *t)
{
	text_elsewhere(t, &t->notes);
}

static void
box(struct rtf *t)
{
	text_elsewhere(t, &t->box);
}

static void
edge(struct rtf *t)
{
	text_elsewhere(t, &t->edges);
}

static void
label(struct rtf *t)
{
	t->label = t->depth;
}

static void
table(struct rtf *t)
{
	t->cell = true;
}

static void
paragraph_plain(struct rtf *t)
{
	t->cell = false;
}

static void
shown(struct rtf *t)
{
	flush(t);
	t->group[t->depth].hidden = false;
}

static void
row_end(struct rtf *t)
{
	put_text(t, "\n");
	t->cell = false;
}

/* Control words, sorted: what they write or do; without either, that their group is no text. */
static const struct word {
	const char *word, *text;
	void (*act)(struct rtf *t);
} words[] = {{"bullet", "•", NULL}, {"cell", NULL, cell_end}, {"colortbl", NULL, NULL},
    {"datastore", NULL, NULL}, {"emdash", "—", NULL}, {"endash", "–", NULL},
    {"fldinst", NULL, NULL}, {"fonttbl", NULL, NULL}, {"footer", NULL, edge},
    {"footerf", NULL, edge}, {"footerl", NULL, NULL}, {"footerr", NULL, edge},
    {"footnote", NULL, notes}, {"generator", NULL, NULL}, {"header", NULL, edge},
    {"headerf", NULL, edge}, {"headerl", NULL, NULL}, {"headerr", NULL, edge}, {"info", NULL, NULL},
    {"intbl", NULL, table}, {"latentstyles", NULL, NULL}, {"ldblquote", "“", NULL},
    {"line", "\n", NULL}, {"listoverridetable", NULL, NULL}, {"listtable", NULL, NULL},
    {"listtext", NULL, label}, {"lquote", "‘", NULL}, {"nestcell", " ", NULL},
    {"nestrow", " ", NULL}, {"nonesttables", NULL, NULL}, {"object", NULL, NULL},
    {"page", "\n", NULL}, {"par", NULL, paragraph_end}, {"pard", NULL, paragraph_plain},
    {"pict", NULL, NULL}, {"plain", NULL, shown}, {"pntext", NULL, label}, {"rdblquote", "”", NULL},
    {"revtbl", NULL, NULL}, {"row", NULL, row_end}, {"rquote", "’", NULL}, {"rsidtbl", NULL, NULL},
    {"sect", "\n", NULL}, {"shprslt", NULL, NULL}, {"shptxt", NULL, box}, {"sp", NULL, NULL},
    {"stylesheet", NULL, NULL}, {"tab", NULL, tab}, {"themedata", NULL, NULL}};

/* Groups that old readers pass over and that hold text. */
static bool
is_wanted(const char *word)
{
	static const char *const wanted[] = {"shpinst", "footnote", "endnote", "ftnalt"};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (strcmp(word, wanted[i]) == 0)
			return true;
	return false;
}

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
	bool starred = t->starred;
	t->starred = false;
	if (starred && t->skip_from == 0 && !is_wanted(word))
		t->skip_from = t->depth;
	else if (w && w->text)
		put_text(t, w->text);
	else if (w && w->act && t->skip_from == 0)
		w->act(t);
	else if (w && w->act == NULL && t->skip_from == 0)
		t->skip_from = t->depth;
	else if (strcmp(word, "v") == 0 || strcmp(word, "deleted") == 0) {
		flush(t);
		t->group[t->depth].hidden = !has || value != 0;
	} else if (strcmp(word, "ansicpg") == 0)
		code_page(t, value);
	else if (strcmp(word, "u") == 0 && has)
		put_unicode(t, value);
	else if (strcmp(word, "uc") == 0 && value >= 0 && value < 16)
		t->group[t->depth].fallback = (int)value;
}

/* A control word or symbol at s (behind the backslash); its length. */
static size_t
control_read(struct rtf *t, const char *s, size_t n)
{
	char word[33] = "", number[16] = "";
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
		if (s[0] == '*')
			t->starred = true;
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
		while (i < n && isdigit((unsigned char)s[i]) && d < 15);
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
	t->starred = false;
	if (opens && t->depth < GROUPS - 1) {
		t->depth++;
		t->group[t->depth] = t->group[t->depth - 1];
	} else if (!opens) {
		if (t->skip_from == t->depth)
			t->skip_from = 0;
		if (t->label == t->depth)
			t->label = 0;
		t->depth -= t->depth > 0;
	}
}

/* Heads that look like the red one stand first; other heads and the feet behind the notes. */
static void
parts_write(struct rtf *t)
{
	struct running running = {0};
	struct buf *text = &t->r->text;
	buf_add(text, t->edges.text, t->edges.len);
	running_keep(&running, text, 0, true);
	buf_add(text, t->main.text, t->main.len);
	buf_addf(text, "\n%s\n%s\n", t->box.text, t->notes.text);
	size_t before = text->len;
	buf_add(text, t->edges.text, t->edges.len);
	running_keep(&running, text, before, false);
	if (t->hidden > 0)
		buf_addf(
		    &t->r->notes, "rtf: %zu characters deleted or hidden left out\n", t->hidden);
}

void
rtf_read(struct attachment_reading *r, const struct attachment_file *file)
{
	struct rtf t = {.r = r, .charset = "gb18030"};
	struct buf *parts[] = {&t.bytes, &t.main, &t.box, &t.notes, &t.edges};
	const char *s = (const char *)file->bytes;
	t.group[0] = (struct state){.fallback = 1, .to = &t.main};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		buf_init(parts[i], CAP_BODY);
	for (size_t i = 0; i < file->n && !buf_full(&t.main);) {
		char c = s[i++];
		if (c == '{' || c == '}') {
			flush(&t);
			group(&t, c == '{');
		} else if (c == '\\')
			i += control_read(&t, s + i, file->n - i);
		else if (c != '\n' && c != '\r' && c != '\0')
			put(&t, c);
	}
	flush(&t);
	parts_write(&t);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		buf_release(parts[i]);
}
