/* challenge.c - see challenge.h. Signs as met on government sites. Cookies and headers that these
 * products set on every answer, good ones too, count only together with a status that refuses. */
#include "fetch/challenge.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { LOOK_AT = 64 * 1024, WHOLE_CHALLENGE = 4 * 1024 };

enum where { IN_HEADERS, IN_BODY };

struct sign {
	const char *name;
	enum where where;
	const char *text;
};

static const struct sign signs[] = {
    {"RiverSecurity (瑞数)", IN_BODY, "$_ts"},
    {"RiverSecurity (瑞数)", IN_HEADERS, "FSSBBIl1"},
    {"Jiasule (加速乐)", IN_BODY, "__jsl_clearance"},
    {"Jiasule (加速乐)", IN_HEADERS, "__jsl_clearance"},
    {"Jiasule (加速乐)", IN_HEADERS, "__jsluid"},
    {"Jiasule (加速乐)", IN_HEADERS, "X-Via-JSL"},
    {"Jiasule (加速乐)", IN_BODY, "notice-jiasule"},
    {"Jiasule (加速乐)", IN_BODY, "ks-waf-error"},
    {"Jiasule (加速乐)", IN_BODY, "illegalRequest"},
    {"WZWS (网站卫士)", IN_HEADERS, "WZWS-Ray"},
    {"WZWS (网站卫士)", IN_HEADERS, "qianxin-waf"},
    {"WZWS (网站卫士)", IN_HEADERS, "wzws_"},
    {"WZWS (网站卫士)", IN_BODY, "wzws-waf-cgi"},
    {"a block by country (GeoBL)", IN_BODY, "reason:GeoBL"},
    {"G01 (网防G01)", IN_BODY, "网防G01"},
    {"Yunsuo (云锁)", IN_HEADERS, "yunsuo_session"},
    {"Yunsuo (云锁)", IN_BODY, "yunsuologo"},
    {"Safedog (安全狗)", IN_HEADERS, "safedog"},
    {"Safedog (安全狗)", IN_BODY, "safedog"},
    {"Aliyun (阿里云盾)", IN_BODY, "errors.aliyun.com"},
    {"Aliyun (阿里云盾)", IN_BODY, "acw_sc__v2"},
    {"Aliyun (阿里云盾)", IN_BODY, "potential threats to the server"},
    {"Tencent Cloud WAF (腾讯云)", IN_BODY, "waf.tencent-cloud.com"},
    {"Tencent Cloud WAF (腾讯云)", IN_BODY, "腾讯云Web应用防火墙"},
    {"Huawei Cloud WAF (华为云)", IN_HEADERS, "HWWAFSES"},
    {"Yunjiasu (百度云加速)", IN_HEADERS, "yunjiasu"},
    {"Yundun (云盾)", IN_HEADERS, "YUNDUN"},
    {"NSFocus (绿盟)", IN_HEADERS, "NSFocus"},
    {"Chaitin (长亭)", IN_BODY, "<!-- event id:"},
    {"China Telecom guard (电信云防护)", IN_BODY, "电信云防护"},
    {"a web guard", IN_BODY, "云防护"},
    {"a web guard", IN_BODY, "网站防火墙"},
    {"a web guard", IN_BODY, "拒绝执行"},
    /* The same words in GB18030. */
    {"G01 (网防G01)", IN_BODY,
        "\xcd\xf8\xb7\xc0"
        "G01"},
    {"Tencent Cloud WAF (腾讯云)", IN_BODY,
        "\xcc\xda\xd1\xb6\xd4\xc6"
        "Web\xd3\xa6\xd3\xc3\xb7\xc0\xbb\xf0\xc7\xbd"},
    {"China Telecom guard (电信云防护)", IN_BODY, "\xb5\xe7\xd0\xc5\xd4\xc6\xb7\xc0\xbb\xa4"},
    {"a web guard", IN_BODY, "\xd4\xc6\xb7\xc0\xbb\xa4"},
    {"a web guard", IN_BODY, "\xcd\xf8\xd5\xbe\xb7\xc0\xbb\xf0\xc7\xbd"},
    {"a web guard", IN_BODY, "\xbe\xdc\xbe\xf8\xd6\xb4\xd0\xd0"},
};

/* Statuses that only guards use, or that guards use in place of the page. */
static const struct {
	int status;
	const char *alone; /* the name when no sign is found; NULL: then it is no challenge */
} statuses[] = {
    {202, NULL},
    {400, NULL},
    {403, NULL},
    {404, NULL},
    {405, "an unnamed guard"},
    {412, "an unnamed guard"},
    {429, NULL},
    {491, "WZWS (网站卫士)"},
    {493, "WZWS (网站卫士)"},
    {501, NULL},
    {503, NULL},
    {512, "Jiasule (加速乐)"},
    {521, "Jiasule (加速乐)"},
};

static bool
holds(const void *text, size_t n, const char *sign)
{
	return text && memmem(text, n, sign, strlen(sign)) != NULL;
}

static const char *
sign_find(const char *headers, const void *body, size_t n)
{
	if (n > LOOK_AT)
		n = LOOK_AT;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		const struct sign *s = &signs[i];
		if (s->where == IN_HEADERS ? headers && strcasestr(headers, s->text)
		                           : holds(body, n, s->text))
			return s->name;
	}
	return NULL;
}

const char *
challenge_name(int status, const char *headers, const void *body, size_t n)
{
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		if (statuses[i].status != status)
			continue;
		/* An ordinary 404 behind a guard carries the guard's headers too. */
		const char *name = sign_find(status == 404 && n > 0 ? NULL : headers, body, n);
		/* A server that does not know the method must say which ones it does (RFC 9110
		 * section 15.5.6); guards do not. */
		bool honest = status == 405 && headers && strcasestr(headers, "\nAllow:");
		return name ? name : honest ? NULL : statuses[i].alone;
	}
	/* A page that is nothing but a script setting the C3VK cookie. */
	if (status == 200 && n < WHOLE_CHALLENGE && holds(body, n, "document.cookie=\"C3VK="))
		return "C3VK";
	return NULL;
}
