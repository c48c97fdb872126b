/* sources.c - sources.yaml. An entry is one column with all it needs, or a site whose values hold
 * for each of its `columns` unless the column has its own. */
#include <stddef.h>
#include <string.h>

#include "base/url.h"
#include "config/kind.h"
#include "config/parts.h"
#include "config/record.h"

#define TO(member) offsetof(struct source, member)
#define COUNT(fields) (sizeof(fields) / sizeof *(fields))

static const char *const levels[] = {"central", "region", "province", "city", "county", NULL};
static const char *const tls_kinds[] = {"verified", "legacy", NULL};
static const char *const needs[] = {"proxy", "js", "json", "cookie", "tls_legacy", NULL};
static const char *const states[] = {"active", "trial", "retired", NULL};
static const char *const kinds[] = {"html", "script", "json", "jsonp", "rss", "sitemap", NULL};
static const char *const methods[] = {"GET", "POST", NULL};
static const char *const numberings[] = {"forward", "reversed", NULL};

/* A column's own `listing` replaces its site's key by key. */
static const struct field listing_fields[] = {
    {.key = "kind", .kind = FIELD_CHOICE, .to = TO(listing.kind), .allowed = kinds},
    {.key = "method", .kind = FIELD_CHOICE, .to = TO(listing.method), .allowed = methods},
    {.key = "body", .kind = FIELD_TEXT, .to = TO(listing.body)},
    {.key = "referer", .kind = FIELD_URL, .to = TO(listing.referer)},
    {.key = "items", .kind = FIELD_TEXT, .to = TO(listing.items)},
    {.key = "title", .kind = FIELD_TEXT, .to = TO(listing.title)},
    {.key = "link", .kind = FIELD_TEXT, .to = TO(listing.link)},
    {.key = "date", .kind = FIELD_TEXT, .to = TO(listing.date)},
    {.key = "link_template", .kind = FIELD_TEXT, .to = TO(listing.link_template)},
    {.key = "data", .kind = FIELD_TEXT, .to = TO(listing.data)},
    {.key = "take", .kind = FIELD_OWN, .to = TO(listing.take), .read = kind_takes},
};
static const struct record listing_record = {"listing", listing_fields, COUNT(listing_fields)};

