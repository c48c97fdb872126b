/* header.c - fields of a head. Encoded here: GMime's encoder makes encoded-words longer than the 75
 * characters of RFC 2047. */
#include "mail/message.h"

#include <glib.h>
#include <string.h>

#include "base/utf8.h"

enum { WORD_MAX = 75, LINE_MAX_COLUMNS = 76, AROUND = 12 /* =?UTF-8?B??= */ };

bool
mail_address_valid(const char *address)
{
	const char *at = address ? strchr(address, '@') : NULL;
	if (at == NULL || at == address || !at[1] || strchr(at + 1, '@') || at - address > 64 ||
	    strlen(address) > 254)
		return false;
	for (const char *s = address; *s; s++)
		if (*s <= ' ' || *s > '~' || strchr("()<>,;:[]\\\"", *s))
			return false;
	return true;
}

/* ASCII that needs no encoding: words that fit a line, nothing that looks encoded. */
static bool
is_plain(const char *text)
{
	size_t word = 0;
	for (const char *s = text; *s; s++) {
		if ((unsigned char)*s >= 0x7f || (s[0] == '=' && s[1] == '?'))
			return false;
		word = *s == ' ' ? 0 : word + 1;
		if (word > 60)
			return false;
	}
	return *text != ' ' && strstr(text, "  ") == NULL;
}

static void
fold_plain(const char *text, size_t used, struct buf *out)
{
	while (*text) {
		size_t word = strcspn(text, " ");
		if (used + word + 1 > LINE_MAX_COLUMNS && used > 1) {
			buf_adds(out, "\r\n ");
			used = 1;
		}
		buf_add(out, text, word);
		used += word;
		text += word;
		if (*text == ' ' && used + 1 + strcspn(text + 1, " ") <= LINE_MAX_COLUMNS) {
			buf_addc(out, ' ');
			used++;
		}
		text += *text == ' ';
	}
}

/* Whole characters of text that fit `room` columns as one encoded-word. */
static size_t
word_bytes(const char *text, size_t left, size_t room)
{
	size_t most = room > AROUND ? (room - AROUND) / 4 * 3 : 0, n = 0, len;
	while (n < left) {
		(void)utf8_decode(text + n, left - n, &len);
		if (n + len > most)
			break;
		n += len;
	}
	return n;
}

void
header_text(const char *text, size_t used, struct buf *out)
{
	if (is_plain(text))
		fold_plain(text, used, out);
	else
		header_words(text, used, out);
}

void
header_words(const char *text, size_t used, struct buf *out)
{
	for (size_t left = strlen(text); left > 0;) {
		size_t room = LINE_MAX_COLUMNS > used ? LINE_MAX_COLUMNS - used : 0;
		size_t n = word_bytes(text, left, room < WORD_MAX ? room : WORD_MAX);
		if (n > 0) {
			char *word = g_base64_encode((const guchar *)text, n);
			buf_addf(out, "=?UTF-8?B?%s?=", word);
			g_free(word);
			text += n;
			left -= n;
		}
		if (left > 0)
			buf_adds(out, "\r\n ");
		used = 1;
	}
}
