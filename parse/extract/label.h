/* label.h - names of charsets: the labels of the WHATWG Encoding Standard, 4.2. */
#ifndef GEPPO_PARSE_EXTRACT_LABEL_H
#define GEPPO_PARSE_EXTRACT_LABEL_H

#include <stddef.h>

enum charset {
	CHARSET_UTF8,
	CHARSET_GB18030, /* every gb label */
	CHARSET_BIG5,
	CHARSET_EUC_JP,
	CHARSET_ISO_2022_JP,
	CHARSET_SHIFT_JIS,
	CHARSET_EUC_KR,
	CHARSET_UTF16BE,
	CHARSET_UTF16LE,
	CHARSET_SINGLE, /* the first of the charsets of one byte a character */
	CHARSET_COUNT = CHARSET_SINGLE + 28,
	CHARSET_NONE = -1
};

/* By label, blanks around it and letter case ignored; CHARSET_NONE when unknown. */
enum charset charset_labelled(const char *label, size_t n);
/* The WHATWG name ("gb18030", "windows-1252"). */
const char *charset_name(enum charset c);
/* What iconv calls a charset of one byte a character. */
const char *charset_iconv_name(enum charset c);

#endif
