/* quantity.c - see quantity.h. The longest word at a place wins, so that 细颗粒物 is not 颗粒物. */
#include "parse/extract/quantity.h"

#include <string.h>

#include "parse/extract/text.h"

enum {
	POLLUTANT = UNIT_SHARE | UNIT_DENSITY | UNIT_MASS | UNIT_RATE,
	DAYS = UNIT_SHARE | UNIT_DAYS,
	AMOUNT = UNIT_SHARE | UNIT_MASS,
	BRACKET_LONGEST = 60,
	SHARE_LONGEST = 60
};

struct noun {
	const char *zh, *id; /* no id: a word that only looks like one */
	unsigned units;
};

static const struct noun nouns[] = {{"PM2.5", "pm25", POLLUTANT}, {"PM 2.5", "pm25", POLLUTANT},
    {"PM₂.₅", "pm25", POLLUTANT}, {"细颗粒物", "pm25", POLLUTANT},
    {"细微颗粒物", "pm25", POLLUTANT}, {"PM10", "pm10", POLLUTANT}, {"PM 10", "pm10", POLLUTANT},
    {"PM₁₀", "pm10", POLLUTANT}, {"可吸入颗粒物", "pm10", POLLUTANT}, {"颗粒物", "pm", POLLUTANT},
    {"烟尘", "pm", POLLUTANT}, {"烟粉尘", "pm", POLLUTANT}, {"臭氧", "o3", POLLUTANT},
    {"O3", "o3", POLLUTANT}, {"O₃", "o3", POLLUTANT}, {"臭氧层", NULL, 0}, {"臭氧前体物", NULL, 0},
    {"二氧化硫", "so2", POLLUTANT}, {"SO2", "so2", POLLUTANT}, {"SO₂", "so2", POLLUTANT},
    {"二氧化氮", "no2", POLLUTANT}, {"NO2", "no2", POLLUTANT}, {"NO₂", "no2", POLLUTANT},
    {"氮氧化物", "nox", POLLUTANT}, {"NOx", "nox", POLLUTANT}, {"NOX", "nox", POLLUTANT},
    {"NOₓ", "nox", POLLUTANT}, {"一氧化碳", "co", POLLUTANT}, {"CO", "co", POLLUTANT},
    {"挥发性有机物", "voc", POLLUTANT}, {"VOCs", "voc", POLLUTANT}, {"VOC", "voc", POLLUTANT},
    {"非甲烷总烃", "nmhc", POLLUTANT}, {"NMHC", "nmhc", POLLUTANT}, {"氨", "nh3", POLLUTANT},
    {"氨氮", NULL, 0}, {"氨基", NULL, 0}, {"苯", "benzene", POLLUTANT},
    {"苯系物", "btex", POLLUTANT}, {"苯并", NULL, 0}, {"甲苯", NULL, 0}, {"汞", "hg", POLLUTANT},
    {"汞及其化合物", "hg", POLLUTANT}, {"优良天数", "good_days", DAYS},
    {"优良天", "good_days", DAYS}, {"优良率", "good_days_share", UNIT_SHARE},
    {"优良天数率", "good_days_share", UNIT_SHARE}, {"重污染天数", "heavy_days", DAYS},
    {"重污染天气天数", "heavy_days", DAYS}, {"重污染天", "heavy_days", DAYS},
    {"重度污染天数", "heavy_days", DAYS}, {"重污染天气", NULL, 0},
    {"重度及以上污染天数", "heavy_days", DAYS}, {"重度及以上污染天", "heavy_days", DAYS},
    {"重度及以上污染天气", "heavy_days", DAYS}, {"重度及以上污染", NULL, 0},
    {"综合指数", "air_index", UNIT_SHARE}, {"煤炭消费", "coal", AMOUNT},
    {"煤炭消费比重", "coal_share", UNIT_SHARE}, {"煤炭消费占", "coal_share", UNIT_SHARE},
    {"耗煤", "coal", AMOUNT}, {"煤炭消耗", "coal", AMOUNT},
    {"非化石能源", "nonfossil_share", UNIT_SHARE}, {"电能", "electric_share", UNIT_SHARE},
    {"新能源汽车", "nev_share", UNIT_SHARE}, {"新能源车", "nev_share", UNIT_SHARE},
    {"新能源重型货车", "nev_truck_share", UNIT_SHARE},
    {"新能源重卡", "nev_truck_share", UNIT_SHARE}, {"新能源货车", "nev_freight_share", UNIT_SHARE},
    {"新能源公交车", "nev_bus_share", UNIT_SHARE}, {"清洁取暖率", "clean_heating", UNIT_SHARE},
    {"铁路货运量", "rail_freight", AMOUNT}, {"水路货运量", "water_freight", AMOUNT},
    {"二氧化碳", "co2", POLLUTANT}, {"单位GDP二氧化碳", "co2_intensity", UNIT_SHARE},
    {"单位国内生产总值二氧化碳", "co2_intensity", UNIT_SHARE},
    {"单位地区生产总值二氧化碳", "co2_intensity", UNIT_SHARE},
    {"单位GDP能耗", "energy_intensity", UNIT_SHARE},
    {"单位国内生产总值能耗", "energy_intensity", UNIT_SHARE},
    {"单位国内生产总值能源消耗", "energy_intensity", UNIT_SHARE},
    {"单位地区生产总值能耗", "energy_intensity", UNIT_SHARE}};

