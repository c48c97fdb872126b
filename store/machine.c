/* machine.c - see machine.h. */
#include "store/machine.h"

#include "store/db.h"
#include "store/item.h"
#include "store/search.h"

static const char PUT[] = "INSERT INTO machine_text (item, field, source, text, flags, service, at)"
                          " VALUES (?,?,?,?,?,?,strftime('%Y-%m-%dT%H:%M:%SZ','now'))"
                          " ON CONFLICT DO UPDATE SET source = excluded.source,"
                          " text = excluded.text, flags = excluded.flags,"
                          " service = excluded.service, at = excluded.at";
static const char OF_ITEM[] =
    "SELECT item, field, source, text, flags, service, at FROM machine_text"
    " WHERE item = ? ORDER BY field";
static const char USE[] = "INSERT INTO machine_use (month, characters) VALUES (?,?)"
                          " ON CONFLICT DO UPDATE SET characters = characters + excluded.characters"
                          " RETURNING characters";

static int
text_put(struct store *s, const struct machine_text *t, struct fail *f)
{
	struct query q = query(s, PUT);
	query_text(&q, t->item);
	query_text(&q, t->field);
	query_text(&q, t->source);
	query_text(&q, t->text);
	query_text(&q, t->flags);
	query_text(&q, t->service);
	if (query_run(&q, f) < 0)
		return -1;
	int64_t item;
	int rc = item_row(s, t->item, &item, f);
	return rc == 1 ? search_refresh_ja(s, item, f) : rc;
}

int
store_machine_put(struct store *s, const struct machine_text *t, size_t n, struct fail *f)
{
	int rc = 0;
	if (db_begin(s, f) < 0)
		return -1;
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = text_put(s, &t[i], f);
	return (int)db_end(s, rc, f);
}

int
store_machine_texts(struct store *s, const char *item, struct arena *a,
    const struct machine_text **out, size_t *n, struct fail *f)
{
	struct machine_text *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, OF_ITEM);
	query_text(&q, item);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct machine_text){.item = column_copy(&q, 0, a),
		    .field = column_copy(&q, 1, a),
		    .source = column_copy(&q, 2, a),
		    .text = column_copy(&q, 3, a),
		    .flags = column_copy(&q, 4, a),
		    .service = column_copy(&q, 5, a),
		    .at = column_copy(&q, 6, a)};
	}
	*out = list;
	return rc;
}

int
store_machine_use(
    struct store *s, const char *month, int64_t characters, int64_t *total, struct fail *f)
{
	struct query q = query(s, USE);
	query_text(&q, month);
	query_int(&q, characters);
	return query_number(&q, total, f) < 0 ? -1 : 0;
}
