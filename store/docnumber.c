/* docnumber.c - document numbers (文号) as keys: brackets, widths, blanks, 第 and 号 do not count.
 */
#include "store/title.h"

#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "store/phrase.h"

/* One form for each bracket and dash that pages use. */
static const struct {
	unsigned from, to;
} marks[] = {{0x3014, '['}, {0x3015, ']'}, {0x3010, '['}, {0x3011, ']'}, {'(', '['}, {')', ']'},
    {0xfe5d, '['}, {0xfe5e, ']'}, {0x3008, '['}, {0x3009, ']'}, {0x3016, '['}, {0x3017, ']'},
    {'<', '['}, {'>', ']'}, {'{', '['}, {'}', ']'}, {0x2768, '['}, {0x2769, ']'}, {0x2772, '['},
    {0x2773, ']'}, {0x2014, '-'}, {0x2013, '-'}, {0x2015, '-'}, {0x2212, '-'}, {0x2010, '-'}};

static unsigned
mark(unsigned cp)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (marks[i].from == cp)
			return marks[i].to;
	return cp;
}

static bool
counts(unsigned cp)
{
	return cp == '[' || cp == ']' || cp == '-' || cp == '.' || cp == '/' ||
	       (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
	       (utf8_is_han((int)cp) && cp != 0x7b2c && cp != 0x53f7); /* 第 号 */
}

/* Who issued it stands before the year: two characters at least, or a standard's letters. */
static bool
is_strong(const char *number)
{
	const char *year = strchr(number, '[');
	size_t before = year ? (size_t)(year - number) : strcspn(number, "0123456789");
	bool standard = strchr(number, '-') && number[0] >= 'a' && number[0] <= 'z';
	return standard || (year && before >= 6 && strlen(year) > 6) ||
	       (year == NULL && before >= 12); /* 国务院令736, 江苏省人民政府令91 */
}

const char *
document_number(const struct folding *fold, const char *text, struct arena *a, bool *strong)
{
	struct buf out;
	*strong = false;
	if (text == NULL)
		return NULL;
	buf_init(&out, CAP_FIELD);
	bool digit = false;
	for (size_t left = strlen(text), len; left > 0; text += len, left -= len) {
		int cp = utf8_decode(text, left, &len);
		unsigned c = cp < 0 ? 0 : mark(fold_char(fold, (unsigned)cp));
		digit = digit || (c >= '0' && c <= '9');
		if (counts(c))
			buf_addu(&out, c);
	}
	const char *number = digit && out.len >= 4 ? arena_strn(a, out.text, out.len) : NULL;
	buf_release(&out);
	*strong = number && is_strong(number);
	return number;
}

size_t
year_opening(const char *s)
{
	static const char *const open[] = {"\u3014", "[", "(", "\u3010", "\ufe5d", "\u3008",
	    "\u3016", "<", "{", "\u2768", "\u2772", NULL};
	const char *found = phrase_beginning(s, open);
	return found ? strlen(found) : 0;
}

/* The bracket behind the year. */
static size_t
closing_length(const char *s)
{
	static const char *const close[] = {"\u3015", "]", ")", "\u3011", "\ufe5e", "\u3009",
	    "\u3017", ">", "}", "\u2769", "\u2773", NULL};
	const char *found = phrase_beginning(s, close);
	return found ? strlen(found) : 0;
}

size_t
standard_length(const char *s)
{
	static const char *const makers[] = {
	    "gb", "hj", "db", "jb", "cj", "qc", "jt", "yb", "dl", NULL};
	const char *maker = phrase_beginning(s, makers);
	if (maker == NULL)
		return 0;
	size_t at = strlen(maker);
	at += maker[0] == 'd' ? strspn(s + at, "0123456789") : 0;
	at += strspn(s + at, "/tzj");
	at += strspn(s + at, " ");
	size_t digits = strspn(s + at, "0123456789.");
	at += digits + strspn(s + at + digits, " ");
	static const char *const dashes[] = {
	    "-", "\u2014\u2014", "\u2014", "\u2013", "\u2015", "\u2212", "\u2010", NULL};
	const char *dash = phrase_beginning(s + at, dashes);
	if (digits == 0 || dash == NULL)
		return 0;
	at += strlen(dash) + strspn(s + at + strlen(dash), " ");
	return strspn(s + at, "0123456789") == 4 ? at + 4 : 0;
}

const char *
standard_in(const char *s, size_t *len)
{
	/* the letters that standard_length() begins with */
	for (const char *at = s; (at = strpbrk(at, "ghdjcqy")) != NULL; at++)
		if ((at == s || !(at[-1] >= 'a' && at[-1] <= 'z')) &&
		    (*len = standard_length(at)) > 0)
			return at;
	return NULL;
}

enum { HEAD_CHARS = 14, HEAD_BYTES = 4 * HEAD_CHARS }; /* of who issued it */

size_t
number_length(const char *s)
{
	size_t n = strnlen(s, HEAD_BYTES), at = 0, han = 0, len = 0;
	while (at < n && han < HEAD_CHARS && utf8_is_han(utf8_decode(s + at, n - at, &len)))
		at += len, han++;
	at += s[at] == ' ';
	size_t bracket = year_opening(s + at);
	if (bracket == 0)
		return 0;
	at += bracket;
	size_t year = strspn(s + at, "0123456789 ");
	if (year < 4 || year > 6)
		return 0;
	at += year;
	at += phrase_starts(s + at, "年") ? strlen("年") : 0;
	size_t close = closing_length(s + at);
	if (close == 0)
		return 0;
	at += close + strspn(s + at + close, " ");
	at += phrase_starts(s + at, "第") ? strlen("第") : 0;
	at += strspn(s + at, " ");
	size_t digits = strspn(s + at, "0123456789- ");
	return digits > 0 && phrase_starts(s + at + digits, "号") ? at + digits + strlen("号") : 0;
}
