/* paper.c - the paper a title is about: what a notice carries, an interpretation explains, a local
 * plan carries out. */
#include "store/titlepart.h"

#include <string.h>

#include "base/utf8.h"
#include "store/phrase.h"

enum { LEAST_STAGED = 12 }; /* bytes of a name that is left without its stage */

static const char *const carrier_ends[] = {
    "的通知", "的函", "的公告", "的通告", "的决定", "通知", "的命令", NULL};
static const char *const carry_words[] = {"印发", "发布", "公布", "颁布", "下达", "批转", "印送",
    "颁发", "发送", "公开", "转发", "施行", NULL};

/* The end of what a notice is about: before its last "的通知" that only brackets follow. */
const char *
paper_end(const char *s)
{
	const char *found = NULL;
	for (size_t i = 0; carrier_ends[i]; i++)
		for (const char *at = s; (at = strstr(at, carrier_ends[i])) != NULL;) {
			const char *rest = at + strlen(carrier_ends[i]);
			if ((*rest == '\0' || *rest == '(' || *rest == ' ') &&
			    (!found || at < found))
				found = at;
			at = rest;
		}
	return found;
}

const char *
title_quoted(const char *s, size_t *len, const char **after)
{
	const char *open = strstr(s, "\u300a");
	if (open == NULL)
		return NULL;
	int depth = 1;
	const char *in = open + 3, *at = in;
	for (; *at; at++) {
		depth += phrase_starts(at, "\u300a") ? 1 : phrase_starts(at, "\u300b") ? -1 : 0;
		if (depth == 0)
			break;
	}
	*len = (size_t)(at - in);
	*after = *at ? at + 3 : at;
	return in;
}

static const char *const named_kinds[] = {"标准", "规范", "规程", "文件", "指南", "办法", NULL};
static const char *const edition_words[] = {"修订", "修正", "试行", "暂行", "征求", "草案", "送审",
    "稿", "版", "摘录", "节选", "全文", "hj", "gb", "db", "修改", "转载", NULL};

/* A copy without the brackets that tell the edition or state; their letters go to *edition. */
static char *
without_edition(const char *s, size_t n, struct arena *a, const char **edition)
{
	char *out = arena_strn(a, s, n), *open = out;
	while ((open = strchr(open, '(')) != NULL) {
		char *close = strchr(open, ')');
		if (close == NULL)
			break;
		char *inside = arena_strn(a, open + 1, (size_t)(close - open - 1));
		if (!phrase_holds(inside, edition_words) &&
		    strspn(inside, "0123456789年 ") < strlen(inside)) {
			open = close;
			continue;
		}
		if (edition && **edition == '\0')
			*edition = letters_of(inside, a);
		memmove(open, close + 1, strlen(close + 1) + 1);
	}
	return out;
}

const char *
paper_core(const char *core, struct arena *a)
{
	static const char *const state = "中华人民共和国";
	/* "…办法修订草案": what is drafted is the paper. */
	static const char *const stages[] = {
	    "修订草案", "修正草案", "草案", "征求意见稿", "送审稿", "修订稿", "公开", NULL};
	if (phrase_starts(core, state) && strlen(core) > strlen(state))
		core += strlen(state);
	size_t n = strlen(core);
	for (const char *word; (word = phrase_ending(core, n, stages)) != NULL;) {
		if (n - strlen(word) < LEAST_STAGED)
			break;
		n -= strlen(word);
	}
	return arena_strn(a, core, n);
}

/* The folded text of the paper a title is about, in the arena. */
const char *
paper_name(const char *s, struct arena *a, struct title *out, const char **edition)
{
	size_t len;
	const char *after, *in = title_quoted(s, &len, &after), *end = paper_end(s), *from = s;
	const unsigned about = TITLE_DRAFT | TITLE_INTERPRETS | TITLE_AMENDS | TITLE_REPEALS |
	                       TITLE_REPORTS | TITLE_FORWARDS;
	if (in && (out->flags & about))
		return without_edition(in, len, a, edition);
	const char *matter = strstr(s, "关于"), *hand = NULL;
	if (matter && !(in && matter > in)) {
		from = matter + strlen("关于");
		out->lead = arena_strn(a, s, (size_t)(matter - s));
	}
	if (end == NULL || end <= from)
		return without_edition(from, strlen(from), a, edition);
	for (size_t i = 0; carry_words[i] && !hand; i++)
		if (phrase_starts(from, carry_words[i]) || from == s)
			hand = strstr(from, carry_words[i]);
	if (hand && hand < end && !(in && hand > in)) {
		from = hand + strlen(phrase_beginning(hand, carry_words));
		out->flags |= TITLE_CARRIES;
	}
	/* "发布国家排放标准《X》的公告": what kind of paper it is, then its name. */
	if (hand && in && in > from && in - from <= 60 &&
	    phrase_ending(from, (size_t)(in - from) - 3, named_kinds))
		return without_edition(in, len, a, edition);
	/* "…的通知(2018)": an edition may stand behind the notice too. */
	without_edition(end, strlen(end), a, edition);
	return without_edition(from, (size_t)(end - from), a, edition);
}

