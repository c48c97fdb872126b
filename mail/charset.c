/* charset.c - see charset.h. Mail programs mean wider sets than they name: Shift_JIS is CP932, and
 * ISO-2022-JP holds its characters as well. */
#include "mail/charset.h"

#include <glib.h>
#include <iconv.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

static struct converter {
	const char *name;  /* as iconv knows it */
	const char *names; /* as mail names it, lower case, blank before and after each */
	iconv_t handle;
} converters[] = {
    {"CP932", " shift_jis shift-jis sjis x-sjis cp932 windows-31j ms_kanji ", 0},
    {"WINDOWS-1252", " iso-8859-1 iso_8859-1:1987 latin1 us-ascii ascii windows-1252 cp1252 ", 0},
    {"ISO-2022-JP-3", " iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-2004 ", 0},
    {"EUC-JP-MS", " euc-jp euc_jp x-euc-jp eucjp eucjp-ms cp51932 ", 0},
    {"GB18030", " gb2312 gbk gb18030 cp936 hz-gb-2312 ", 0},
    {"BIG5", " big5 big5-hkscs cp950 ", 0},
    {"EUC-KR", " euc-kr ks_c_5601-1987 cp949 ", 0},
    {"ISO-8859-2", " iso-8859-2 ", 0},
    {"ISO-8859-3", " iso-8859-3 ", 0},
    {"ISO-8859-4", " iso-8859-4 ", 0},
    {"ISO-8859-5", " iso-8859-5 ", 0},
    {"ISO-8859-6", " iso-8859-6 ", 0},
    {"ISO-8859-7", " iso-8859-7 ", 0},
    {"ISO-8859-8", " iso-8859-8 ", 0},
    {"ISO-8859-9", " iso-8859-9 ", 0},
    {"ISO-8859-10", " iso-8859-10 ", 0},
    {"ISO-8859-13", " iso-8859-13 ", 0},
    {"ISO-8859-14", " iso-8859-14 ", 0},
    {"ISO-8859-16", " iso-8859-16 ", 0},
    {"WINDOWS-1250", " windows-1250 cp1250 ", 0},
    {"WINDOWS-1253", " windows-1253 cp1253 ", 0},
    {"WINDOWS-1254", " windows-1254 cp1254 ", 0},
    {"WINDOWS-1255", " windows-1255 cp1255 ", 0},
    {"WINDOWS-1256", " windows-1256 cp1256 ", 0},
    {"WINDOWS-1257", " windows-1257 cp1257 ", 0},
    {"WINDOWS-1258", " windows-1258 cp1258 ", 0},
    {"WINDOWS-874", " windows-874 cp874 ", 0},
    {"ISO-8859-15", " iso-8859-15 ", 0},
    {"WINDOWS-1251", " windows-1251 cp1251 ", 0},
    {"KOI8-R", " koi8-r ", 0},
    {"UTF-16BE", " utf-16 utf-16be ", 0},
    {"UTF-16LE", " utf-16le ", 0},
    {"UTF-7", " utf-7 unicode-1-1-utf-7 ", 0},
};
enum { CONVERTERS = sizeof converters / sizeof *converters };
static struct converter *const cp932 = &converters[0], *const latin1 = &converters[1],
                               *const euc_jp = &converters[3];

void
charsets_open(void)
{
	for (size_t i = 0; i < CONVERTERS; i++)
		if (converters[i].handle == NULL)
			converters[i].handle = iconv_open("UTF-8", converters[i].name);
}

static struct converter *
converter_named(const char *charset)
{
	char name[48];
	size_t n = strlen(charset);
	if (n == 0 || n > sizeof name - 3 || strchr(charset, ' '))
		return NULL;
	name[0] = ' ';
	for (size_t i = 0; i < n; i++)
		name[i + 1] = g_ascii_tolower(charset[i]);
	memcpy(name + n + 1, " ", 2);
	for (size_t i = 0; i < CONVERTERS; i++)
		if (strstr(converters[i].names, name) && converters[i].handle != (iconv_t)-1)
			return &converters[i];
	return NULL;
}

static void
add_valid(const char *bytes, size_t n, struct buf *out)
{
	size_t len;
	for (size_t i = 0; i < n; i += len) {
		int cp = utf8_decode(bytes + i, n - i, &len);
		buf_addu(out, cp > 0 ? (unsigned)cp : 0xfffd);
	}
}

