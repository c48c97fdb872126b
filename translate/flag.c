/* flag.c - the names of what a person must look at; see geppo-translate(1). */
#include <string.h>

#include "base/caps.h"
#include "translate/engine.h"

static const struct {
	unsigned flag;
	const char *name;
} names[] = {
    {FLAG_CHAR_MAP, "char_map_used"},
    {FLAG_SINGLE_DE, "single_de"},
    {FLAG_DOUBLE_VO, "double_vo"},
    {FLAG_VO_IN_NAME, "vo_in_name"},
    {FLAG_LONG_COMPOUND, "long_compound"},
    {FLAG_UNKNOWN_ISSUER, "unknown_issuer"},
    {FLAG_NONJIS, "nonjis"},
    {FLAG_PAREN_NESTED, "paren_nested"},
    {FLAG_SLOGAN, "slogan"},
    {FLAG_PROCUREMENT, "procurement"},
    {FLAG_NEWS_VERB, "news_verb"},
    {FLAG_LEADING_ADVERB, "leading_adverb"},
    {FLAG_NO_TEMPLATE, "no_template"},
    {FLAG_TRUNCATED, "truncated"},
    {FLAG_PREPOSITION, "preposition"},
    {FLAG_WORD_ORDER, "word_order"},
    {FLAG_NOT_SIMPLIFIED, "not_simplified"},
    {FLAG_TWO_PLANS, "two_plans"},
    {FLAG_SENSE, "sense"},
    {FLAG_JOINS, "joins"},
};

const char *
flag_names(unsigned flags, struct arena *a)
{
	struct buf b;
	buf_init(&b, CAP_MESSAGE);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (flags & names[i].flag)
			buf_addf(&b, "%s%s", b.len > 0 ? " " : "", names[i].name);
	const char *text = arena_strn(a, b.text, b.len);
	buf_release(&b);
	return text;
}