const char *
title_core(const char *in, size_t n, struct arena *a)
{
	struct title inner = {.lead = ""};
	const char *none = "";
	return paper_core(letters_of(paper_name(arena_strn(a, in, n), a, &inner, &none), a), a);
}

static const char *const topic_heads[] = {"国家", "全国", "贯彻落实", "落实", "贯彻", "推进实施",
    "推进", "加强", "进一步", "做好", "加快", "实施", "全省", "全市", "全面", "关于", NULL};
static const char *const topic_tails[] = {"行动实施方案", "实施方案", "工作方案", "行动方案",
    "行动计划", "攻坚方案", "总体方案", "实施细则", "实施意见", "指导意见", "工作要点", "工作计划",
    "方案", "计划", "规划", "意见", "措施", "细则", "行动", "改造", "工作", "专项", "的", NULL};

/* Years and five-year plans are not part of the matter. */
void
paper_drop_periods(char *s)
{
	static const char *const words[] = {
	    "年度", "年", "十一五", "十二五", "十三五", "十四五", "十五五", "十六五", NULL};
	char *out = s;
	for (char *at = s; *at;) {
		if (strspn(at, "0123456789") >= 4) {
			at += strspn(at, "0123456789");
			for (size_t i = 0; i < 2; i++)
				if (phrase_starts(at, words[i])) {
					at += strlen(words[i]);
					break;
				}
			continue;
		}
		size_t i = 2;
		while (words[i] && !phrase_starts(at, words[i]))
			i++;
		if (words[i])
			at += strlen(words[i]);
		else
			*out++ = *at++;
	}
	*out = '\0';
}

/* One word for what plans of several levels call differently. */
static void
unify(char *s)
{
	static const struct {
		const char *from, *to;
	} same[] = {{"环境空气质量", "空气质量"}, {"空气重污染", "重污染天气"}};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		char *at = strstr(s, same[i].from);
		size_t from = strlen(same[i].from), to = strlen(same[i].to);
		if (at == NULL || to > from)
			continue;
		memcpy(at, same[i].to, to);
		memmove(at + to, at + from, strlen(at + from) + 1);
	}
}

const char *
title_topic(const char *core, struct arena *a)
{
	char *s = arena_str(a, core);
	paper_drop_periods(s);
	unify(s);
	for (const char *word; (word = phrase_beginning(s, topic_heads)) != NULL;)
		s += strlen(word);
	size_t n = strlen(s);
	for (const char *word; (word = phrase_ending(s, n, topic_tails)) != NULL;)
		s[n -= strlen(word)] = '\0';
	return n >= 12 ? s : NULL;
}

static void
drop_word(char *s, const char *word)
{
	size_t n = strlen(word);
	for (char *at; (at = strstr(s, word)) != NULL;)
		memmove(at, at + n, strlen(at + n) + 1);
}

const char *
title_settled(const char *core, struct arena *a)
{
	char *s = arena_str(a, core);
	drop_word(s, "暂行");
	drop_word(s, "试行");
	return s;
}

const char *
title_family(const char *core, struct arena *a)
{
	static const char *const rules[] = {"办法", "规定", "条例", "规则", "制度", NULL};
	static const char *const norms[] = {
	    "标准", "规范", "指南", "导则", "规程", "限值", "要求", NULL};
	static const char *const readiness[] = {"应急预案", "预案", NULL};
	const char *const *const kinds[] = {rules, norms, readiness, topic_tails};
	char *s = arena_str(a, title_settled(core, a));
	paper_drop_periods(s);
	size_t n = strlen(s), kind = 0;
	while (kind < 4 && !phrase_ending(s, n, kinds[kind]))
		kind++;
	if (kind == 4)
		return NULL;
	for (const char *word; (word = phrase_ending(s, n, kinds[kind])) != NULL;)
		s[n -= strlen(word)] = '\0';
	return n >= 12 ? arena_printf(a, "%zu%s", kind, s) : NULL;
}

