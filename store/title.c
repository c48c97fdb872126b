/* title.c - see title.h. Everything here works on folded text: simplified characters, narrow
 * punctuation, lower case. */
#include "store/title.h"

#include <stdlib.h>
#include <string.h>

#include "store/phrase.h"
#include "store/stretch.h"
#include "store/titlepart.h"

static const char *const draft_words[] = {
    "征求意见", "征求", "草案", "送审稿", "意见征集", "征集意见", NULL};
static const char *const interpret_words[] = {"解读", "答记者问", "读懂", "图解", "问答", "看懂",
    "图说", "明白纸", "起草说明", "编制说明", "政策说明", "答问", "的说明", NULL};
static const char *const amend_words[] = {"修订\u300a", "修改\u300a", "修正\u300a", "关于修改",
    "关于修订", "关于修正", "修改单", "和修改", "、修改", "修正案", "更正", "勘误", "调整\u300a",
    "关于调整\u300a", "的补充通知", "的补充规定", "的补充公告", NULL};
static const char *const repeal_words[] = {"废止\u300a", "关于废止", "决定废止", "宣布失效",
    "废止部分", "废止一批", "废止有关", "废止若干", "和废止", "废止和", "废止、", "公布废止",
    "废止或", NULL};
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
static const char *const report_before[] = {
    "印发", "发布", "公布", "出台", "通过", "印送", "启动", "审议", NULL};
static const char *const report_after[] = {
    "印发", "发布", "公布", "出台", "正式", "开始", "自", "施行", "通过", "今", "将", NULL};

/* "关于延长《X》有效期的通知", "《X》有效期延长": not 延长县, a county, nor 延长石油, a company. */
static bool
extends_time(const char *s)
{
	static const char *const behind[] = {"关于", "决定", "再次", "继续", "予以", "有效期",
	    "期限", "时限", "时间", "我市", "我省", NULL};
	static const char *const names[] = {"县", "石油", "油田", NULL};
	static const char *const spans[] = {"期", "时间", "时限", NULL};
	static const char *const verb = "延长";
	for (const char *at = s; (at = strstr(at, verb)) != NULL;) {
		const char *after = at + strlen(verb);
		size_t before = (size_t)(at - s);
		bool opens = before == 0 || phrase_ending(s, before, behind) ||
		             phrase_starts(after, "\u300a");
		if (opens && !phrase_beginning(after, names) && phrase_holds(s, spans))
			return true;
		at = after;
	}
	return false;
}

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
		if (phrase_holds(s, kinds[i].words))
			out->flags |= kinds[i].flag;
	if (extends_time(s))
		out->flags |= TITLE_EXTENDS | TITLE_AMENDS;
	const char *hand = strstr(s, "转发"), *open = strstr(s, "\u300a");
	if (hand && (open == NULL || hand < open))
		out->flags |= TITLE_FORWARDS;
	/* Where the paper itself is meant, nothing but its own words stand around its name. */
	if (open == NULL || paper_end(s) || strstr(s, "关于印发"))
		return;
	size_t len;
	const char *after;
	title_quoted(s, &len, &after);
	after += *after == ' ';
	if (phrase_ending(s, (size_t)(open - s), report_before) ||
	    phrase_beginning(after, report_after))
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
	char *s = title_clean(fold, title, a, out);
	out->text = s;
	out->key = letters_of(s, a);
	read_flags(s, out);
	read_years(s, out);
	read_quoted(s, a, out);
	size_t len;
	bool strong;
	const char *standard = standard_in(s, &len);
	if (standard)
		out->standard = document_number(fold, arena_strn(a, standard, len), a, &strong);
	out->name = phrase_first_letter(paper_name(s, a, out, &out->edition));
	/* What is handed on or explained has a title of its own. */
	if (out->flags & TITLE_FORWARDS && out->n_quoted > 0)
		out->core = out->quoted[0];
	else if (out->flags & TITLE_INTERPRETS && out->n_quoted == 0)
		out->core = paper_explained(out->name, a);
	else
		out->core = paper_core(letters_of(out->name, a), a);
	if (out->flags & (TITLE_AMENDS | TITLE_REPEALS))
		out->whole = title_core(s, strlen(s), a);
	char *kind = arena_str(a, out->core); /* "…规划(2021-2025年)" is a plan */
	paper_drop_periods(kind);
	if (phrase_ending(kind, strlen(kind), plan_words))
		out->flags |= TITLE_PLAN;
	if (phrase_ending(kind, strlen(kind), paper_words))
		out->flags |= TITLE_PAPER;
	out->under = paper_under(out->name, a);
}

bool
titles_akin(const char *x, const char *y)
{
	return texts_alike(x, y) >= 0.7;
}
