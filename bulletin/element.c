/* element.c - see element.h. */
#include "bulletin/element.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/log.h"
#include "base/utf8.h"

/* Characters that are no text: controls, bidirectional marks and overrides, non-characters, and
 * the invisible ones that make two titles look alike. */
static bool
is_unsafe(int cp)
{
	return cp == UTF8_BAD || cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ||
	       (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff || (cp >= 0xfdd0 && cp <= 0xfdef) ||
	       (cp & 0xfffe) == 0xfffe || cp == 0x61c || cp == 0xe000 || cp == 0xe001;
}

static void
clean(const char *text, struct buf *b)
{
	static const char mark[] = "…(以下略)";
	size_t n = strlen(text);
	bool blank = false;
	for (size_t i = 0, len; i < n; i += len) {
		int cp = utf8_decode(text + i, n - i, &len);
		/* U+3000 is layout inside Japanese text: "北九州市　環境局" */
		if (cp != 0x3000 && cp != UTF8_BAD && cp != 0xfeff && cp != 0x200b &&
		    utf8_is_space(cp)) {
			blank = b->len > 0;
			continue;
		}
		if (is_unsafe(cp))
			continue;
		if (b->len + len + sizeof mark > b->cap) {
			buf_adds(b, mark);
			return;
		}
		if (blank)
			buf_addc(b, ' ');
		blank = false;
		buf_add(b, text + i, len);
	}
}

/* The caller frees. */
static char *
cleaned(const char *text)
{
	struct buf b;
	buf_init(&b, CAP_FIELD);
	clean(text, &b);
	return buf_detach(&b);
}

static xmlNodePtr
must(xmlNodePtr e)
{
	if (e == NULL)
		fatal("out of memory");
	return e;
}

xmlNodePtr
element_add(xmlNodePtr parent, const char *name)
{
	return must(xmlNewChild(parent, NULL, (const xmlChar *)name, NULL));
}

xmlNodePtr
element_text(xmlNodePtr parent, const char *name, const char *text)
{
	if (text == NULL)
		return NULL;
	char *safe = cleaned(text);
	xmlNodePtr e =
	    *safe
	        ? must(xmlNewTextChild(parent, NULL, (const xmlChar *)name, (const xmlChar *)safe))
	        : NULL;
	free(safe);
	return e;
}

void
element_attr(xmlNodePtr e, const char *name, const char *text)
{
	if (text == NULL)
		return;
	char *safe = cleaned(text);
	if (xmlNewProp(e, (const xmlChar *)name, (const xmlChar *)safe) == NULL)
		fatal("out of memory");
	free(safe);
}

void
element_number(xmlNodePtr e, const char *name, size_t n)
{
	char text[24];
	snprintf(text, sizeof text, "%zu", n);
	element_attr(e, name, text);
}
