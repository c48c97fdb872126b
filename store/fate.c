/* fate.c - see fate.h. Verbs stand before a paper or behind it; what a paper is only the reason for
 * stands in the same clause as "根据". */
#include "store/fate.h"

#include <string.h>

#include "store/phrase.h"

enum {
	GAP_BYTES = 42,    /* between a verb and its paper */
	REVISE_BYTES = 45, /* "进行了修订" is said right behind */
};

static const char *const ending[] = {
    "废止", "失效", "停止执行", "停止施行", "不再执行", "不再施行", NULL};
/* Said right before a former edition; "部分代替" ends nothing. */
static const char *const replacing[] = {"代替", "替代", "取代", NULL};
static const char *const revising[] = {"修订", "修改", "修正", NULL};

/* The first thing that is said behind a paper, outside of other titles; NULL: none. */
static const char *
said_behind(const char *after, const char *const words[])
{
	int depth = 0;
	for (const char *at = after; *at; at++) {
		if (((unsigned char)*at & 0xc0) == 0x80)
			continue;
		depth += phrase_starts(at, "\u300a") ? 1 : phrase_starts(at, "\u300b") ? -1 : 0;
		if (depth <= 0 && phrase_beginning(at, words))
			return at;
	}
	return NULL;
}

const char *
paper_open(const char *sentence, const char *at)
{
	size_t open = strlen("\u300a");
	bool in = at - sentence >= (ptrdiff_t)open && memcmp(at - open, "\u300a", open) == 0;
	return in ? at - open : at;
}

/* "废止《", "废止原《", "修改下列规章:《": the verb right before a paper. */
static bool
verb_before(const char *sentence, const char *at, const char *const verbs[])
{
	static const char *const between[] = {"下列", "以下", "如下", "文件", "规章", ":", NULL};
	size_t before = (size_t)(paper_open(sentence, at) - sentence);
	for (size_t i = 0; verbs[i]; i++)
		for (const char *verb = sentence;
		     (verb = strstr(verb, verbs[i])) != NULL && (size_t)(verb - sentence) < before;
		     verb += strlen(verbs[i])) {
			const char *gap = verb + strlen(verbs[i]);
			size_t n = (size_t)(sentence + before - gap);
			if (gap > sentence + before || n > GAP_BYTES || memchr(gap, ',', n))
				continue;
			if (n == 0 ||
			    (n == 3 && (phrase_starts(gap, "了") || phrase_starts(gap, "原"))) ||
			    (phrase_within(gap, n, between) && !memmem(gap, n, "\u300b", 3)))
				return true;
		}
	return false;
}

static bool
replaced_before(const char *sentence, const char *at)
{
	size_t before = (size_t)(paper_open(sentence, at) - sentence);
	before -= before > 0 && sentence[before - 1] == ' ';
	const char *verb = phrase_ending(sentence, before, replacing);
	return verb && !phrase_ends(sentence, before - strlen(verb), "部分");
}

/* What it is named for stands in the same clause before it: "根据《…》、《…》和". */
static bool
is_ground(const char *sentence, const char *at, const char *const purpose[])
{
	const char *from = paper_open(sentence, at);
	int depth = 0;
	for (; from > sentence && (from[-1] != ',' || depth > 0); from--)
		if (from - sentence >= 3)
			depth += phrase_starts(from - 3, "\u300b")   ? 1
			         : phrase_starts(from - 3, "\u300a") ? -1
			                                             : 0;
	return phrase_within(from, (size_t)(at - from), purpose);
}

enum roll
fate_before(const char *sentence, const char *at)
{
	return verb_before(sentence, at, ending) || replaced_before(sentence, at) ? ROLL_ENDS
	       : verb_before(sentence, at, revising)                              ? ROLL_CHANGES
	                                                                          : ROLL_NONE;
}

bool
fate_ends(const char *text)
{
	return phrase_holds(text, ending);
}

enum roll
fate_of(const char *sentence, const char *at, const char *after)
{
	static const char *const stays[] = {
	    "有效", "不予", "不作", "尚未", "未被", "未予", "暂不", "保留", "不再废止", NULL};
	static const char *const grounds[] = {
	    "根据", "按", "依据", "依照", "贯彻", "遵照", "落实", NULL};
	static const char *const dates[] = {
	    "施行之日", "实施之日", "生效之日", "发布之日", "施行后", "实施后", "发布后", NULL};
	if (verb_before(sentence, at, ending))
		return phrase_within(sentence, (size_t)(at - sentence), stays) ? ROLL_STAYS
		                                                               : ROLL_ENDS;
	if (replaced_before(sentence, at))
		return ROLL_ENDS;
	if (verb_before(sentence, at, revising))
		return ROLL_CHANGES;
	if (is_ground(sentence, at, grounds) || phrase_beginning(after, dates))
		return ROLL_NONE;
	const char *end = said_behind(after, ending), *stay = said_behind(after, stays),
	           *revise = said_behind(after, revising);
	if (stay && (!end || stay < end) && (!revise || stay < revise))
		return ROLL_STAYS;
	if (end && (!revise || end < revise))
		return ROLL_ENDS;
	return revise && revise - after < REVISE_BYTES ? ROLL_CHANGES : ROLL_NONE;
}
