/* fold.c - see fold.h. */
#include "store/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/utf8.h"

enum { TOKENS = 2 }; /* another number when fold_tokens() cuts otherwise than before */

struct folding *
folding_load(const char *dir, struct fail *f)
{
	struct folding *fold = calloc(1, sizeof *fold);
	if (fold == NULL)
		fatal("out of memory");
	int rc = variants_read(dir, fold->forms, f);
	fold->tokens = TOKENS;
	if (rc == 0)
		return fold;
	folding_free(fold);
	return NULL;
}

void
folding_free(struct folding *fold)
{
	free(fold);
}

void
folding_digest(const struct folding *fold, char out[65])
{
	sha256_hex(fold, sizeof *fold, out);
}

/* The next folded character of a text that is not at its end. */
static unsigned
next_char(const struct folding *fold, const char **text, size_t *left)
{
	size_t len;
	int cp = utf8_decode(*text, *left, &len);
	*text += len;
	*left -= len;
	return cp < 0 ? 0xfffd : fold_char(fold, (unsigned)cp);
}

void
fold_text(const struct folding *fold, const char *text, struct buf *out)
{
	size_t left = strlen(text);
	while (left > 0)
		buf_addu(out, next_char(fold, &text, &left));
}

enum fold_kind
fold_kind(unsigned cp)
{
	if (cp >= '0' && cp <= '9')
		return FOLD_DIGITS;
	if (cp >= 'a' && cp <= 'z')
		return FOLD_LETTERS;
	if (cp < 0x80 || utf8_is_space((int)cp) || (cp >= 0x2000 && cp < 0x2e80) ||
	    (cp >= 0x3000 && cp < 0x3040 && cp != 0x3005) || cp >= 0xfe00)
		return cp >= 0x20000 ? FOLD_SIGN : FOLD_GAP;
	return FOLD_SIGN;
}

void
fold_tokens(const struct folding *fold, const char *text, struct buf *out)
{
	unsigned last = 0; /* a sign that waits for its neighbour */
	enum fold_kind before = FOLD_GAP;
	for (size_t left = strlen(text); left > 0;) {
		unsigned cp = next_char(fold, &text, &left);
		enum fold_kind kind = fold_kind(cp);
		if (last) {
			buf_addc(out, ' ');
			buf_addu(out, last);
			if (kind == FOLD_SIGN)
				buf_addu(out, cp);
		}
		bool word = kind == FOLD_LETTERS || kind == FOLD_DIGITS;
		if (word && before != kind)
			buf_addc(out, ' ');
		if (word)
			buf_addu(out, cp);
		last = kind == FOLD_SIGN ? cp : 0;
		before = kind;
	}
	if (last) {
		buf_addc(out, ' ');
		buf_addu(out, last);
	}
}

/* One word of a query as a phrase: pairs of its characters; a single one as a prefix. */
static bool
query_word(const struct folding *fold, const char *word, struct buf *out)
{
	struct buf tokens;
	buf_init(&tokens, CAP_FIELD);
	fold_tokens(fold, word, &tokens);
	char *last = strrchr(tokens.text, ' ');
	bool any = last != NULL;
	if (any) {
		/* The lone last character of a run stands for the end of a text, not of a query. */
		size_t len;
		bool lone = (unsigned char)last[1] >= 0x80 &&
		            utf8_decode(last + 1, strlen(last + 1), &len) > 0 &&
		            len == strlen(last + 1);
		bool prefix = lone && last == tokens.text;
		if (lone && !prefix)
			*last = '\0';
		buf_addf(
		    out, "%s\"%s\"%s", out->len ? " AND " : "", tokens.text + 1, prefix ? "*" : "");
	}
	buf_release(&tokens);
	return any;
}

/* Words are parted by blanks, and by the signs that part the words of a list. */
static const char *const partings[] = {"\u3001", "\u3002", ",", ";", "\uff61", "\uff64", NULL};

static void
part_words(char *text)
{
	for (char *at = text; *at; at++)
		for (size_t i = 0; partings[i]; i++)
			if (strncmp(at, partings[i], strlen(partings[i])) == 0)
				memset(at, ' ', strlen(partings[i]));
}

/* Half-width kana and the mark of voice behind it are one character. */
static void
join_voices(const char *text, struct buf *out)
{
	enum { VOICED = 0xff9e, SEMIVOICED = 0xff9f };
	for (size_t left = strlen(text), len, more; left > 0; text += len, left -= len) {
		int cp = utf8_decode(text, left, &len);
		int next = left > len ? utf8_decode(text + len, left - len, &more) : 0;
		bool ka = (cp >= 0xff76 && cp <= 0xff84), ha = (cp >= 0xff8a && cp <= 0xff8e);
		int joined = 0;
		if (ka && next == VOICED)
			joined = 0x30ab + 2 * (cp - 0xff76) + 1 + (cp > 0xff81); /* past ッ */
		else if (ha && (next == VOICED || next == SEMIVOICED))
			joined = 0x30cf + 3 * (cp - 0xff8a) + 1 + (next == SEMIVOICED);
		if (joined) {
			buf_addu(out, (unsigned)joined);
			len += more;
		} else {
			buf_add(out, text, len);
		}
	}
}

size_t
fold_words(
    const struct folding *fold, const char *text, struct arena *a, const char *out[], size_t max)
{
	struct buf joined, plain;
	char *rest = NULL;
	size_t n = 0;
	buf_init(&joined, CAP_FIELD);
	buf_init(&plain, CAP_FIELD);
	join_voices(text, &joined);
	fold_text(fold, joined.text, &plain);
	part_words(plain.text);
	for (char *word = strtok_r(plain.text, " \t\r\n", &rest); word && n < max;
	     word = strtok_r(NULL, " \t\r\n", &rest))
		out[n++] = arena_str(a, word);
	buf_release(&joined);
	buf_release(&plain);
	return n;
}

bool
fold_query(const struct folding *fold, const char *text, struct buf *out)
{
	enum { WORDS = 256 };
	const char *words[WORDS];
	struct arena a = {0};
	bool any = false;
	size_t n = fold_words(fold, text, &a, words, WORDS);
	for (size_t i = 0; i < n; i++)
		any = query_word(fold, words[i], out) || any;
	arena_release(&a);
	return any && !buf_full(out);
}