#define XPATH_FIELD(name, which)                                                                   \
	{                                                                                          \
		.key = name, .kind = FIELD_OWN, .to = TO(xpath[which]), .read = kind_xpath         \
	}

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
	    {.key = "article", .kind = FIELD_OWN, .to = TO(article), .read = kind_pattern},        \
	    {.key = "cms", .kind = FIELD_TEXT, .to = TO(cms)},                                     \
	    {.key = "charset", .kind = FIELD_CHARSET, .to = TO(charset)},                          \
	    {.key = "pagination", .kind = FIELD_PAGES, .to = TO(pagination)},                      \
	    {.key = "listing", .kind = FIELD_SECTION, .section = &listing_record},                 \
	    {.key = "page_parameter", .kind = FIELD_TEXT, .to = TO(page_parameter)},               \
	    {.key = "page_value", .kind = FIELD_TEXT, .to = TO(page_value)},                       \
	    {.key = "first_index", .kind = FIELD_NUMBER, .to = TO(first_index), .max = 10000},     \
	    {.key = "numbering",                                                                   \
	        .kind = FIELD_CHOICE,                                                              \
	        .to = TO(numbering),                                                               \
	        .allowed = numberings},                                                            \
	    {.key = "per_page", .kind = FIELD_NUMBER, .to = TO(per_page), .max = 5000},            \
	    {.key = "max_pages",                                                                   \
	        .kind = FIELD_NUMBER,                                                              \
	        .to = TO(max_pages),                                                               \
	        .min = 1,                                                                          \
	        .max = 1000},                                                                      \
	    {.key = "needs", .kind = FIELD_CHOICES, .to = TO(needs), .allowed = needs},            \
	    {.key = "proxy", .kind = FIELD_URL, .to = TO(proxy)},                                  \
	    {.key = "tls", .kind = FIELD_CHOICE, .to = TO(tls), .allowed = tls_kinds},             \
	    {.key = "delay_seconds", .kind = FIELD_NUMBER, .to = TO(delay_seconds), .max = 3600},  \
	    {.key = "interval_hours",                                                              \
	        .kind = FIELD_NUMBER,                                                              \
	        .to = TO(interval_hours),                                                          \
	        .min = 1,                                                                          \
	        .max = 24 * 31},                                                                   \
	    {.key = "interval_min_hours",                                                          \
	        .kind = FIELD_NUMBER,                                                              \
	        .to = TO(interval_min_hours),                                                      \
	        .min = 1,                                                                          \
	        .max = 24 * 31},                                                                   \
	    {.key = "interval_max_hours",                                                          \
	        .kind = FIELD_NUMBER,                                                              \
	        .to = TO(interval_max_hours),                                                      \
	        .min = 1,                                                                          \
	        .max = 24 * 31},                                                                   \
	    {.key = "state", .kind = FIELD_CHOICE, .to = TO(state), .allowed = states},            \
	    XPATH_FIELD("drop_xpath", XPATH_DROP), XPATH_FIELD("title_xpath", XPATH_TITLE),        \
	    XPATH_FIELD("published_xpath", XPATH_PUBLISHED),                                       \
	    XPATH_FIELD("written_xpath", XPATH_WRITTEN),                                           \
	    XPATH_FIELD("doc_number_xpath", XPATH_DOC_NUMBER),                                     \
	    XPATH_FIELD("issuer_xpath", XPATH_ISSUER),                                             \
	    XPATH_FIELD("index_number_xpath", XPATH_INDEX_NUMBER),                                 \
	    XPATH_FIELD("content_source_xpath", XPATH_CONTENT_SOURCE),                             \
	    XPATH_FIELD("body_xpath", XPATH_BODY), XPATH_FIELD("item_xpath", XPATH_ITEM),          \
	    XPATH_FIELD("item_title_xpath", XPATH_ITEM_TITLE),                                     \
	    XPATH_FIELD("item_link_xpath", XPATH_ITEM_LINK),                                       \
	    XPATH_FIELD("item_date_xpath", XPATH_ITEM_DATE), XPATH_FIELD("next_xpath", XPATH_NEXT)

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
const struct source source_defaults = {
    .listing = {.kind = "html"},
    .first_index = 1,
    .numbering = "forward",
    .needs = no_needs,
    .tls = "verified",
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

static bool
holds(const char *text, const char *part)
{
	return text && strstr(text, part);
}

/* "{name}" of a template is taken from the page. */
static bool
is_taken(const struct listing_take *take, const char *name, size_t n)
{
	for (; take && take->name; take++)
		if (strlen(take->name) == n && strncmp(take->name, name, n) == 0)
			return true;
	return false;
}

/* The address of the rows and what its page holds for it belong together. */
static void
check_data(struct check *k, const struct source *s)
{
	const struct listing_form *l = &s->listing;
	if (!l->data && !l->take)
		return;
	if (!l->data || !l->take) {
		check_fault(k, s->line, "\"listing\" has %s alone; allowed: both data and take",
		    l->data ? "data" : "take");
		return;
	}
	if (l->body || holds(s->pagination, "{"))
		check_fault(k, s->line,
		    "\"listing\" has data and %s; allowed: a GET request, its pages by "
		    "\"page_parameter\"",
		    l->body ? "a body" : "pages by a template");
	for (const char *at = strchr(l->data, '{'); at; at = strchr(at + 1, '{')) {
		size_t n = strcspn(at + 1, "}");
		if (!is_taken(l->take, at + 1, n))
			check_fault(k, s->line, "\"data\" has {%.*s}, which \"take\" does not name",
			    (int)n, at + 1);
	}
	for (const struct listing_take *t = l->take; t->name; t++)
		if (!holds(l->data, arena_printf(k->a, "{%s}", t->name)))
			check_fault(
			    k, s->line, "\"take\" has %s, which \"data\" does not hold", t->name);
}

/* What the keys of a list say together. */
static void
check_listing(struct check *k, const struct source *s)
{
	const struct listing_form *l = &s->listing;
	bool data = strncmp(l->kind, "json", 4) == 0 || strcmp(l->kind, "script") == 0;
	if (l->body && l->method && strcmp(l->method, "GET") == 0)
		check_fault(k, s->line, "\"listing\" has a body and the method GET; allowed: POST");
	if ((l->items || l->title || l->link || l->date || l->link_template) && !data)
		check_fault(k, s->line,
		    "\"listing\" has paths into data and the kind %s; allowed: json, jsonp, script",
		    l->kind);
	check_data(k, s);
	if (s->page_value && (!s->page_parameter || !holds(s->page_value, "{n}")))
		check_fault(
		    k, s->line, "\"page_value\" is what \"page_parameter\" takes, with {n} in it");
	if (s->per_page == 0 && (holds(s->pagination, "{from}") || holds(l->body, "{from}") ||
	                            holds(s->pagination, "{to}") || holds(l->body, "{to}")))
		check_fault(k, s->line, "{from} and {to} without \"per_page\", which they need");
	if (s->interval_min_hours > 0 && s->interval_max_hours > 0 &&
	    s->interval_min_hours > s->interval_max_hours)
		check_fault(
		    k, s->line, "\"interval_min_hours\" is more than \"interval_max_hours\"");
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
	check_listing(k, &s);
	const char *key = s.list_url ? url_key(s.list_url, k->a) : NULL;
	if (key && s.listing.body)
		key = arena_printf(k->a, "%s %s", key, s.listing.body);
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
	struct source shared = source_defaults;
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
		struct source s = source_defaults;
		uint64_t seen = record_read(k, &source_record, v, &s);
		source_add(k, &l, v, s, seen);
	}
	c->sources = l.sources;
	c->n_sources = l.n;
}

int
config_load(const char *dir, unsigned parts, struct arena *a, struct config *c, struct buf *faults,
    struct fail *f)
{
	int rc = parts_load(dir, parts, sources_load, a, c, faults, f);
	if (rc == 0 && parts & CONFIG_SOURCES)
		matches_build(c, a);
	return rc;
}
