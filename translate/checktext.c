/* checktext.c - the checks that look at the characters of one sentence. */
#include <string.h>

#include "base/utf8.h"
#include "translate/check.h"

static bool
holds(const char *text, const char *what)
{
	return strstr(text, what) != NULL;
}

static size_t
times(const char *text, const char *what)
{
	size_t n = 0;
	for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
		n++;
	return n;
}

/* Any of the words between bars. */
static bool
holds_any(const char *text, const char *words)
{
	char one[64]; /* longer than any word of the tables */
	for (size_t n; *words; words += n + (words[n] == '|')) {
		n = strcspn(words, "|");
		if (n < sizeof one) {
			memcpy(one, words, n);
			one[n] = '\0';
			if (holds(text, one))
				return true;
		}
	}
	return false;
}

/* The measure stands behind a figure: 5吨, 3万吨. */
static bool
measured(const char *source, const char *unit)
{
	static const char *const heads[] = {"万", "亿", "千", "百", "十", "一", "二", "三", "四",
	    "五", "六", "七", "八", "九", "每", "/"};
	for (const char *at = source; (at = strstr(at, unit)) != NULL; at += strlen(unit)) {
		const char *before = at;
		while (before > source && before[-1] == ' ')
			before--;
		if (before > source && before[-1] >= '0' && before[-1] <= '9')
			return true;
		for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
			size_t n = strlen(heads[i]);
			if ((size_t)(at - source) >= n && memcmp(at - n, heads[i], n) == 0)
				return true;
		}
	}
	return false;
}

/* zh in the source asks for one of ja in the translation. */
struct word_pair {
	const char *zh, *ja, *text;
};
static const struct word_pair obligations[] = {
    {"禁止", "禁止|てはならない|ではならない|禁じ|認めない", "「禁止」の訳が見当たらない"},
    {"严禁", "厳禁|禁止|てはならない|ではならない|禁じ", "「严禁」(厳禁)の訳が見当たらない"},
    {"不得",
        "てはならない|ではならない|てはいけない|禁止|禁じ|できない|得ない|認めない|ないこと|不可|"
        "許さ",
        "「不得」(してはならない)の訳が見当たらない"},
    {"应当",
        "なければならない|ねばならない|べき|ものとする|必要がある|こととする|こと。|義務|求められ",
        "「应当」(しなければならない)の訳が見当たらない"},
    {"必须",
        "なければならない|ねばならない|べき|ものとする|必要がある|必ず|必須|こととする|こと。|"
        "不可欠",
        "「必须」(しなければならない)の訳が見当たらない"},
};
static const struct word_pair units[] = {
    {"微克/立方米", "μg/m|µg/m|ug/m|㎍/|μg／|マイクログラム", "「微克/立方米」は μg/m³"},
    {"毫克/立方米", "mg/m|㎎/|ミリグラム", "「毫克/立方米」は mg/m³"},
    {"吨", "トン|t", "「吨」は トン"},
    {"平方公里", "km²|km2|平方キロ|㎢", "「平方公里」は km²"},
    {"公里", "km|キロ|㎞|㎢", "「公里」は km"},
    {"公顷", "ha|ヘクタール|㏊", "「公顷」は ha"},
    {"亩", "ムー|畝", "「亩」は ムー"},
    {"千瓦时", "kWh|キロワット時|kW・h", "「千瓦时」は kWh"},
    {"千瓦", "kW|キロワット", "「千瓦」は kW"},
    {"元", "元", "「元」は 元(円にしない)"},
    {"%", "%|％|パーセント|割|百分", "「%」が見当たらない"},
    {"％", "%|％|パーセント|割|百分", "「％」が見当たらない"},
    {"‰", "‰|パーミル|千分", "「‰」が見当たらない"},
};
static const struct word_pair dates[] = {
    {"年底", "年末|年度末|年の末|年底|末まで|12月末", "「年底」は 年末"},
    {"年末", "年末|年度末|年の末|末まで|12月末", "「年末」は 年末"},
    {"月底", "月末|月の末|末まで|月下旬", "「月底」は 月末"},
    {"上半年", "上半期|上期|前半|1〜6月|上半年", "「上半年」は 上半期"},
    {"下半年", "下半期|下期|後半|7〜12月|下半年", "「下半年」は 下半期"},
};

static void
check_words(const struct check_unit *u, struct findings *to)
{
	for (size_t i = 0; i < sizeof obligations / sizeof *obligations; i++)
		if (holds(u->source, obligations[i].zh) && !holds_any(u->target, obligations[i].ja))
			finding_add(to, u, "obligation", CHECK_WARNING, obligations[i].text);
	/* Without its figure a measure is not missed: the check of numbers says so. */
	bool figure = strpbrk(u->target, "0123456789") || holds_any(u->target, "一|二|三|四|五|十");
	for (size_t i = 0; i < sizeof units / sizeof *units && figure; i++)
		if (measured(u->source, units[i].zh) && !holds_any(u->target, units[i].ja))
			finding_add(to, u, "unit", CHECK_WARNING, units[i].text);
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
		if (holds(u->source, dates[i].zh) && !holds_any(u->target, dates[i].ja))
			finding_add(to, u, "date", CHECK_WARNING, dates[i].text);
	if (holds_any(u->target, "令和|平成|昭和"))
		finding_add(to, u, "date", CHECK_WARNING, "元号は使わない(西暦のみ)");
}

static void
check_doubled(const struct check_unit *u, struct findings *to)
{
	size_t n = strlen(u->target);
	bool no_no = times(u->target, "のの") > times(u->target, "ものの");
	if (no_no || holds_any(u->target, "。。|、、|をを|がが|にに|，，"))
		finding_add(to, u, "doubled", CHECK_WARNING, "同じ字が続いている(。。 のの など)");
	if (n > 0 && (u->target[n - 1] == ' ' || u->target[0] == ' ' ||
	                 (n >= 3 && memcmp(u->target + n - 3, "　", 3) == 0)))
		finding_add(to, u, "space", CHECK_NOTICE, "前後に空白がある");
}

static void
check_length(const struct check_unit *u, struct findings *to)
{
	double from = (double)utf8_count(u->source), ratio = (double)utf8_count(u->target) / from;
	if (from >= 10 && (ratio < 0.6 || ratio > 2.5))
		finding_add(to, u, "length", CHECK_WARNING,
		    ratio < 0.6 ? "訳文が短すぎる(訳し漏れ?)" : "訳文が長すぎる");
}

void
check_text(const struct check_unit *u, struct findings *to)
{
	check_words(u, to);
	check_doubled(u, to);
	check_length(u, to);
	if (u->draft && strcmp(u->draft, u->target) == 0)
		finding_add(to, u, "draft", CHECK_NOTICE, "機械の下訳のまま");
}
