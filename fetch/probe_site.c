/* probe_site.c - see probe.h: whose site it is. */
#include "fetch/probe.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *zh, *ja;
} bodies[] = {
    {"生态环境厅", "生態環境庁"},
    {"生态环境局", "生態環境局"},
    {"人民政府办公厅", "政府弁公庁"},
    {"人民政府办公室", "政府弁公室"},
    {"人民政府", "政府"},
    {"发展和改革委员会", "発展改革委員会"},
    {"工业和信息化厅", "工業情報化庁"},
    {"交通运输厅", "交通運輸庁"},
    {"气象局", "気象局"},
};

static const char *
without_www(const char *host)
{
	return strncmp(host, "www.", 4) == 0 ? host + 4 : host;
}

/* A declared source of the same host, else one whose host lies in the same region's domain. */
static const struct source *
neighbour(const struct config *c, const char *host, bool same, struct arena *a)
{
	for (size_t i = 0; i < c->n_sources; i++) {
		const char *other = url_host(c->sources[i].list_url, a);
		if (other == NULL)
			continue;
		other = without_www(other);
		const char *x = strchr(host, '.'), *y = strchr(other, '.');
		if (same ? strcmp(host, other) == 0
		         : x && y && strcmp(x, y) == 0 && strcmp(x, ".gov.cn") != 0)
			return &c->sources[i];
	}
	return NULL;
}

/* "sthjt.henan.gov.cn" and "/xxzy/tzgg/" make "henan-sthjt-tzgg"; a number keeps ids apart. */
static const char *
id_of(const struct config *c, const char *url, struct arena *a)
{
	struct url u;
	struct buf b;
	if (!url_parse(url, strlen(url), NULL, a, &u))
		return "new-source";
	char *host = arena_str(a, without_www(u.host));
	char *gov = strstr(host, ".gov.cn");
	if (gov)
		*gov = '\0';
	char *dot = strchr(host, '.');
	if (dot)
		*dot = '\0';
	const char *end = strrchr(u.path, '/'), *begin = end;
	while (begin > u.path && begin[-1] != '/')
		begin--;
	const char *text = arena_printf(a, "%s%s%s-%.*s", dot ? dot + 1 : "", dot ? "-" : "", host,
	    end > begin ? (int)(end - begin) : 0, begin);
	buf_init(&b, 64);
	for (const char *s = text; *s && b.len < 48; s++) {
		int ch = tolower((unsigned char)*s);
		if (isascii(ch) && isalnum(ch))
			buf_addc(&b, (char)ch);
		else if (b.len > 0 && b.text[b.len - 1] != '-')
			buf_addc(&b, '-');
	}
	while (b.len > 0 && b.text[b.len - 1] == '-')
		buf_cut(&b, b.len - 1);
	const char *first = b.len > 0 ? arena_str(a, b.text) : "new-source", *id = first;
	buf_release(&b);
	for (int i = 2; config_source(c, id); i++)
		id = arena_printf(a, "%s-%d", first, i);
	return id;
}

/* The Japanese of "REGION生态环境局" and its like; NULL: not in these words. */
static const char *
name_ja(const struct config *c, const char *zh, struct arena *a)
{
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		size_t n = strlen(zh), m = strlen(bodies[i].zh);
		if (n < m || strcmp(zh + n - m, bodies[i].zh) != 0)
			continue;
		const char *place = arena_strn(a, zh, n - m);
		for (size_t r = 0; r < c->n_regions; r++)
			if (strcmp(c->regions[r].zh, place) == 0)
				return arena_printf(a, "%s%s", c->regions[r].ja, bodies[i].ja);
	}
	return NULL;
}

/* SiteIDCode: ten digits that begin with the code of the region; "bm" for central bodies. */
static const struct region *
region_of_code(const struct config *c, const char *code, struct arena *a)
{
	if (code && strncasecmp(code, "bm", 2) == 0)
		return config_region(c, "000000");
	if (code == NULL || strspn(code, "0123456789") < 10)
		return NULL;
	const struct region *r = config_region(c, arena_strn(a, code, 6));
	return r && strcmp(r->code, "000000") != 0 ? r : NULL;
}

static enum level
level_of(const struct region *r)
{
	static const struct {
		const char *name;
		enum level level;
	} levels[] = {{"nation", LEVEL_CENTRAL}, {"province", LEVEL_PROVINCE},
	    {"prefecture", LEVEL_CITY}, {"county", LEVEL_COUNTY}, {"key", LEVEL_REGION}};
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if (strcmp(levels[i].name, r->level) == 0)
			return levels[i].level;
	return LEVEL_CENTRAL;
}

static void
site_region(struct source *s, const struct config *c, const struct source *same,
    const struct source *near, const char *code, bool *sure, struct arena *a)
{
	const struct region *r = region_of_code(c, code, a);
	const struct source *from = same ? same : near;
	if (same == NULL && r) {
		s->region = r->code;
		s->level = level_of(r);
		return;
	}
	s->region = from ? from->region : "000000";
	s->level = from ? from->level : LEVEL_CENTRAL;
	*sure &= same != NULL;
}

void
guess_site(
    struct source *s, const struct config *c, const json_t *listing, bool *sure, struct arena *a)
{
	const char *host = url_host(s->list_url, a);
	host = without_www(host ? host : "");
	const struct source *same = neighbour(c, host, true, a);
	const struct source *near = neighbour(c, host, false, a);
	const char *site = json_string_value(json_object_get(listing, "site_name"));
	const char *column = json_string_value(json_object_get(listing, "column_name"));
	*sure = true;
	s->id = id_of(c, s->list_url, a);
	s->name_zh = same ? same->name_zh : site && *site ? site : host;
	s->name_ja = same ? same->name_ja : name_ja(c, s->name_zh, a);
	s->column = column && *column ? column : "通知公告";
	*sure &= s->name_ja != NULL && column && *column;
	if (s->name_ja == NULL)
		s->name_ja = s->name_zh;
	site_region(
	    s, c, same, near, json_string_value(json_object_get(listing, "site_code")), sure, a);
}
