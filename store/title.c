/* title.c - see title.h. Everything here works on folded text: simplified characters, narrow
 * punctuation, lower case. */
#include "store/title.h"

#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"

/* ---- small tools on folded text */

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static bool
ends(const char *s, size_t n, const char *with)
{
	size_t w = strlen(with);
	return n >= w && memcmp(s + n - w, with, w) == 0;
}

static bool
holds_any(const char *s, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (strstr(s, words[i]))
			return true;
	return false;
}

static const char *
ends_with_any(const char *s, size_t n, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (ends(s, n, words[i]))
			return words[i];
	return NULL;
}

static const char *
starts_with_any(const char *s, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (starts(s, words[i]))
			return words[i];
	return NULL;
}

static bool
is_letter(int cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || utf8_is_han(cp) ||
	       (cp >= 0x3041 && cp < 0x3100) || (cp >= 0x2160 && cp < 0x2180);
}

const char *
letters_of(const char *s, struct arena *a)
{
	size_t n = strlen(s), out = 0;
	char *copy = arena_alloc(a, n + 1);
	for (size_t at = 0, len; at < n; at += len)
		if (is_letter(utf8_decode(s + at, n - at, &len))) {
			memcpy(copy + out, s + at, len);
			out += len;
		}
	copy[out] = '\0';
	return copy;
}

/* Past quotation marks and brackets at the start. */
static const char *
first_letter(const char *s)
{
	size_t n = strlen(s), at = 0, len;
	while (at < n && !is_letter(utf8_decode(s + at, n - at, &len)))
		at += len;
	return s + at;
}

/* Folded, blanks joined to one and trimmed. */
static char *
folded(const struct folding *fold, const char *title, struct arena *a)
{
	struct buf b;
	buf_init(&b, CAP_FIELD);
	fold_text(fold, title, &b);
	char *out = arena_alloc(a, b.len + 1);
	size_t n = 0;
	bool gap = false;
	for (size_t at = 0, len; at < b.len; at += len) {
		int cp = utf8_decode(b.text + at, b.len - at, &len);
		if (utf8_is_space(cp)) {
			gap = n > 0;
			continue;
		}
		if (gap)
			out[n++] = ' ';
		gap = false;
		memcpy(out + n, b.text + at, len);
		n += len;
	}
	out[n] = '\0';
	buf_release(&b);
	return out;
}

/* ---- taking off what a site put on */

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
		    !ends_with_any(s, n, site_words))
			return;
		while (at > s && at[-1] == ' ')
			at--;
		*at = '\0';
	}
}

static char *
cut_heads(char *s)
{
	for (const char *word; (word = starts_with_any(s, heads)) != NULL;) {
		s += strlen(word);
		s += *s == ' ';
	}
	/* "中国人大网:《…》": a medium's name before the title. */
	const char *colon = strchr(s, ':');
	if (colon && colon - s <= 30 && ends(s, (size_t)(colon - s), "网"))
		s += colon - s + 1;
	return s;
}

static void
cut_tails(char *s, unsigned *flags)
{
	size_t n = strlen(s);
	for (const char *word; (word = ends_with_any(s, n, tails)) != NULL;)
		s[n -= strlen(word)] = '\0';
	for (const char *word; (word = ends_with_any(s, n, cuts)) != NULL; *flags |= TITLE_CUT)
		s[n -= strlen(word)] = '\0';
}

/* A number before the title, or behind it in brackets, is not part of it. */
static char *
cut_number(const struct folding *fold, char *s, struct arena *a, struct title *out)
{
	bool strong;
	size_t front = number_length(s), n = strlen(s);
	if (front > 0 && n > front + 18) {
		out->number = document_number(fold, arena_strn(a, s, front), a, &strong);
		s += front;
		return s + strspn(s, " ");
	}
	char *open = strrchr(s, '(');
	if (open && open > s && s[n - 1] == ')' &&
	    number_length(open + 1) == n - (size_t)(open - s) - 2) {
		out->number = document_number(fold, open + 1, a, &strong);
		*open = '\0';
	}
	return s;
}

/* ---- kinds */

static const char *const draft_words[] = {
    "征求意见", "征求", "草案", "送审稿", "意见征集", "征集意见", NULL};
static const char *const interpret_words[] = {"解读", "答记者问", "读懂", "图解", "问答", "看懂",
    "图说", "明白纸", "起草说明", "编制说明", "政策说明", "答问", NULL};
static const char *const amend_words[] = {
    "修订\u300a", "修改\u300a", "修正\u300a", "关于修改", "关于修订", "关于修正", NULL};