static void
convert(iconv_t handle, const char *bytes, size_t n, struct buf *out)
{
	char room[4096], *in = (char *)bytes;
	(void)iconv(handle, NULL, NULL, NULL, NULL);
	while (n > 0 && !buf_full(out)) {
		char *to = room;
		size_t left = sizeof room, before = n;
		size_t rc = iconv(handle, &in, &n, &to, &left);
		add_valid(room, sizeof room - left, out);
		if (rc == (size_t)-1 && left > 16 && n > 0 && n == before) {
			buf_addu(out, 0xfffd);
			in++;
			n--;
		}
	}
}

/* Two bytes of JIS X 0208 (seven bits, as ISO-2022-JP has them) as Shift_JIS has them. */
static void
shift(unsigned char row, unsigned char cell, struct buf *out)
{
	unsigned char high = (unsigned char)((row + 1) / 2 + (row < 0x5f ? 0x70 : 0xb0));
	unsigned char low = row % 2 == 0   ? (unsigned char)(cell + 0x7e)
	                    : cell >= 0x60 ? (unsigned char)(cell + 0x20)
	                                   : (unsigned char)(cell + 0x1f);
	buf_addc(out, (char)high);
	buf_addc(out, (char)low);
}

/* glibc's ISO-2022-JP knows no row 13 and no half-width katakana, which such mail holds. */
static void
iso2022jp_add(const char *bytes, size_t n, struct buf *out)
{
	struct buf sjis;
	char set = 'B'; /* of ESC ( B and so on; '$': two bytes a character */
	buf_init(&sjis, out->cap);
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)bytes[i];
		if (c == 0x1b && i + 2 < n && (bytes[i + 1] == '(' || bytes[i + 1] == '$')) {
			set = bytes[i + 1] == '$' ? '$' : bytes[i + 2];
			i += 2;
		} else if (c < ' ')
			buf_addc(&sjis, (char)c);
		else if (set == '$' && i + 1 < n && c > 0x20 && c < 0x7f && bytes[i + 1] > 0x20)
			shift(c, (unsigned char)bytes[++i], &sjis);
		else
			buf_addc(&sjis, set == 'I' && c < 0x60 ? (char)(c + 0x80) : (char)c);
	}
	convert(cp932->handle, sjis.text, sjis.len, out);
	buf_release(&sjis);
}

static bool
is_iso2022jp(const char *charset)
{
	static const char *const names[] = {
	    "iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-ms", "cp50220", "cp50221"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(charset, names[i]) == 0)
			return true;
	return false;
}

void
charset_add(const char *charset, const char *bytes, size_t n, struct buf *out)
{
	bool utf8 =
	    charset && (strcasecmp(charset, "utf-8") == 0 || strcasecmp(charset, "utf8") == 0);
	struct converter *c = charset ? converter_named(charset) : NULL;
	bool plain = c && strstr(c->names, "us-ascii");
	if (charset && is_iso2022jp(charset))
		iso2022jp_add(bytes, n, out);
	else if (utf8 || ((c == NULL || plain) && utf8_valid(bytes, n)))
		add_valid(bytes, n, out);
	else
		convert(c ? c->handle : latin1->handle, bytes, n, out);
}

/* How much Japanese text bytes are in a charset: its characters, or -1 when they are none. `kana`:
 * of them hiragana and katakana. */
static long
japanese_in(iconv_t handle, const char *bytes, size_t n, long *run)
{
	char room[4096], *in = (char *)bytes;
	long found = 0, side = 0;
	size_t len;
	*run = 0;
	(void)iconv(handle, NULL, NULL, NULL, NULL);
	while (n > 0) {
		char *to = room;
		size_t left = sizeof room, before = n;
		size_t rc = iconv(handle, &in, &n, &to, &left);
		for (size_t i = 0; i < sizeof room - left; i += len) {
			int cp = utf8_decode(room + i, sizeof room - left - i, &len);
			bool japanese =
			    (cp >= 0x3001 && cp <= 0x30fe) || (cp >= 0x4e00 && cp <= 0x9fff);
			found += japanese;
			side = japanese ? side + 1 : 0;
			*run = side > *run ? side : *run;
		}
		if (rc == (size_t)-1 && n == before)
			return n < 4 ? found : -1; /* the text may be cut */
	}
	return found;
}

static bool
has_escapes(const char *bytes, size_t n)
{
	for (size_t i = 0; i + 2 < n; i++)
		if (bytes[i] == 0x1b && bytes[i + 1] == '$' &&
		    (bytes[i + 2] == 'B' || bytes[i + 2] == '@'))
			return true;
	return false;
}

