/* review_take.c - see review.h: a sheet taken back. It is read whole and checked before anything is
 * decided. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/file.h"
#include "base/log.h"
#include "parse/review.h"

enum { SHEET_ITEMS = 2000 };

struct block {
	const struct item *item;
	const char *values[REVIEW_KINDS]; /* as the sheet has them, NULL: the line is gone */
	int line;
};

struct sheet {
	struct store *store;
	const struct config *config;
	const char *path;
	struct arena a;
	struct block *blocks;
	size_t n;
	size_t faults;
	struct fail *first;
};

static void __attribute__((format(printf, 3, 4)))
fault(struct sheet *t, int line, const char *fmt, ...)
{
	struct fail f = {0};
	char why[sizeof f.why];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	(void)fail_input(&f, arena_printf(&t->a, "%s:%d", t->path, line), "%s", why);
	log_warn("%s", fail_text(&f));
	if (t->faults++ == 0)
		*t->first = f;
}

/* ---- what values are allowed */

static bool
is_one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static bool
is_air(const struct config *c, const char *v)
{
	(void)c;
	return is_one_of(v, (const char *const[]){"yes", "borderline", "no", NULL});
}

static bool
is_level(const struct config *c, const char *v)
{
	(void)c;
	return level_named(v) != LEVEL_NONE || strcmp(v, "none") == 0;
}

static bool
is_region(const struct config *c, const char *v)
{
	return config_region(c, v) != NULL;
}

static bool
is_doc_type(const struct config *c, const char *v)
{
	return config_doctype(c, v) != NULL;
}

static bool
is_measure(const struct config *c, const char *v)
{
	return config_measure(c, v) != NULL;
}

static bool
is_priority(const struct config *c, const char *v)
{
	(void)c;
	return is_one_of(v, (const char *const[]){"high", "medium", "low", "none", NULL});
}

/* In the order of review_kinds. */
static const struct {
	bool (*allowed)(const struct config *c, const char *v);
	const char *text;
	bool several, may_lack;
} rules[REVIEW_KINDS] = {
    {is_air, "yes, borderline, no", false, false},
    {is_level, "central, region, province, city, county, none", false, false},
    {is_region, "codes of regions.tsv", true, true},
    {is_doc_type, "an id of doctypes.yaml", false, false},
    {is_measure, "ids of measures.yaml", true, true},
    {is_priority, "high, medium, low, none", false, false},
    {is_priority, "high, medium, low, none, or - for no word", false, true},
};

/* The values of a line in their one form, or NULL when one is not allowed. */
static const char *
values_read(struct sheet *t, size_t kind, const char *text, int line)
{
	struct buf b;
	size_t count = 0;
	bool good = true;
	buf_init(&b, CAP_FIELD);
	for (const char *v = text + strspn(text, "; ,\t"); *v; v += strspn(v, "; ,\t")) {
		size_t n = strcspn(v, "; ,\t");
		const char *one = arena_strn(&t->a, v, n);
		good &= rules[kind].allowed(t->config, one) || (n == 1 && *v == '-');
		buf_addf(&b, "%s%s", count++ ? ";" : "", one);
		v += n;
	}
	bool none = strcmp(b.text, "-") == 0 || count == 0;
	good &= none ? rules[kind].may_lack : strchr(b.text, '-') == NULL;
	good &= count <= 1 || rules[kind].several;
	if (!good)
		fault(t, line, "%s: \"%.200s\" is not allowed; allowed: %s", review_kinds[kind],
		    text, rules[kind].text);
	const char *values = none ? "-" : arena_strn(&t->a, b.text, b.len);
	buf_release(&b);
	return good ? values : NULL;
}

/* ---- lines */

static int
item_begin(struct sheet *t, const char *words, int line, struct fail *f)
{
	const char *id = arena_strn(&t->a, words, strcspn(words, " \t"));
	const char *check = words + strlen(id);
	const char *const ids[] = {id, NULL};
	const struct item *items;
	char now[REVIEW_CHECK];
	size_t n;
	check += strspn(check, " \t");
	t->blocks[t->n] = (struct block){.line = line};
	if (store_items(t->store, &(struct item_query){.ids = ids}, &t->a, &items, &n, f) < 0)
		return -1;
	if (n == 0) {
		fault(t, line, "\"%.100s\": no such item", id);
		return 0;
	}
	review_check(&items[0], &t->a, now);
	if (strncmp(check, now, REVIEW_CHECK - 1) != 0)
		fault(t, line,
		    "%s: its labels are others now than when the sheet was printed; print it anew",
		    id);
	t->blocks[t->n++].item = &items[0];
	return 0;
}