/* Behind the noun: what of it. */
static const char *const tails[] = {"年平均", "年均", "平均", "日均", "月均", "季均", "全年",
    "日最大8小时滑动", "日最大8小时", "最大8小时", "8小时", "第90百分位数", "90百分位数",
    "第95百分位数", "95百分位数", "24小时", "1小时", "小时", "年", "日", "评价", "质量", "浓度",
    "均值", "值", "有组织", "无组织", "最高允许", "排放", "减排", "强度", "总量", "总", "量", "数",
    "天数", "比率", "比例", "占比", "比重", "率", "限值", "基准", "标准", "销售", "新车", "市场",
    "渗透", "消费", "消耗", "控制", "目标", "重点工程", "未达标地级及以上城市", "未达标城市", "的"};

static const struct {
	const char *zh;
	struct unit unit;
} units[] = {{"%", {"%", UNIT_SHARE}}, {"％", {"%", UNIT_SHARE}},
    {"个百分点", {"point", UNIT_SHARE}}, {"百分点", {"point", UNIT_SHARE}},
    {"微克/立方米", {"µg/m³", UNIT_DENSITY}}, {"微克／立方米", {"µg/m³", UNIT_DENSITY}},
    {"微克每立方米", {"µg/m³", UNIT_DENSITY}}, {"μg/m3", {"µg/m³", UNIT_DENSITY}},
    {"μg/m³", {"µg/m³", UNIT_DENSITY}}, {"µg/m3", {"µg/m³", UNIT_DENSITY}},
    {"µg/m³", {"µg/m³", UNIT_DENSITY}}, {"ug/m3", {"µg/m³", UNIT_DENSITY}},
    {"ug/m³", {"µg/m³", UNIT_DENSITY}}, {"毫克/立方米", {"mg/m³", UNIT_DENSITY}},
    {"毫克／立方米", {"mg/m³", UNIT_DENSITY}}, {"毫克每立方米", {"mg/m³", UNIT_DENSITY}},
    {"毫克/标准立方米", {"mg/m³", UNIT_DENSITY}}, {"mg/m3", {"mg/m³", UNIT_DENSITY}},
    {"mg/m³", {"mg/m³", UNIT_DENSITY}}, {"mg／m3", {"mg/m³", UNIT_DENSITY}},
    {"mg/Nm3", {"mg/m³", UNIT_DENSITY}}, {"mg/Nm³", {"mg/m³", UNIT_DENSITY}},
    {"天", {"days", UNIT_DAYS}}, {"吨", {"t", UNIT_MASS}}, {"万吨", {"10kt", UNIT_MASS}},
    {"亿吨", {"100Mt", UNIT_MASS}}, {"万吨标准煤", {"10ktce", UNIT_MASS}},
    {"千克", {"kg", UNIT_MASS}}, {"公斤", {"kg", UNIT_MASS}}, {"mg/kWh", {"mg/kWh", UNIT_RATE}},
    {"毫克/千瓦时", {"mg/kWh", UNIT_RATE}}, {"g/kWh", {"g/kWh", UNIT_RATE}},
    {"克/千瓦时", {"g/kWh", UNIT_RATE}}, {"g/km", {"g/km", UNIT_RATE}},
    {"克/公里", {"g/km", UNIT_RATE}}, {"mg/km", {"mg/km", UNIT_RATE}},
    {"毫克/公里", {"mg/km", UNIT_RATE}}};

static bool
begins(const char *s, size_t n, const char *word)
{
	return text_word(s, n, word) > 0;
}

static bool
is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Bytes of the word with blanks anywhere inside: mg / m³. */
static size_t
spaced_word(const char *s, size_t n, const char *word)
{
	size_t at = 0;
	for (size_t i = 0; word[i]; i++) {
		while (i > 0 && at < n && s[at] == ' ')
			at++;
		if (at >= n || s[at++] != word[i])
			return 0;
	}
	return at;
}

size_t
unit_read(const char *s, size_t n, struct unit *u)
{
	size_t best = 0, letters = 0, len;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strlen(units[i].zh) > letters && (len = spaced_word(s, n, units[i].zh)) > 0) {
			letters = strlen(units[i].zh);
			best = len;
			*u = units[i].unit;
		}
	return best;
}

size_t
joiner_length(const char *s, size_t n)
{
	static const char *const joiners[] = {"以及", "、", "和", "与", "及", "或"};
	for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++)
		if (begins(s, n, joiners[i]))
			return strlen(joiners[i]);
	return 0;
}

