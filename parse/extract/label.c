/* label.c - see label.h. */
#include "parse/extract/label.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* The first label is the name; iconv's name is given where it is another. */
static const struct {
	const char *labels;
	const char *iconv;
} charsets[CHARSET_COUNT] = {
    [CHARSET_UTF8] = {"utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
        NULL},
    [CHARSET_GB18030] = {"gb18030 gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 "
                         "iso-ir-58 x-gbk cp936 ms936 windows-936 euc-cn hz-gb-2312",
        NULL},
    [CHARSET_BIG5] = {"big5 big5-hkscs cn-big5 csbig5 x-x-big5", NULL},
    [CHARSET_EUC_JP] = {"euc-jp cseucpkdfmtjapanese x-euc-jp", NULL},
    [CHARSET_ISO_2022_JP] = {"iso-2022-jp csiso2022jp", NULL},
    [CHARSET_SHIFT_JIS] = {"shift_jis shift-jis sjis ms_kanji ms932 windows-31j x-sjis csshiftjis",
        NULL},
    [CHARSET_EUC_KR] = {"euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 "
                        "ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
        NULL},
    [CHARSET_UTF16BE] = {"utf-16be unicodefffe", NULL},
    [CHARSET_UTF16LE] = {"utf-16le utf-16 csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff",
        NULL},
    [CHARSET_SINGLE] = {"windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 "
                        "iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 "
                        "latin1 us-ascii x-cp1252",
        "CP1252"},
    {"ibm866 866 cp866 csibm866", "CP866"},
    {"iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
        NULL},
    {"iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
        NULL},
    {"iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
        NULL},
    {"iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
     "iso_8859-5:1988",
        NULL},
    {"iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e "
     "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
        NULL},
    {"iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 "
     "iso_8859-7 iso_8859-7:1987 sun_eu_greek",
        NULL},
    {"iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
     "iso_8859-8 iso_8859-8:1988 visual",
        NULL},
    {"iso-8859-8-i csiso88598i logical", "ISO-8859-8"},
    {"iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6", NULL},
    {"iso-8859-13 iso8859-13 iso885913", NULL},
    {"iso-8859-14 iso8859-14 iso885914", NULL},
    {"iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9", NULL},
    {"iso-8859-16", NULL},
    {"koi8-r cskoi8r koi koi8 koi8_r", NULL},
    {"koi8-u koi8-ru", NULL},
    {"macintosh csmacintosh mac x-mac-roman", NULL},
    {"windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620", "CP874"},
    {"windows-1250 cp1250 x-cp1250", "CP1250"},
    {"windows-1251 cp1251 x-cp1251", "CP1251"},
    {"windows-1253 cp1253 x-cp1253", "CP1253"},
    {"windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 "
     "iso_8859-9:1989 l5 latin5 x-cp1254",
        "CP1254"},
    {"windows-1255 cp1255 x-cp1255", "CP1255"},
    {"windows-1256 cp1256 x-cp1256", "CP1256"},
    {"windows-1257 cp1257 x-cp1257", "CP1257"},
    {"windows-1258 cp1258 x-cp1258", "CP1258"},
    {"x-mac-cyrillic x-mac-ukrainian", "MAC-CYRILLIC"},
};

static bool
has_label(const char *labels, const char *label, size_t n)
{
	for (const char *at = labels; *at; at += strcspn(at, " "), at += *at == ' ') {
		size_t len = strcspn(at, " ");
		if (len == n && strncasecmp(at, label, n) == 0)
			return true;
	}
	return false;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

enum charset
charset_labelled(const char *label, size_t n)
{
	for (; n > 0 && is_space(*label); label++)
		n--;
	while (n > 0 && is_space(label[n - 1]))
		n--;
	for (int i = 0; n > 0 && i < CHARSET_COUNT; i++)
		if (has_label(charsets[i].labels, label, n))
			return (enum charset)i;
	return CHARSET_NONE;
}

const char *
charset_name(enum charset c)
{
	/* Static, cut out of the label lists once: the name ends at the first blank. */
	static char names[CHARSET_COUNT][16];
	if (names[c][0] == '\0')
		memcpy(names[c], charsets[c].labels, strcspn(charsets[c].labels, " "));
	return names[c];
}

const char *
charset_iconv_name(enum charset c)
{
	return charsets[c].iconv ? charsets[c].iconv : charset_name(c);
}
