/* fold.c - see fold.h. */
#include "parse/classify/fold.h"

#include <stddef.h>
#include <string.h>

#include "base/utf8.h"
#include "config/config.h"

/* Ranges that are written in several ways for one meaning. */
static const struct {
	unsigned from, to, as;
} twins[] = {
    {0x2080, 0x2089, '0'},    /* subscript digits: PM₂.₅ */
    {0x2160, 0x2160, 0x4e00}, /* 国Ⅰ is 国一 */
    {0x2161, 0x2161, 0x4e8c},
    {0x2162, 0x2162, 0x4e09},
    {0x2163, 0x2163, 0x56db},
    {0x2164, 0x2164, 0x4e94},
    {0x2165, 0x2165, 0x516d},
    {0x2170, 0x2170, 0x4e00}, /* small roman numerals */
    {0x2171, 0x2171, 0x4e8c},
    {0x2172, 0x2172, 0x4e09},
    {0x2173, 0x2173, 0x56db},
    {0x2174, 0x2174, 0x4e94},
    {0x2175, 0x2175, 0x516d},
};

static const unsigned dashes[] = {0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, '~'};
static const unsigned bars[] = {0x4e28, 0x2502, 0xffe8}; /* 丨 in headlines */
static const unsigned unseen[] = {'"', '\'', 0x2018, 0x2019, 0x201c, 0x201d, 0x300c, 0x300d, 0x300e,
    0x300f, 0xb7, 0x2022, 0x30fb, 0xfeff};

static void
set_all(struct fold *d, const unsigned *cps, size_t n, uint16_t as)
{
	for (size_t i = 0; i < n; i++)
		d->to[cps[i]] = as;
}

static void
fold_marks(struct fold *d)
{
	for (unsigned cp = 0; cp < 0x10000; cp++) {
		int narrow = utf8_fold_width((int)cp);
		if (narrow >= 'A' && narrow <= 'Z')
			narrow += 'a' - 'A';
		d->to[cp] = utf8_is_space((int)cp) && cp != '\n' ? FOLD_SKIP : (uint16_t)narrow;
	}
	for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
		for (unsigned cp = twins[i].from; cp <= twins[i].to; cp++)
			d->to[cp] = (uint16_t)(twins[i].as + cp - twins[i].from);
	set_all(d, dashes, sizeof dashes / sizeof *dashes, '-');
	set_all(d, bars, sizeof bars / sizeof *bars, '|');
	set_all(d, unseen, sizeof unseen / sizeof *unseen, FOLD_SKIP);
	d->to[0xff5e] = '-';
	d->to[0xff02] = d->to[0xff07] = FOLD_SKIP;
	d->to[0x3008] = 0x300a; /* 〈〉 stand for 《》 within 《》 */
	d->to[0x3009] = 0x300b;
}

static const char *
variant_row(void *context, int line, const char *const cells[])
{
	(void)line;
	struct fold *d = context;
	size_t n = strlen(cells[0]), m = strlen(cells[1]), len_n, len_m;
	if (n == 0 || m == 0)
		return "a variant needs two characters: variant and zh";
	int variant = utf8_decode(cells[0], n, &len_n), zh = utf8_decode(cells[1], m, &len_m);
	if (len_n != n || len_m != m || variant <= 0 || zh <= 0 || variant > 0xffff || zh > 0xffff)
		return "a variant and its zh are one character of the BMP each";
	d->to[variant] = (uint16_t)zh;
	return NULL;
}

int
fold_fill(struct fold *d, const char *path, struct fail *f)
{
	fold_marks(d);
	static const char *const columns[] = {"variant", "zh"};
	return config_table(path, columns, 2, variant_row, d, NULL, f);
}
