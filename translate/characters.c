/* characters.c - the size of a source text as Japanese agencies bill it. */
#include <string.h>

#include "base/utf8.h"
#include "translate/translate.h"

enum run_kind { RUN_NONE, RUN_DIGITS, RUN_LATIN };

static enum run_kind
run_kind(int cp)
{
	cp = utf8_fold_width(cp);
	if (cp >= '0' && cp <= '9')
		return RUN_DIGITS;
	bool latin = (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
	             (cp >= 0xC0 && cp <= 0x24F && cp != 0xD7 && cp != 0xF7);
	return latin ? RUN_LATIN : RUN_NONE;
}

/* A sign inside a run (3,400  0.5  PM2.5's point is inside its digits; well-known) joins it. */
static bool
joins(int cp, enum run_kind kind)
{
	cp = utf8_fold_width(cp);
	return kind == RUN_DIGITS ? cp == '.' || cp == ',' : cp == '-' || cp == '\'';
}

int64_t
source_characters(const char *text)
{
	int64_t count = 0;
	enum run_kind last = RUN_NONE;
	for (size_t len, n = strlen(text); n > 0; text += len, n -= len) {
		int cp = utf8_decode(text, n, &len);
		enum run_kind kind = cp == UTF8_BAD ? RUN_NONE : run_kind(cp);
		size_t ahead;
		if (kind == RUN_NONE && last != RUN_NONE && joins(cp, last) && n > len &&
		    run_kind(utf8_decode(text + len, n - len, &ahead)) == last)
			continue;
		if (kind != RUN_NONE && kind == last)
			continue;
		last = kind;
		if (cp == UTF8_BAD || !utf8_is_space(cp))
			count++;
	}
	return count;
}