static const char *const repeal_words[] = {"废止\u300a", "关于废止", "宣布失效", NULL};
static const char *const recur_words[] = {"预警", "预报", "会商", "公示", "受理", "审批意见", "拟",
    "中标", "成交", "采购", "招标", "磋商", "谈判", "废标", "验收", "月报", "周报", "日报", "排名",
    "质量状况", "一周要闻", "运行情况", "招聘", "应急响应", "航道通告", "名单", "录取", "比选",
    "通报会", "例行新闻发布会", "座谈会", "推进会", "工作会议", "竞争性", "合同", "意向公开",
    "拍卖", "挂牌", "任免", "值班", NULL};
static const char *const plan_words[] = {
    "计划", "方案", "规划", "预案", "细则", "意见", "措施", "行动", "要求", NULL};
static const char *const paper_words[] = {"计划", "方案", "规划", "预案", "细则", "意见", "措施",
    "办法", "条例", "规定", "法", "标准", "规范", "指南", "名录", "目录", "导则", "规则", "制度",
    "限值", "法典", "要求", "规程", NULL};
static const char *const carrier_ends[] = {
    "的通知", "的函", "的公告", "的通告", "的决定", "通知", "的命令", NULL};
static const char *const carry_words[] = {"印发", "发布", "公布", "颁布", "下达", "批转", "印送",
    "颁发", "发送", "公开", "转发", "施行", NULL};
static const char *const report_before[] = {
    "印发", "发布", "公布", "出台", "通过", "印送", "启动", "审议", NULL};
static const char *const report_after[] = {
    "印发", "发布", "公布", "出台", "正式", "开始", "自", "施行", "通过", "今", "将", NULL};

/* The end of what a notice is about: before its last "的通知" that only brackets follow. */
static const char *
carrier_end(const char *s)
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
		depth += starts(at, "\u300a") ? 1 : starts(at, "\u300b") ? -1 : 0;
		if (depth == 0)
			break;
	}
	*len = (size_t)(at - in);
	*after = *at ? at + 3 : at;
	return in;
}