size_t
bracket_length(const char *s, size_t n)
{
	static const struct {
		const char *open, *close;
	} brackets[] = {{"（", "）"}, {"(", ")"}, {"(", "）"}, {"“", "”"}};
	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
		if (!begins(s, n, brackets[i].open))
			continue;
		size_t len = strlen(brackets[i].close);
		const char *end =
		    memmem(s, n < BRACKET_LONGEST ? n : BRACKET_LONGEST, brackets[i].close, len);
		if (end)
			return (size_t)(end - s) + len;
	}
	return 0;
}

/* The noun at a place; letters must not go on to either side (CO is not in COD). */
static const struct noun *
noun_at(const char *text, size_t at, size_t end)
{
	const struct noun *best = NULL;
	for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
		size_t len = text_word(text + at, end - at, nouns[i].zh);
		if (len == 0 || (best && len <= strlen(best->zh)))
			continue;
		bool cut = is_ascii_letter(text[at]) && at > 0 && is_ascii_letter(text[at - 1]);
		if (is_ascii_letter(nouns[i].zh[len - 1]) && is_ascii_letter(text[at + len]))
			cut = true;
		if (!cut)
			best = &nouns[i];
	}
	return best;
}

/* 占能源消费总量比重 */
static size_t
share_length(const char *s, size_t n)
{
	static const char *const ends[] = {"比重", "比例", "比率"};
	if (!begins(s, n, "占"))
		return 0;
	if (n > SHARE_LONGEST)
		n = SHARE_LONGEST;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		const char *end = memmem(s, n, ends[i], strlen(ends[i]));
		if (end)
			return (size_t)(end - s) + strlen(ends[i]);
	}
	return 0;
}

static size_t
tail_length(const char *s, size_t n)
{
	size_t len = 0;
	for (size_t more = 1; more > 0; len += more) {
		more = bracket_length(s + len, n - len);
		if (more == 0)
			more = share_length(s + len, n - len);
		for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
			if (strlen(tails[i]) > more && begins(s + len, n - len, tails[i]))
				more = strlen(tails[i]);
	}
	return len;
}

/* New-energy vehicles are a share only where the words say so, else a number of vehicles. */
static bool
is_share_said(const struct quantity *q, const char *text)
{
	static const char *const words[] = {"比", "率", "占"};
	const char *s = text + q->noun.start;
	size_t n = q->tail.end - q->noun.start;
	if (q->units != UNIT_SHARE || !strstr(q->id, "_share"))
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (memmem(s, n, words[i], 3))
			return true;
	return false;
}

/* Those without a tail of their own share the last one's. */
static void
tails_share(struct quantities *q, const char *text)
{
	struct span last = q->of[q->n - 1].tail;
	for (size_t i = 0; i < q->n; i++) {
		struct quantity *x = &q->of[i];
		if (x->tail.start >= x->tail.end)
			x->tail = last;
		const char *tail = text + x->tail.start;
		size_t n = x->tail.end - x->tail.start;
		if (memmem(tail, n, "浓度", 6) || memmem(tail, n, "均值", 6))
			x->aspect = "concentration";
		else if (memmem(tail, n, "排放", 6))
			x->aspect = "emission";
		bool share = memmem(tail, n, "比", 3) || memmem(tail, n, "率", 3);
		if (share && strcmp(x->id, "good_days") == 0)
			x->id = "good_days_share";
		if (share && strcmp(x->id, "heavy_days") == 0)
			x->id = "heavy_days_share";
	}
}

/* A list that begins with this noun. */
static void
list_read(struct quantities *q, const char *text, size_t at, size_t end, const struct noun *noun)
{
	*q = (struct quantities){.span = {at, at}};
	while (noun && noun->id && q->n < QUANTITIES_MOST) {
		size_t behind = at + strlen(noun->zh);
		behind += bracket_length(text + behind, end - behind);
		struct span tail = {behind, behind + tail_length(text + behind, end - behind)};
		q->of[q->n++] = (struct quantity){
		    .id = noun->id, .units = noun->units, .noun = {at, behind}, .tail = tail};
		q->span.end = tail.end;
		size_t join = joiner_length(text + tail.end, end - tail.end);
		at = tail.end + join;
		noun = join ? noun_at(text, at, end) : NULL;
	}
	if (q->n > 0)
		tails_share(q, text);
	for (size_t i = 0; i < q->n; i++)
		if (!is_share_said(&q->of[i], text))
			q->n = 0;
}

void
quantities_find(struct quantities *q, const char *text, struct span in)
{
	q->n = 0;
	for (size_t at = in.start; at < in.end;) {
		bool inside = ((unsigned char)text[at] & 0xc0) == 0x80;
		const struct noun *noun = inside ? NULL : noun_at(text, at, in.end);
		struct quantities found;
		if (noun == NULL) {
			at++;
			continue;
		}
		list_read(&found, text, at, in.end, noun);
		at += strlen(noun->zh);
		if (found.n > 0) {
			*q = found;
			at = found.span.end;
		}
	}
}
