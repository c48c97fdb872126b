/* symbol.c - see symbol.h: the signs of forms and formulas; bullets and arrows adorn. */
#include "parse/attachment/symbol.h"

#include <stddef.h>
#include <strings.h>

static const struct sign {
	const char *font;
	unsigned char code;
	const char *text;
} signs[] = {
    {"Wingdings", 0x6f, "□"},
    {"Wingdings", 0x70, "□"},
    {"Wingdings", 0x71, "□"},
    {"Wingdings", 0x72, "□"},
    {"Wingdings", 0xa1, "○"},
    {"Wingdings", 0xa8, "□"},
    {"Wingdings", 0xfb, "×"},
    {"Wingdings", 0xfc, "√"},
    {"Wingdings", 0xfd, "☒"},
    {"Wingdings", 0xfe, "☑"},
    {"Wingdings 2", 0x4f, "×"},
    {"Wingdings 2", 0x50, "√"},
    {"Wingdings 2", 0x51, "☒"},
    {"Wingdings 2", 0x52, "☑"},
    {"Wingdings 2", 0xa3, "□"},
    {"Wingdings 2", 0x2a, "□"},
    {"Symbol", 0x61, "α"},
    {"Symbol", 0x62, "β"},
    {"Symbol", 0x67, "γ"},
    {"Symbol", 0x6d, "μ"},
    {"Symbol", 0x53, "Σ"},
    {"Symbol", 0x44, "Δ"},
    {"Symbol", 0xa3, "≤"},
    {"Symbol", 0xb3, "≥"},
    {"Symbol", 0xb0, "°"},
    {"Symbol", 0xb1, "±"},
    {"Symbol", 0xb4, "×"},
    {"Symbol", 0xb8, "÷"},
    {"Symbol", 0xb9, "≠"},
    {"Symbol", 0xbb, "≈"},
};

const char *
symbol_text(const char *font, unsigned code)
{
	if (code >= 0xf000)
		code -= 0xf000;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i].code == code && strcasecmp(signs[i].font, font) == 0)
			return signs[i].text;
	return "";
}