/* The name of what text is, when that is not what it says; else `charset`. */
static const char *
charset_seen(const char *charset, const char *bytes, size_t n)
{
	static const char *const wide[] = {"utf-16", "utf-16be", "utf-16le", "utf-7"};
	bool high = false;
	long sjis_run, euc_run;
	for (size_t i = 0; charset && i < sizeof wide / sizeof *wide; i++)
		if (strcasecmp(charset, wide[i]) == 0)
			return charset;
	for (size_t i = 0; i < n && !high; i++)
		high = (unsigned char)bytes[i] >= 0x80;
	if (!high)
		return has_escapes(bytes, n) ? "iso-2022-jp" : charset;
	if (utf8_valid(bytes, n))
		return "utf-8";
	struct converter *c = charset && !is_iso2022jp(charset) ? converter_named(charset) : NULL;
	bool latin = c == latin1;
	if (c && !latin)
		return charset;
	long sjis = japanese_in(cp932->handle, bytes, n, &sjis_run);
	long euc = japanese_in(euc_jp->handle, bytes, n, &euc_run);
	/* letters of Latin-1 make characters as well, but hardly three side by side */
	if (sjis > euc && (!latin || sjis_run > 2))
		return "cp932";
	return euc > 0 && (!latin || euc_run > 2) ? "euc-jp" : charset;
}

void
charset_text_add(const char *charset, const char *bytes, size_t n, struct buf *out)
{
	charset_add(charset_seen(charset, bytes, n), bytes, n, out);
}

/* The bytes of one encoded-word's text. */
static void
unpack(char encoding, const char *text, size_t n, struct buf *out)
{
	if (encoding == 'B') {
		char *copy = g_strndup(text, n);
		gsize got;
		guchar *bytes = g_base64_decode(copy, &got);
		buf_add(out, bytes, got);
		g_free(bytes);
		g_free(copy);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		int high = i + 2 < n ? g_ascii_xdigit_value(text[i + 1]) : -1;
		int low = i + 2 < n ? g_ascii_xdigit_value(text[i + 2]) : -1;
		if (text[i] == '=' && high >= 0 && low >= 0) {
			buf_addc(out, (char)(high * 16 + low));
			i += 2;
		} else
			buf_addc(out, text[i] == '_' ? ' ' : text[i]);
	}
}

/* An encoded-word at s: its parts; its length, or 0. */
static size_t
word_at(const char *s, char charset[48], char *encoding, const char **text, size_t *n)
{
	size_t name = strncmp(s, "=?", 2) == 0 ? strcspn(s + 2, "? \t\r\n") : 0;
	if (name == 0 || name > 47 || s[2 + name] != '?')
		return 0;
	size_t language = 0;
	while (language < name && s[2 + language] != '*')
		language++;
	memcpy(charset, s + 2, language);
	charset[language] = '\0';
	*encoding = g_ascii_toupper(s[3 + name]);
	if ((*encoding != 'B' && *encoding != 'Q') || s[4 + name] != '?')
		return 0;
	*text = s + 5 + name;
	*n = strcspn(*text, "?\r\n");
	return (*text)[*n] == '?' && (*text)[*n + 1] == '=' ? (size_t)(*text + *n + 2 - s) : 0;
}

/* Characters that were cut between two encoded-words of one charset come together again. */
void
words_add(const char *value, struct buf *out)
{
	struct buf bytes;
	char charset[48], pending[48] = "", encoding;
	const char *text;
	size_t n, word;
	bool after_word = false;
	buf_init(&bytes, out->cap);
	while (*value) {
		size_t blanks = strspn(value, " \t\r\n");
		word = word_at(value + blanks, charset, &encoding, &text, &n);
		if (word == 0 || (*pending && strcasecmp(charset, pending) != 0)) {
			charset_add(pending, bytes.text, bytes.len, out);
			buf_clear(&bytes);
			*pending = '\0';
		}
		if (blanks > 0 && value[blanks] && (word == 0 || !after_word) && out->len > 0)
			buf_addc(out, ' ');
		value += blanks;
		after_word = word > 0;
		if (word > 0) {
			unpack(encoding, text, n, &bytes);
			memcpy(pending, charset, sizeof pending);
			value += word;
		} else if (*value) {
			size_t run = 1;
			while (!strchr(" \t\r\n", value[run]) &&
			       word_at(value + run, charset, &encoding, &text, &n) == 0)
				run++;
			charset_text_add(NULL, value, run, out);
			value += run;
		}
	}
	charset_add(pending, bytes.text, bytes.len, out);
	buf_release(&bytes);
}
