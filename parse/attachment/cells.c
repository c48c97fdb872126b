/* cells.c - see cells.h. */
#include "parse/attachment/cells.h"

#include <string.h>

/* A day is shown by y, m or d outside of quotes and brackets; digits speak against it. */
enum cell_format
cell_format_of(const char *code)
{
	bool day = false;
	for (; code && *code && *code != ';'; code++) {
		if (*code == '"' || *code == '[') {
			const char *end = strchr(code + 1, *code == '"' ? '"' : ']');
			if (end == NULL)
				return CELL_NUMBER;
			code = end;
		} else if (*code == '\\' && code[1])
			code++;
		else if (*code == '%')
			return CELL_PERCENT;
		day |= strchr("yYdD", *code) != NULL;
	}
	return day ? CELL_DATE : CELL_NUMBER;
}

enum cell_format
cell_format_known(long id)
{
	if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
	    (id >= 50 && id <= 58))
		return CELL_DATE;
	return id == 9 || id == 10 ? CELL_PERCENT : CELL_NUMBER;
}

/* Howard Hinnant's civil calendar. */
static void
day_write(struct buf *b, long serial, bool from_1904)
{
	long z = serial - (from_1904 ? 24107 : 25569) + 719468;
	long era = z / 146097, doe = z % 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	long day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
	buf_addf(b, "%04ld-%02ld-%02ld", yoe + era * 400 + (month <= 2), month, day);
}

void
cell_number(struct buf *b, double d, enum cell_format format, bool from_1904)
{
	if (format == CELL_DATE && d >= 1 && d < 2958466)
		day_write(b, (long)d, from_1904);
	else if (format == CELL_PERCENT)
		buf_addf(b, "%.12g%%", d * 100);
	else /* 0.28999999999999998 is how a file keeps 0.29 */
		buf_addf(b, "%.15g", d);
}
