/* fold.c - see fold.h. */
#include "parse/classify/fold.h"

#include <stddef.h>

#include "base/utf8.h"

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
	for (int cp = 0; cp < VARIANTS_PAGE; cp++)
		if (utf8_is_space(cp) && cp != '\n')
			d->to[cp] = FOLD_SKIP;
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

int
fold_fill(struct fold *d, const char *dir, struct fail *f)
{
	if (variants_read(dir, d->to, f) != 0)
		return -1;
	fold_marks(d);
	return 0;
}
