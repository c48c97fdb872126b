/* cells.c - see cells.h. */
#include "parse/attachment/cells.h"

#include <math.h>
#include <string.h>

/* The letters and signs of a code that say something: without texts, colours, padding. */
struct signs {
	bool year, month, day, time, percent, odd, point;
	int places, digits;
};

/* The length of what stands for itself or says how it is coloured; an elapsed time says so too. */
static size_t
literal_size(const char *code, struct signs *s)
{
	size_t n = strlen(code);
	if (*code == '"') {
		const char *end = strchr(code + 1, '"');
		return end ? (size_t)(end - code) + 1 : n;
	}
	if (*code == '[') {
		const char *end = strchr(code, ']');
		s->time |= end && strchr("hHmMsS", code[1]) && end - code <= 3;
		return end ? (size_t)(end - code) + 1 : n;
	}
	if (strchr("\\_*", *code))
		return n > 1 ? 2 : 1;
	return strncmp(code, "AM/PM", 5) == 0 ? 5 : strncmp(code, "A/P", 3) == 0 ? 3 : 0;
}

static void
sign_take(struct signs *s, char c)
{
	s->year |= strchr("yY", c) != NULL;
	s->month |= strchr("mM", c) != NULL;
	s->day |= strchr("dD", c) != NULL;
	s->time |= strchr("hHsS", c) != NULL;
	s->percent |= c == '%';
	s->odd |= strchr("/?Ee@G", c) != NULL || (c == '#' && s->point);
	s->point |= c == '.';
	s->digits += c == '0';
	s->places += c == '0' && s->point;
}

cell_format
cell_format_of(const char *code)
{
	struct signs s = {0};
	while (code && *code && *code != ';') {
		size_t n = literal_size(code, &s);
		if (n == 0)
			sign_take(&s, *code);
		code += n ? n : 1;
	}
	if (s.day || s.year || s.month || s.time) {
		bool day = s.day, month = !day && (s.year || (s.month && !s.time));
		return (cell_format)((day        ? CELL_DAY
		                         : month ? CELL_MONTH
		                                 : 0) |
		                     (s.time ? CELL_TIME : 0));
	}
	bool fixed = !s.odd && s.digits > 0 && s.places < CELL_PLACES;
	return (cell_format)((s.percent ? CELL_PERCENT : 0) | (fixed ? s.places + 1 : 0));
}

cell_format
cell_format_known(long id)
{
	static const struct {
		long from, to;
		cell_format format;
	} known[] = {{1, 1, 1}, {2, 2, 3}, {3, 3, 1}, {4, 4, 3}, {9, 9, CELL_PERCENT | 1},
	    {10, 10, CELL_PERCENT | 3}, {14, 16, CELL_DAY}, {17, 17, CELL_MONTH},
	    {18, 21, CELL_TIME}, {22, 22, CELL_DAY | CELL_TIME}, {27, 27, CELL_MONTH},
	    {28, 31, CELL_DAY}, {32, 35, CELL_TIME}, {36, 36, CELL_MONTH}, {37, 38, 1}, {39, 40, 3},
	    {45, 47, CELL_TIME}, {50, 50, CELL_MONTH}, {51, 51, CELL_DAY}, {52, 52, CELL_MONTH},
	    {53, 54, CELL_DAY}, {55, 56, CELL_TIME}, {57, 57, CELL_MONTH}, {58, 58, CELL_DAY}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (id >= known[i].from && id <= known[i].to)
			return known[i].format;
	return 0;
}

/* Howard Hinnant's civil calendar. */
static void
day_write(struct buf *b, long serial, bool from_1904, bool whole)
{
	long z = serial - (from_1904 ? 24107 : 25569) + 719468;
	long era = z / 146097, doe = z % 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	long day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
	buf_addf(b, "%04ld-%02ld", yoe + era * 400 + (month <= 2), month);
	if (whole)
		buf_addf(b, "-%02ld", day);
}

static void
moment_write(struct buf *b, double d, cell_format format, bool from_1904)
{
	double minutes = floor(d * 1440 + 0.5 / 60);
	long day = (long)floor(minutes / 1440), minute = (long)(minutes - (double)day * 1440);
	if (format & (CELL_DAY | CELL_MONTH))
		day_write(b, (long)d, from_1904, format & CELL_DAY);
	if (format & CELL_DAY && format & CELL_TIME && minute > 0)
		buf_addf(b, " %02ld:%02ld", minute / 60, minute % 60);
	else if (format == CELL_TIME)
		buf_addf(b, "%02ld:%02ld", day * 24 + minute / 60, minute % 60);
}

void
cell_number(struct buf *b, double d, cell_format format, bool from_1904)
{
	bool moment = format & (CELL_DAY | CELL_MONTH | CELL_TIME);
	int places = (format & CELL_PLACES) - 1;
	const char *percent = format & CELL_PERCENT ? "%" : "";
	if (moment && d < 2958466 && d >= (format == CELL_TIME ? 0 : 1)) {
		moment_write(b, d, format, from_1904);
		return;
	}
	if (format & CELL_PERCENT)
		d *= 100;
	/* 0.28999999999999998 is how a file keeps 0.29, 1.005 is a little less than that. */
	if (places >= 0 && !moment && fabs(d) < 1e15)
		buf_addf(b, "%.*f%s", places, d + copysign(fabs(d) * 1e-14, d), percent);
	else if (d == floor(d))
		buf_addf(b, "%.15g%s", d, percent);
	else
		buf_addf(b, "%.11g%s", d, percent);
}
