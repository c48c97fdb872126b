/* titleclean.c - taking off a title what a site put on: its own name, marks of reposting, the
 * number of the document. */
#include "store/titlepart.h"

#include <string.h>

#include "base/utf8.h"
#include "store/phrase.h"

static const char *const site_words[] = {"网", "要闻", "部", "厅", "局", "委", "政府", "资讯",
    "新闻", "频道", "网站", "门户", "公开", "平台", "公告", "通告", "动态", "中心", "专栏", NULL};
static const char *const heads[] = {"转载:", "转载|", "转载丨", "(转载)", "[转载]", "视频|",
    "视频丨", "图文|", "图文丨", "音频|", "音频丨", "重磅!", "重磅|", "重磅丨", "快讯:", "快讯|",
    "全文:", "全文|", "最新!", "(已废止)", "(已失效)", "(失效)", "(有效)", "附件:", "标题:", NULL};
static const char *const tails[] = {"(转载)", "(全文)", "(附全文)", "(图)", "(组图)", "(附图)",
    "(摘录)", "(节选)", "(已废止)", "(转)", "[转载]", "全文发布", NULL};
static const char *const cuts[] = {"...", "\u2026", "\u22ef", NULL};

/* "title_site", "title-column-site", "title | site": the site's part goes. */
static void
cut_site(char *s)
{
	size_t n = strlen(s);
	char *bar = strchr(s, '_');
	if (bar && bar - s >= 18)
		*bar = '\0';
	for (;;) {
		n = strlen(s);
		char *dash = strrchr(s, '-'), *pipe = strrchr(s, '|');
		char *at = pipe > dash ? pipe : dash;
		if (at == NULL || at - s < 24 || n - (size_t)(at - s) > 75 ||
		    (at[1] >= '0' && at[1] <= '9') || strstr(at, "\u300b") ||
		    !phrase_ending(s, n, site_words))
			return;
		while (at > s && at[-1] == ' ')
			at--;
		*at = '\0';
	}
}

static char *
cut_heads(char *s)
{
	for (const char *word; (word = phrase_beginning(s, heads)) != NULL;) {
		s += strlen(word);
		s += *s == ' ';
	}
	/* "中国人大网:《…》": a medium's name before the title. */
	const char *colon = strchr(s, ':');
	if (colon && colon - s <= 30 && phrase_ends(s, (size_t)(colon - s), "网"))
		s += colon - s + 1;
	return s;
}

static void
cut_tails(char *s, unsigned *flags)
{
	size_t n = strlen(s);
	for (const char *word; (word = phrase_ending(s, n, tails)) != NULL;)
		s[n -= strlen(word)] = '\0';
	for (const char *word; (word = phrase_ending(s, n, cuts)) != NULL; *flags |= TITLE_CUT)
		s[n -= strlen(word)] = '\0';
}

/* A number before the title, or behind it in brackets, is not part of it. */
static char *
cut_number(const struct folding *fold, char *s, struct arena *a, struct title *out)
{
	static const char *const verbs[] = {
	    "关于", "贯彻", "落实", "转发", "印发", "执行", "根据", "废止", NULL};
	bool strong;
	size_t front = number_length(s), n = strlen(s);
	if (front > 0 && n > front + 18 && !phrase_within(s, front, verbs)) {
		out->number = document_number(fold, arena_strn(a, s, front), a, &strong);
		s += front;
		return s + strspn(s, " ");
	}
	/* The year may stand in round brackets, too. */
	for (char *open = strchr(s, '('); open && s[n - 1] == ')'; open = strchr(open + 1, '(')) {
		size_t inside = n - (size_t)(open - s) - 2;
		if (open == s || number_length(open + 1) != inside)
			continue;
		out->number = document_number(fold, arena_strn(a, open + 1, inside), a, &strong);
		*open = '\0';
		break;
	}
	return s;
}

/* Where no 《》 stand around the title of a paper, those that stand for them: "〈X〉解读",
 * "<<X>>解读". */
static char *
whole_brackets(char *s, struct arena *a)
{
	static const char *const pairs[][2] = {{"\u3008", "\u3009"}, {"<<", ">>"}};
	for (size_t i = 0; i < 2 && !strstr(s, "\u300a"); i++) {
		char *open = strstr(s, pairs[i][0]), *close = strstr(s, pairs[i][1]);
		if (open && close && open < close)
			s = arena_printf(a, "%.*s\u300a%.*s\u300b%s", (int)(open - s), s,
			    (int)(close - open - (long)strlen(pairs[i][0])),
			    open + strlen(pairs[i][0]), close + strlen(pairs[i][1]));
	}
	return s;
}

char *
title_clean(const struct folding *fold, const char *title, struct arena *a, struct title *out)
{
	char *s = whole_brackets(phrase_folded(fold, title, a), a);
	cut_site(s);
	s = cut_heads(s);
	cut_tails(s, &out->flags);
	return cut_number(fold, s, a, out);
}
