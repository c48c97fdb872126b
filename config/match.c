/* match.c - which source an address belongs to. Patterns and page templates are prepared once, in
 * the configuration's arena; without JIT, whose memory PCRE2 takes past any allocator. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "base/caps.h"
#include "base/url.h"
#include "config/paging.h"
#include "config/parts.h"

struct source_match {
	const char *list;   /* key of list_url */
	const char *before; /* key of the following pages, around the number */
	const char *after;
	const char *host;
	const char *folder; /* of list_url's key, or NULL */
	pcre2_code *article;
	bool names_hosts; /* the pattern does */
};

static void *
take_memory(size_t n, void *arena)
{
	return arena_alloc(arena, n);
}

static void
keep_memory(void *memory, void *arena)
{
	(void)memory, (void)arena;
}

static pcre2_code *
compile(const char *pattern, struct arena *a)
{
	int code;
	size_t offset;
	pcre2_general_context *memory = pcre2_general_context_create(take_memory, keep_memory, a);
	pcre2_compile_context *context = pcre2_compile_context_create(memory);
	return pcre2_compile(
	    (PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_UTF, &code, &offset, context);
}

/* The keys of pages 2 and on are those of page 1 with a number in it: find where. */
static void
prepare_pages(struct source_match *m, const struct source *s, struct arena *a)
{
	enum { NUMBER = 1900000091 };
	static const char mark[] = "1900000091";
	struct source numbered = *s;
	struct paging_said said = {.pages = NUMBER + 2};
	struct source_page page;
	numbered.first_index = NUMBER;
	numbered.numbering = "forward";
	if (!source_page(&numbered, 2, &said, a, &page, NULL))
		return;
	char *key = arena_str(a, url_key(page.url, a));
	char *at = key ? strstr(key, mark) : NULL;
	if (at == NULL)
		return;
	*at = '\0';
	m->before = key;
	m->after = at + strlen(mark);
}

/* The folder of a list's key; NULL for the root, in which everything lies. */
static const char *
list_folder(const char *key, struct arena *a)
{
	const char *path = strchr(strstr(key, "://") + 3, '/');
	size_t n = path ? strcspn(path, "?") : 0;
	while (n > 0 && path[n - 1] != '/')
		n--;
	return n > 1 ? arena_strn(a, key, (size_t)(path - key) + n) : NULL;
}

void
matches_build(struct config *c, struct arena *a)
{
	struct source_match *all = arena_zalloc(a, c->n_sources + 1, sizeof *all);
	for (size_t i = 0; i < c->n_sources; i++) {
		const struct source *s = &c->sources[i];
		struct source_match *m = &all[i];
		m->list = url_key(s->list_url, a);
		m->host = url_host(m->list, a);
		m->folder = list_folder(m->list, a);
		prepare_pages(m, s, a);
		if (s->article)
			m->article = compile(s->article, a);
		m->names_hosts = s->article && strncmp(s->article, "^http", 5) == 0;
	}
	c->matches = all;
}

static bool
is_page_of(const struct source_match *m, const char *key)
{
	if (strcmp(m->list, key) == 0)
		return true;
	size_t n = m->before ? strlen(m->before) : 0;
	if (n == 0 || strncmp(m->before, key, n) != 0)
		return false;
	size_t digits = strspn(key + n, "0123456789");
	return digits > 0 && strcmp(key + n + digits, m->after) == 0;
}

static bool
matches(const pcre2_code *pattern, const char *url)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(context, 100000);
	int r = data ? pcre2_match(pattern, (PCRE2_SPTR)url, strlen(url), 0, 0, data, context) : -1;
	pcre2_match_context_free(context);
	pcre2_match_data_free(data);
	return r >= 0;
}

/* How well an article's address fits: 0 not at all; a pattern counts more than none, a nearer list
 * folder more than a farther one. */
static size_t
article_fit(const struct source_match *m, const char *url, const char *key, const char *host)
{
	if (!(m->article && m->names_hosts) && strcmp(m->host, host) != 0)
		return 0;
	if (m->article && !matches(m->article, url))
		return 0;
	size_t n = m->folder ? strlen(m->folder) : 0;
	size_t depth = n > 0 && strncmp(m->folder, key, n) == 0 ? n : 0;
	return 1 + depth + (m->article ? CAP_URL : 0);
}

const struct source *
config_source_of_url(const struct config *c, const char *url, bool *is_list)
{
	struct arena a = {0};
	const char *key = strlen(url) <= CAP_URL ? url_key(url, &a) : NULL;
	const char *host = key ? url_host(key, &a) : NULL;
	const struct source *found = NULL;
	size_t best = 0;
	*is_list = false;
	for (size_t i = 0; host && c->matches && i < c->n_sources && !*is_list; i++) {
		if (is_page_of(&c->matches[i], key)) {
			found = &c->sources[i];
			*is_list = true;
			break;
		}
		size_t fit = article_fit(&c->matches[i], url, key, host);
		if (fit > best) {
			best = fit;
			found = &c->sources[i];
		}
	}
	arena_release(&a);
	return found;
}