static void
value_line(struct sheet *t, const char *text, int line)
{
	size_t n = strcspn(text, " \t"), k = 0;
	while (k < REVIEW_KINDS &&
	       (strlen(review_kinds[k]) != n || memcmp(review_kinds[k], text, n) != 0))
		k++;
	if (k == REVIEW_KINDS)
		fault(t, line, "\"%.60s\": neither a kind of label nor \"item\"", text);
	else if (t->n == 0)
		fault(t, line, "\"%.60s\" stands before the first item", text);
	else if (t->blocks[t->n - 1].values[k])
		fault(t, line, "\"%s\" stands there twice for one item", review_kinds[k]);
	else
		t->blocks[t->n - 1].values[k] = values_read(t, k, text + n, line);
}

static int
sheet_read(struct sheet *t, char *text, struct fail *f)
{
	char *rest = text, *line;
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		rest += 3;
	for (int number = 1; (line = strsep(&rest, "\n")) != NULL; number++) {
		line[strcspn(line, "\r")] = '\0';
		line += strspn(line, " \t");
		if (*line == '\0' || *line == '#' || *line == '|')
			continue;
		if (strncmp(line, "item ", 5) != 0)
			value_line(t, line, number);
		else if (t->n == SHEET_ITEMS)
			fault(t, number, "more than %d items", SHEET_ITEMS);
		else if (item_begin(t, line + 5 + strspn(line + 5, " "), number, f) < 0)
			return -1;
	}
	if (t->n == 0 && t->faults == 0)
		fault(t, 1, "holds no item");
	return 0;
}

/* ---- what follows */

static int
correct(struct sheet *t, const struct item *item, size_t kind, const char *value, const char *who,
    struct fail *f)
{
	const char *name = review_kinds[kind];
	bool is_flag = strcmp(name, "flag") == 0;
	struct decision d = {.subject = arena_printf(&t->a, "item:%s", item->id),
	    .field = is_flag ? name : arena_printf(&t->a, "label.%s", name),
	    .value = strcmp(value, "-") == 0 ? "" : value,
	    .who = who,
	    .why = "review"};
	printf("%s  %-9s  %s -> %s\n", item->id, name, review_values(item, name, &t->a), value);
	return store_decide(t->store, &d, f);
}

static int
sheet_settle(struct sheet *t, const char *who, struct fail *f)
{
	size_t right[REVIEW_KINDS] = {0}, read[REVIEW_KINDS] = {0}, corrected = 0;
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < REVIEW_KINDS; k++) {
			const struct block *b = &t->blocks[i];
			if (b->values[k] == NULL)
				continue;
			read[k]++;
			if (strcmp(b->values[k], review_values(b->item, review_kinds[k], &t->a)) ==
			    0) {
				right[k]++;
				continue;
			}
			corrected++;
			if (correct(t, b->item, k, b->values[k], who, f) < 0)
				return -1;
		}
	printf("%zu items reviewed, %zu labels corrected", t->n, corrected);
	for (size_t k = 0; k + 1 < REVIEW_KINDS; k++)
		printf("%s %s %zu of %zu", k ? "," : "; right as they were:", review_kinds[k],
		    right[k], read[k]);
	putchar('\n');
	return 0;
}

int
review_take(
    struct store *s, const struct config *c, const char *path, const char *who, struct fail *f)
{
	struct sheet t = {.store = s, .config = c, .path = path, .first = f};
	struct buf text;
	buf_init(&text, CAP_CONFIG_FILE);
	t.blocks = arena_zalloc(&t.a, SHEET_ITEMS, sizeof *t.blocks);
	int rc = file_read(path, &text, f);
	if (rc == 0)
		rc = sheet_read(&t, text.text, f);
	if (rc == 0 && t.faults > 0) {
		fail_in(
		    f, "nothing was taken: %zu %s", t.faults, t.faults == 1 ? "fault" : "faults");
		rc = -1;
	}
	if (rc == 0)
		rc = sheet_settle(&t, who, f);
	buf_release(&text);
	arena_release(&t.a);
	return rc;
}
