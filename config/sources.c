/* sources.c - sources.yaml. An entry is one column with all it needs, or a site whose values hold
 * for each of its `columns` unless the column has its own. */
#include <stddef.h>
#include <string.h>

#include "base/url.h"
#include "config/parts.h"
#include "config/record.h"

#define TO(member) offsetof(struct source, member)
#define COUNT(fields) (sizeof(fields) / sizeof *(fields))

static const char *const levels[] = {"central", "region", "province", "city", "county", NULL};
static const char *const needs[] = {"proxy", "js", "json", "cookie", "tls_legacy", NULL};
static const char *const states[] = {"active", "trial", "retired", NULL};

/* What a site may say for its columns. First in both tables, so that the sets of fields seen of a
 * site and of its column can be joined. */
#define SHARED_FIELDS                                                                              \
	{.key = "name_zh", .kind = FIELD_TEXT, .required = true, .to = TO(name_zh)},               \
	    {.key = "name_ja", .kind = FIELD_TEXT, .required = true, .to = TO(name_ja)},           \
	    {.key = "level",                                                                       \
	        .kind = FIELD_LEVEL,                                                               \
	        .required = true,                                                                  \
	        .to = TO(level),                                                                   \
	        .allowed = levels},                                                                \
	    {.key = "region", .kind = FIELD_REGION, .required = true, .to = TO(region)},           \
	    {.key = "article", .kind = FIELD_PATTERN, .to = TO(article)},                          \
	    {.key = "cms", .kind = FIELD_TEXT, .to = TO(cms)},                                     \
	    {.key = "charset", .kind = FIELD_CHARSET, .to = TO(charset)},                          \
	    {.key = "pagination", .kind = FIELD_PAGES, .to = TO(pagination)},                      \
	    {.key = "first_index", .kind = FIELD_NUMBER, .to = TO(first_index), .max = 10000},     \
	    {.key = "needs", .kind = FIELD_CHOICES, .to = TO(needs), .allowed = needs},            \
	    {.key = "delay_seconds", .kind = FIELD_NUMBER, .to = TO(delay_seconds), .max = 3600},  \
	    {.key = "interval_hours",                                                              \
	        .kind = FIELD_NUMBER,                                                              \
	        .to = TO(interval_hours),                                                          \
	        .min = 1,                                                                          \
	        .max = 24 * 31},                                                                   \
	    {.key = "state", .kind = FIELD_CHOICE, .to = TO(state), .allowed = states},            \
	{                                                                                          \
		.key = "item_xpath", .kind = FIELD_TEXT, .to = TO(item_xpath)                      \
	}

static const struct field site_fields[] = {
    SHARED_FIELDS,
    {.key = "columns", .kind = FIELD_OTHER},
};
const struct record site_record = {"a site", site_fields, COUNT(site_fields)};

static const struct field column_fields[] = {
    SHARED_FIELDS,
    {.key = "id", .kind = FIELD_ID, .required = true, .to = TO(id)},
    {.key = "column", .kind = FIELD_TEXT, .required = true, .to = TO(column)},
    {.key = "list_url", .kind = FIELD_URL, .required = true, .to = TO(list_url)},
};
const struct record source_record = {"a source", column_fields, COUNT(column_fields)};

static const char *const no_needs[] = {NULL};
static const struct source defaults = {
    .first_index = 1,
    .needs = no_needs,
    .delay_seconds = 5,
    .interval_hours = 24,
    .state = "active",
};

struct source_list {
	struct source *sources;
	const char **keys; /* of the list addresses */
	size_t n, cap, cap_keys;
};

/* Which level of regions.tsv a publisher's level may name. */
static bool
level_fits(enum level level, const struct region *r)
{
	static const char *const fitting[][2] = {[LEVEL_CENTRAL] = {"nation", "nation"},
	    [LEVEL_REGION] = {"key", "key"},
	    [LEVEL_PROVINCE] = {"province", "province"},
	    [LEVEL_CITY] = {"prefecture", "county"},
	    [LEVEL_COUNTY] = {"county", "county"}};
	return strcmp(r->level, fitting[level][0]) == 0 || strcmp(r->level, fitting[level][1]) == 0;
}

static void
check_against_others(
    struct check *k, const struct source_list *l, const struct source *s, const char *key)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct source *other = &l->sources[i];
		if (s->id && other->id && strcmp(s->id, other->id) == 0)
			check_fault(k, s->line, "the id \"%s\" is taken by the source on line %d",
			    s->id, other->line);
		else if (key && l->keys[i] && strcmp(key, l->keys[i]) == 0)
			check_fault(k, s->line, "\"list_url\" is that of the source on line %d",
			    other->line);
	}
}

static void
source_add(struct check *k, struct source_list *l, const struct yaml_node *at, struct source s,
    uint64_t seen)
{
	s.line = at->line;
	record_require(k, &source_record, at->line, seen);
	const struct region *r = config_region(k->config, s.region);
	if (r != NULL && s.level != LEVEL_NONE && !level_fits(s.level, r))
		check_fault(k, at->line, "level %s does not fit region %s, which is %s (%s)",
		    level_name(s.level), s.region, r->zh, r->level);
	const char *key = s.list_url ? url_key(s.list_url, k->a) : NULL;
	check_against_others(k, l, &s, key);
	l->sources = arena_grow(k->a, l->sources, l->n, l->n + 1, &l->cap, sizeof *l->sources);
	l->keys = arena_grow(k->a, l->keys, l->n, l->n + 1, &l->cap_keys, sizeof *l->keys);
	l->keys[l->n] = key;
	l->sources[l->n++] = s;
}

static void
site_add(struct check *k, struct source_list *l, const struct yaml_node *site,
    const struct yaml_node *columns)
{
	struct source shared = defaults;
	uint64_t columns_bit = UINT64_C(1) << (COUNT(site_fields) - 1);
	uint64_t seen = record_read(k, &site_record, site, &shared) & ~columns_bit;
	if (columns->kind != YAML_LIST || columns->first == NULL) {
		check_fault(k, columns->line, "\"columns\" is %s; allowed: a list of sources",
		    columns->first ? "a map" : "empty");
		return;
	}
	for (const struct yaml_node *v = columns->first; v; v = v->next) {
		struct source s = shared;
		uint64_t own = record_read(k, &source_record, v, &s);
		source_add(k, l, v, s, own | seen);
	}
}

void
sources_load(struct check *k, const char *path, struct config *c)
{
	const struct yaml_node *list = record_list(k, path, "sources");
	struct source_list l = {0};
	for (const struct yaml_node *v = list ? list->first : NULL; v; v = v->next) {
		const struct yaml_node *columns = yaml_get(v, "columns");
		if (columns != NULL) {
			site_add(k, &l, v, columns);
			continue;
		}
		struct source s = defaults;
		uint64_t seen = record_read(k, &source_record, v, &s);
		source_add(k, &l, v, s, seen);
	}
	c->sources = l.sources;
	c->n_sources = l.n;
}
