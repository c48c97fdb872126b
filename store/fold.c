/* fold.c - see fold.h. */
#include "store/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/utf8.h"

struct folding *
folding_load(const char *dir, struct fail *f)
{
	struct folding *fold = malloc(sizeof *fold);
	if (fold == NULL)
		fatal("out of memory");
	int rc = variants_read(dir, fold->forms, f);
	sha256_hex(fold->forms, sizeof fold->forms, fold->digest);
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

enum kind { GAP, WORD, SIGN };

static enum kind
kind_of(unsigned cp)
{
	if ((cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z'))
		return WORD;
	if (cp < 0x80 || utf8_is_space((int)cp) || (cp >= 0x2000 && cp < 0x2e80) ||
	    (cp >= 0x3000 && cp < 0x3040 && cp != 0x3005) || cp >= 0xfe00)
		return cp >= 0x20000 ? SIGN : GAP;
	return SIGN;
}

void
fold_tokens(const struct folding *fold, const char *text, struct buf *out)
{
	unsigned last = 0; /* a sign that waits for its neighbour */
	enum kind before = GAP;
	for (size_t left = strlen(text); left > 0;) {
		unsigned cp = next_char(fold, &text, &left);
		enum kind kind = kind_of(cp);
		if (last) {
			buf_addc(out, ' ');
			buf_addu(out, last);
			if (kind == SIGN)
				buf_addu(out, cp);
		}
		if (kind == WORD && before != WORD)
			buf_addc(out, ' ');
		if (kind == WORD)
			buf_addu(out, cp);
		last = kind == SIGN ? cp : 0;
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

bool
fold_query(const struct folding *fold, const char *text, struct buf *out)
{
	struct buf plain;
	bool any = false;
	char *rest = NULL;
	buf_init(&plain, CAP_FIELD);
	fold_text(fold, text, &plain);
	part_words(plain.text);
	for (char *word = strtok_r(plain.text, " \t\r\n", &rest); word;
	     word = strtok_r(NULL, " \t\r\n", &rest))
		any = query_word(fold, word, out) || any;
	buf_release(&plain);
	return any && !buf_full(out);
}