/* ---- the paper itself */

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
		if (!holds_any(inside, edition_words) &&
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

static const char *
strip_head(const char *core)
{
	static const char *const state = "中华人民共和国";
	return starts(core, state) && strlen(core) > strlen(state) ? core + strlen(state) : core;
}

/* The folded text of the paper a title is about, in the arena. */
static const char *
paper_of(const char *s, struct arena *a, struct title *out, const char **edition)
{
	size_t len;
	const char *after, *in = title_quoted(s, &len, &after), *end = carrier_end(s), *from = s;
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
		if (starts(from, carry_words[i]) || from == s)
			hand = strstr(from, carry_words[i]);
	if (hand && hand < end && !(in && hand > in)) {
		from = hand + strlen(starts_with_any(hand, carry_words));
		out->flags |= TITLE_CARRIES;
	}
	/* "…的通知(2018)": an edition may stand behind the notice too. */
	without_edition(end, strlen(end), a, edition);
	return without_edition(from, (size_t)(end - from), a, edition);
}

const char *
title_core(const char *in, size_t n, struct arena *a)
{
	struct title inner = {.lead = ""};
	const char *none = "";
	return strip_head(letters_of(paper_of(arena_strn(a, in, n), a, &inner, &none), a));
}

/* ---- topic, and what is carried out */

static const char *const topic_heads[] = {"贯彻落实", "落实", "贯彻", "推进实施", "推进", "加强",
    "进一步", "做好", "加快", "实施", "全省", "全市", "全面", "关于", NULL};
static const char *const topic_tails[] = {"行动实施方案", "实施方案", "工作方案", "行动方案",
    "行动计划", "攻坚方案", "总体方案", "实施细则", "实施意见", "指导意见", "工作要点", "工作计划",
    "方案", "计划", "规划", "意见", "措施", "细则", "行动", "改造", "工作", "专项", "的", NULL};

/* Years and five-year plans are not part of the matter. */
static void
drop_periods(char *s)
{
	static const char *const words[] = {
	    "年度", "年", "十一五", "十二五", "十三五", "十四五", "十五五", "十六五", NULL};
	char *out = s;
	for (char *at = s; *at;) {
		if (strspn(at, "0123456789") >= 4) {
			at += strspn(at, "0123456789");
			for (size_t i = 0; i < 2; i++)
				if (starts(at, words[i])) {
					at += strlen(words[i]);
					break;
				}
			continue;
		}
		size_t i = 2;
		while (words[i] && !starts(at, words[i]))
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
	drop_periods(s);
	unify(s);
	for (const char *word; (word = starts_with_any(s, topic_heads)) != NULL;)
		s += strlen(word);
	size_t n = strlen(s);
	for (const char *word; (word = ends_with_any(s, n, topic_tails)) != NULL;)
		s[n -= strlen(word)] = '\0';
	return n >= 12 ? s : NULL;
}

/* "落实X实施方案", "贯彻落实《X》…": the core of X. */
static const char *
carried_out(const char *name, struct arena *a)
{
	static const char *const verbs[] = {"贯彻落实", "落实", "贯彻", NULL};
	static const char *const makers[] = {
	    "国务院", "省政府", "省人民政府", "市政府", "自治区", NULL};
	static const char *const kinds[] = {"的实施方案", "实施方案", "的实施意见", "实施意见",
	    "的实施细则", "实施细则", "工作方案", "的通知", "的意见", NULL};
	const char *at = NULL, *after;
	for (size_t i = 0; verbs[i] && !at; i++)
		if ((at = strstr(name, verbs[i])) != NULL)
			at += strlen(verbs[i]);
	if (at == NULL)
		return NULL;
	const char *maker = starts_with_any(at, makers);
	at += maker ? strlen(maker) : 0;
	size_t len = strlen(at);
	if (starts(at, "\u300a"))
		at = title_quoted(at, &len, &after);
	else
		for (const char *word; (word = ends_with_any(at, len, kinds)) != NULL;)
			len -= strlen(word);
	const char *core = letters_of(without_edition(at, len, a, NULL), a);
	return strlen(core) >= 15 ? strip_head(core) : NULL;
}

/* ---- reading */

static void
read_flags(const char *s, struct title *out)
{
	static const struct {
		const char *const *words;
		unsigned flag;
	} kinds[] = {{draft_words, TITLE_DRAFT}, {interpret_words, TITLE_INTERPRETS},
	    {amend_words, TITLE_AMENDS}, {repeal_words, TITLE_REPEALS},
	    {recur_words, TITLE_RECURS}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (holds_any(s, kinds[i].words))
			out->flags |= kinds[i].flag;
	const char *hand = strstr(s, "转发"), *open = strstr(s, "\u300a");
	if (hand && (open == NULL || hand < open))
		out->flags |= TITLE_FORWARDS;
	/* Where the paper itself is meant, nothing but its own words stand around its name. */
	if (open == NULL || carrier_end(s) || strstr(s, "关于印发"))
		return;
	size_t len;
	const char *after;
	title_quoted(s, &len, &after);
	after += *after == ' ';
	if (ends_with_any(s, (size_t)(open - s), report_before) ||
	    starts_with_any(after, report_after))
		out->flags |= TITLE_REPORTS;
}

static int
by_size(const void *x, const void *y)
{
	return *(const int *)x - *(const int *)y;
}

static void
add_year(struct title *t, int year)
{
	for (size_t i = 0; i < t->n_years; i++)
		if (t->years[i] == year)
			return;
	if (t->n_years < TITLE_YEARS)
		t->years[t->n_years++] = year;
}

static void
read_years(const char *s, struct title *out)
{
	static const char *const plans[] = {
	    "十一五", "十二五", "十三五", "十四五", "十五五", "十六五"};
	for (const char *at = s; *at; at++) {
		size_t digits = strspn(at, "0123456789");
		int n = 0;
		for (size_t i = 0; digits == 4 && i < 4; i++)
			n = n * 10 + (at[i] - '0');
		if (n >= 1949 && n < 2100)
			add_year(out, n);
		at += digits > 1 ? digits - 1 : 0;
	}
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
		if (strstr(s, plans[i]))
			add_year(out, 11 + (int)i);
	qsort(out->years, out->n_years, sizeof *out->years, by_size);
}

static void
read_quoted(const char *s, struct arena *a, struct title *out)
{
	size_t len;
	for (const char *in;
	     out->n_quoted < TITLE_QUOTED && (in = title_quoted(s, &len, &s)) != NULL;)
		out->quoted[out->n_quoted++] = title_core(in, len, a);
}

void
title_read(const struct folding *fold, const char *title, struct arena *a, struct title *out)
{
	*out = (struct title){.lead = "", .edition = ""};
	char *s = folded(fold, title, a);
	cut_site(s);
	s = cut_heads(s);
	cut_tails(s, &out->flags);
	s = cut_number(fold, s, a, out);
	out->text = s;
	out->key = letters_of(s, a);
	read_flags(s, out);
	read_years(s, out);
	read_quoted(s, a, out);
	out->name = first_letter(paper_of(s, a, out, &out->edition));
	/* What is handed on or explained has a title of its own. */
	if (out->flags & TITLE_FORWARDS && out->n_quoted > 0)
		out->core = out->quoted[0];
	else
		out->core = strip_head(letters_of(out->name, a));
	char *kind = arena_str(a, out->core); /* "…规划(2021-2025年)" is a plan */
	drop_periods(kind);
	if (ends_with_any(kind, strlen(kind), plan_words))
		out->flags |= TITLE_PLAN;
	if (ends_with_any(kind, strlen(kind), paper_words))
		out->flags |= TITLE_PAPER;
	out->under = carried_out(out->name, a);
}
