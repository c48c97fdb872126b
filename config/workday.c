/* workday.c - holidays.tsv: the days off in Japan. */
#include <string.h>

#include "config/parts.h"
#include "config/table.h"

struct reading {
	struct check *check;
	struct holiday *list;
	size_t n, room;
};

static const char *
holiday_row(void *context, int line, const char *const cells[])
{
	struct reading *r = context;
	struct date d;
	(void)line;
	if (!date_parse(cells[0], &d) || d.day == 0)
		return "date must be a day, YYYY-MM-DD";
	if (!*cells[1])
		return "name must not be empty";
	if (r->n > 0 && strcmp(r->list[r->n - 1].date, cells[0]) >= 0)
		return "the days must be in order, each once";
	r->list = arena_grow(r->check->a, r->list, r->n, r->n + 1, &r->room, sizeof *r->list);
	r->list[r->n++] = (struct holiday){cells[0], cells[1]};
	return NULL;
}

void
holidays_load(struct check *k, const char *path, struct config *c)
{
	static const char *const columns[] = {"date", "name"};
	struct reading r = {.check = k};
	table_read(k, path, columns, 2, holiday_row, &r);
	c->holidays = r.list;
	c->n_holidays = r.n;
}

static bool
is_office_holiday(struct date d)
{
	return (d.month == 12 && d.day >= 29) || (d.month == 1 && d.day <= 3);
}

const char *
config_day_off(const struct config *c, struct date day, bool *known)
{
	char text[DATE_SIZE];
	int weekday = date_weekday(day);
	date_write(day, text);
	*known = false;
	for (size_t i = 0; i < c->n_holidays; i++) {
		*known |= strncmp(c->holidays[i].date, text, 4) == 0;
		if (strcmp(c->holidays[i].date, text) == 0)
			return c->holidays[i].name;
	}
	if (c->settings.office_holidays && is_office_holiday(day))
		return "年末年始の休み";
	return weekday == 0 ? "日曜日" : weekday == 6 ? "土曜日" : NULL;
}

struct date
config_workday_from(const struct config *c, struct date day)
{
	bool known;
	while (config_day_off(c, day, &known) != NULL)
		day = date_from_days(date_days(day) + 1);
	return day;
}