/* What an explanation without 《》 explains: the words for explaining taken off either end. */
const char *
paper_explained(const char *name, struct arena *a)
{
	static const char *const front[] = {"一图读懂", "一张图读懂", "一图看懂", "图解", "图说",
	    "解读", "政策解读", "专家解读", "图文解读", "视频解读", "文字解读", "动漫解读",
	    "漫画解读", "媒体解读", "部门解读", "权威解读", "深度解读", "关于", "新", ":", "|",
	    "丨", " ", NULL};
	static const char *const back[] = {"系列解读", "的政策解读", "政策解读", "的解读", "解读",
	    "专家解读", "图解", "政策问答", "问答", "答记者问", "起草说明", "编制说明", "的", NULL};
	const char *on = strstr(name, "就"), *asked = strstr(name, "答记者问");
	if (on && asked && on < asked)
		name = on + strlen("就");
	for (const char *word; (word = phrase_beginning(name, front)) != NULL;)
		name += strlen(word);
	size_t n = strlen(name);
	const char *open = strrchr(name, '('); /* "(一)" of a series */
	if (open && n > 0 && name[n - 1] == ')' && name + n - open <= 11)
		n = (size_t)(open - name);
	for (const char *word; (word = phrase_ending(name, n, back)) != NULL;)
		n -= strlen(word);
	return paper_core(letters_of(arena_strn(a, name, n), a), a);
}

const char *
paper_changed(const char *core, struct arena *a)
{
	static const char *const verbs[] = {"废止", "修改", "修订", "修正", "宣布失效", "宣布",
	    "决定", "延长", "更正", "和", "及", NULL};
	static const char *const some[] = {"部分", "一批", "若干", "有关", "相关", "以下", "下列",
	    "规范性文件", "行政规范", "规章", "文件", "政府规章", NULL};
	for (const char *word; (word = phrase_beginning(core, verbs)) != NULL;)
		core += strlen(word);
	static const char *const ends[] = {"修正案", "修改单", "修改决定", "有效期限", "有效期",
	    "施行期限", "实施期限", "执行期限", "试行期", "期限", "更正说明", "更正", "勘误", "的",
	    NULL};
	size_t n = strlen(core);
	for (const char *word; (word = phrase_ending(core, n, ends)) != NULL;)
		n -= strlen(word);
	core = arena_strn(a, core, n);
	size_t digits = strspn(core, "0123456789");
	bool counted = digits > 0 &&
	               (phrase_starts(core + digits, "件") || phrase_starts(core + digits, "部"));
	return *core == '\0' || counted || phrase_beginning(core, some) ||
	               phrase_ending(core, strlen(core), some)
	           ? NULL
	           : core;
}

/* "《X》实施细则", also where it stands within another title: the core of X, or NULL. */
static const char *
paper_detailed(const char *name, struct arena *a)
{
	static const char *const kinds[] = {
	    "实施细则", "实施办法", "实施方案", "实施意见", "实施规定", NULL};
	static const char *const marks[][2] = {{"\u300a", "\u300b"}, {"\u3008", "\u3009"}};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *close = strstr(name, marks[i][1]), *in = name, *open;
		if (close == NULL || !phrase_beginning(close + strlen(marks[i][1]), kinds))
			continue;
		while ((open = strstr(in, marks[i][0])) != NULL && open < close)
			in = open + strlen(marks[i][0]);
		const char *core = title_core(in, (size_t)(close - in), a);
		return strlen(core) >= 15 ? core : NULL;
	}
	return NULL;
}

/* "落实X实施方案", "贯彻落实《X》…": the core of X. */
const char *
paper_under(const char *name, struct arena *a)
{
	static const char *const verbs[] = {"贯彻落实", "落实", "贯彻", NULL};
	static const char *const makers[] = {
	    "国务院", "省政府", "省人民政府", "市政府", "自治区", NULL};
	static const char *const kinds[] = {"的实施方案", "实施方案", "的实施意见", "实施意见",
	    "的实施细则", "实施细则", "任务分工方案", "分工方案", "工作方案", "的通知", "的意见",
	    NULL};
	const char *at = NULL;
	for (size_t i = 0; verbs[i] && !at; i++)
		if ((at = strstr(name, verbs[i])) != NULL)
			at += strlen(verbs[i]);
	if (at == NULL)
		return paper_detailed(name, a);
	const char *maker = phrase_beginning(at, makers);
	at += maker ? strlen(maker) : 0;
	/* In 《》, or in 〈〉 where it stands within another title. */
	bool nested = phrase_starts(at, "\u3008"), marked = nested || phrase_starts(at, "\u300a");
	at += marked ? strlen("\u300a") : 0;
	const char *close = marked ? strstr(at, nested ? "\u3009" : "\u300b") : NULL;
	size_t len = close ? (size_t)(close - at) : strlen(at);
	for (const char *word; !close && (word = phrase_ending(at, len, kinds)) != NULL;)
		len -= strlen(word);
	const char *core = letters_of(without_edition(at, len, a, NULL), a);
	return strlen(core) >= 15 ? paper_core(core, a) : NULL;
}
