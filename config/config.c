/* config.c - see config.h: which files, in which order, and looking things up. */
#include "config/config.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "config/parts.h"

static const char *const level_names[] = {[LEVEL_NONE] = "none",
    [LEVEL_CENTRAL] = "central",
    [LEVEL_REGION] = "region",
    [LEVEL_PROVINCE] = "province",
    [LEVEL_CITY] = "city",
    [LEVEL_COUNTY] = "county"};

const char *
level_name(enum level level)
{
	return level_names[level];
}

enum level
level_named(const char *name)
{
	for (size_t i = LEVEL_CENTRAL; name && i <= LEVEL_COUNTY; i++)
		if (strcmp(level_names[i], name) == 0)
			return (enum level)i;
	return LEVEL_NONE;
}

const char *
config_path(const char *dir, const char *name, struct arena *a)
{
	const char *own = arena_printf(a, "%s/config/%s", dir, name);
	if (access(own, F_OK) == 0)
		return own;
	return arena_printf(a, "%s/config/%s", file_share_dir(), name);
}

static void
load_parts(struct check *k, const char *dir, unsigned parts, part_load sources, struct config *c)
{
#define PATH(name) config_path(dir, name, k->a)
	/* Sources and partners name regions. */
	if (parts & (CONFIG_REGIONS | CONFIG_SOURCES | CONFIG_PARTNERS)) {
		regions_load(k, PATH("regions.tsv"), c);
		key_regions_load(k, PATH("key-regions.tsv"), c);
	}
	if (parts & CONFIG_SETTINGS)
		settings_load(k, PATH("geppo.yaml"), &c->settings);
	if (parts & CONFIG_SOURCES)
		sources(k, PATH("sources.yaml"), c);
	if (parts & CONFIG_PARTNERS)
		partners_load(k, PATH("partners.yaml"), c);
	if (parts & CONFIG_CALENDAR)
		holidays_load(k, PATH("holidays.tsv"), c);
	if (parts & CONFIG_VOCABULARY) {
		measures_load(k, PATH("measures.yaml"), c);
		doctypes_load(k, PATH("doctypes.yaml"), c);
		wordings_load(k, PATH("quantities.tsv"), c);
	}
#undef PATH
}

int
parts_load(const char *dir, unsigned parts, part_load sources, struct arena *a, struct config *c,
    struct buf *faults, struct fail *f)
{
	struct check k = {.a = a, .config = c, .faults = faults, .first = f};
	struct stat st;
	memset(c, 0, sizeof *c);
	if (stat(dir, &st) != 0 || !S_ISDIR(st.st_mode)) {
		struct fail missing = {0};
		(void)fail_config(&missing, dir, "no such data directory; geppo init makes one");
		check_take(&k, &missing);
		return check_result(&k);
	}
	load_parts(&k, dir, parts, sources, c);
	return check_result(&k);
}

int
config_load_few(const char *dir, unsigned parts, struct arena *a, struct config *c,
    struct buf *faults, struct fail *f)
{
	if (parts & CONFIG_SOURCES)
		bug("config_load_few: sources");
	return parts_load(dir, parts, NULL, a, c, faults, f);
}

const struct source *
config_source(const struct config *c, const char *id)
{
	for (size_t i = 0; i < c->n_sources; i++)
		if (strcmp(c->sources[i].id, id) == 0)
			return &c->sources[i];
	return NULL;
}

static bool
is_described(const struct source *s)
{
	return s->listing.kind && strcmp(s->listing.kind, "html") != 0;
}

const char *
source_unable(const struct source *s, struct arena *a)
{
	static const struct {
		const char *need, *why;
		bool unless_described;
	} reasons[] = {
	    {"js", "its list is drawn by a script in the browser", false},
	    {"cookie", "it first wants a cookie that a script sets, or answers with a challenge",
	        false},
	    {"json", "its list lies behind an interface that \"listing\" does not describe", true},
	};
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		for (const char *const *need = s->needs; need && *need; need++)
			if (strcmp(*need, reasons[i].need) == 0 &&
			    !(reasons[i].unless_described && is_described(s)))
				return arena_str(a, reasons[i].why);
	return NULL;
}

const struct measure *
config_measure(const struct config *c, const char *id)
{
	for (size_t i = 0; i < c->n_measures; i++)
		if (strcmp(c->measures[i].id, id) == 0)
			return &c->measures[i];
	return NULL;
}

const struct doctype *
config_doctype(const struct config *c, const char *id)
{
	for (size_t i = 0; i < c->n_doctypes; i++)
		if (strcmp(c->doctypes[i].id, id) == 0)
			return &c->doctypes[i];
	return NULL;
}

const char *
config_wording(const struct config *c, const char *kind, const char *id)
{
	for (size_t i = 0; id && i < c->n_wordings; i++)
		if (strcmp(c->wordings[i].kind, kind) == 0 && strcmp(c->wordings[i].id, id) == 0)
			return c->wordings[i].ja;
	return NULL;
}
