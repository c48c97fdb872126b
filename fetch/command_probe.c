/* command_probe.c - `geppo probe`: a list looked at as fetch and parse would, and told. The whole
 * of what is printed can stand in sources.yaml: it is comments, and an entry. */
#include "fetch/fetch.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/log.h"
#include "base/utf8.h"
#include "fetch/outing.h"
#include "fetch/probe.h"

enum { ROWS_SHOWN = 100, TITLE_SHOWN = 60, TEXT_SHOWN = 100 };

struct probe {
	struct arena arena;
	struct config config;
	struct pass pass;
	struct reader reader;
	const struct source *declared; /* NULL: only an address is known */
	struct source s;               /* what is found out */
	json_t *list;                  /* the reader's answer to page 1 */
	bool sure, article;
	bool told; /* faults of the configuration were printed */
	struct buf out;
};

/* "# name        text", cleaned of what a site could do to a terminal or to YAML. */
static void __attribute__((format(printf, 3, 4)))
say(struct probe *p, const char *name, const char *fmt, ...)
{
	struct buf text;
	va_list ap;
	buf_init(&text, CAP_FIELD);
	va_start(ap, fmt);
	buf_vaddf(&text, fmt, ap);
	va_end(ap);
	buf_addf(&p->out, "# %-11s ", name);
	put_clean(&p->out, text.text, CAP_FIELD);
	buf_addc(&p->out, '\n');
	buf_release(&text);
}

static const char *
text_of(const json_t *answer, const char *key)
{
	const char *text = json_string_value(json_object_get(answer, key));
	return text && *text ? text : NULL;
}

/* ---- one answer */

static void
say_look(struct probe *p, const char *what, const char *url, const struct look *l)
{
	const struct exchange *x = look_exchange(l);
	say(p, what, "%s", url);
	for (int i = 0; l->f && i + 1 < l->f->n_hops; i++)
		say(p, "", "status %d, leads on from %s", l->f->hops[i].x.status,
		    l->f->hops[i].url);
	if (l->f && l->f->n_hops > 1)
		say(p, "", "to %s", l->f->url.href ? l->f->url.href : l->f->text);
	say(p, "robots.txt", "%s",
	    look_robots(&p->pass, l->f && l->f->text ? l->f->text : url, &p->arena));
	if (l->outcome == OUTCOME_TAKEN && x)
		say(p, "outcome", "ok: status %d, %zu bytes, %.1f s", x->status, x->body.len,
		    x->seconds);
	else
		say(p, "outcome", "%s: %s", outcome_name(l->outcome), fail_text(&l->why));
}

/* ---- the list */

static size_t
rows_of(const json_t *answer)
{
	return json_array_size(json_object_get(answer, "items"));
}

static json_t *
read_list(struct probe *p, const struct look *l, const struct listing_form *form)
{
	struct fail why = {0};
	json_t *answer = reader_ask(&p->reader, &p->config, p->declared, form, "listing", l, &why);
	if (answer == NULL)
		say(p, "reading", "%s", fail_text(&why));
	return answer;
}

/* As declared; else as it looks, and where nothing shows, as a list in its scripts. */
static void
list_read(struct probe *p, const struct look *l)
{
	bool html;
	if (p->declared == NULL)
		p->s.listing.kind = guess_kind(l->body, l->n);
	html = strcmp(p->s.listing.kind, "html") == 0;
	p->list = read_list(p, l, html ? NULL : &p->s.listing);
	if (p->declared || !html || rows_of(p->list) > 0)
		return;
	const struct listing_form script = {.kind = "script"};
	json_t *second = read_list(p, l, &script);
	if (rows_of(second) == 0) {
		json_decref(second);
		return;
	}
	json_decref(p->list);
	p->list = second;
	p->s.listing.kind = "script";
}

static void
say_rows(struct probe *p)
{
	json_t *items = json_object_get(p->list, "items"), *row;
	size_t i;
	say(p, "rows", "%zu taken, %lld dropped", rows_of(p->list),
	    (long long)json_integer_value(json_object_get(p->list, "dropped")));
	json_array_foreach(items, i, row)
	{
		if (i == ROWS_SHOWN) {
			say(p, "", "and %zu more", rows_of(p->list) - i);
			break;
		}
		const char *date = text_of(row, "date"), *title = text_of(row, "title");
		buf_addf(&p->out, "#   ");
		put_clean(&p->out, date ? date : "no date   ", 10);
		buf_adds(&p->out, "  ");
		put_clean(&p->out, title ? title : "(no title)", TITLE_SHOWN);
		buf_adds(&p->out, "  ");
		put_clean(&p->out, text_of(row, "href") ? text_of(row, "href") : "", CAP_URL);
		buf_addc(&p->out, '\n');
	}
	if (text_of(p->list, "data"))
		say(p, "", "its script asks for %s", text_of(p->list, "data"));
	json_t *fail = json_object_get(p->list, "fail");
	if (text_of(fail, "why"))
		say(p, "", "read as %s: %s", text_of(p->list, "kind"), text_of(fail, "why"));
}

static void
list_say(struct probe *p, const struct look *l)
{
	json_t *items = json_object_get(p->list, "items");
	const char *charset = text_of(p->list, "charset");
	const char *cms = guess_cms(l->body, l->n, items);
	size_t i;
	json_t *note;
	say(p, "charset", "%s, %lld bytes that are none of it", charset ? charset : "not known",
	    (long long)json_integer_value(json_object_get(p->list, "replaced")));
	if (p->declared == NULL) {
		p->s.cms = cms;
		p->s.article = guess_article(items, &p->arena);
		guess_site(&p->s, &p->config, p->list, &p->sure, &p->arena);
	}
	say(p, "CMS", "%s", cms ? cms : "no sign of a known one");
	say(p, "list", "%s", p->s.listing.kind);
	say_rows(p);
	json_array_foreach(json_object_get(p->list, "notes"), i, note)
	    say(p, "note", "%s", json_string_value(note));
}

/* ---- the page behind it */

/* How many rows of one list the other has too. */
static size_t
rows_shared(const json_t *one, const json_t *other)
{
	size_t i, k, n = 0;
	json_t *row, *known;
	json_array_foreach(json_object_get(other, "items"), i, row)
	    json_array_foreach(json_object_get(one, "items"), k, known)
	{
		const char *x = text_of(row, "href"), *y = text_of(known, "href");
		if (x && y && strcmp(x, y) == 0) {
			n++;
			break;
		}
	}
	return n;
}

static bool
page_two(struct probe *p, const struct source_page *page)
{
	struct look l;
	bool html = strcmp(p->s.listing.kind, "html") == 0;
	if (!look_at(&p->pass, p->declared, "listing", page, &l))
		return false;
	say_look(p, "page 2", page->url, &l);
	if (l.outcome == OUTCOME_TAKEN && l.body) {
		json_t *answer = read_list(p, &l, html ? NULL : &p->s.listing);
		size_t n = rows_of(answer), again = rows_shared(p->list, answer);
		say(p, "rows", "%zu, %zu of them on page 1 too%s", n, again,
		    n > 0 && n == again ? ": every page shows the same, pages are of no use" : "");
		if (p->declared == NULL && (n == 0 || n == again)) {
			p->s.pagination = "none";
			p->s.page_parameter = NULL;
			p->s.first_index = 1;
		}
		json_decref(answer);
	}
	look_release(&l);
	return true;
}

static bool
list_pages(struct probe *p)
{
	struct paging_said said = {.next = text_of(p->list, "next"),
	    .pageid = text_of(p->list, "pageid"),
	    .pages = (int)json_integer_value(json_object_get(p->list, "pages"))};
	struct source_page page;
	const char *why;
	if (p->declared == NULL)
		guess_pages(&p->s, said.next, said.pageid, &p->arena);
	const char *how = p->s.pagination       ? p->s.pagination
	                  : p->s.page_parameter ? p->s.page_parameter
	                                        : "as the page itself says";
	if (!source_page(&p->s, 2, &said, &p->arena, &page, &why)) {
		say(p, "pagination", "%s: no page 2%s%s", how, why ? ": " : " found",
		    why ? why : "");
		return true;
	}
	say(p, "pagination", "%s from %d, %s", how, p->s.first_index,
	    said.pages > 0 ? arena_printf(&p->arena, "%d pages", said.pages)
	                   : "how many pages is not said");
	return page_two(p, &page);
}

/* ---- an article */

static void
say_article(struct probe *p, const json_t *answer)
{
	static const struct {
		const char *name, *key;
	} fields[] = {{"title", "title"}, {"published", "published"}, {"written", "written"},
	    {"issuer", "issuer"}, {"number", "doc_number"}, {"source", "content_source"}};
	const char *body = text_of(answer, "body");
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		say(p, fields[i].name, "%s",
		    text_of(answer, fields[i].key) ? text_of(answer, fields[i].key) : "-");
	say(p, "text", "%zu characters, %zu attachments", body ? utf8_count(body) : 0,
	    json_array_size(json_object_get(answer, "attachments")));
	buf_adds(&p->out, "#             ");
	put_clean(&p->out, body ? body : "", TEXT_SHOWN);
	buf_addc(&p->out, '\n');
	p->article = body && text_of(answer, "title");
}

static const char *
row_to_read(struct probe *p)
{
	size_t i;
	json_t *row;
	const char *first = NULL, *host = url_host(p->s.list_url, &p->arena);
	json_array_foreach(json_object_get(p->list, "items"), i, row)
	{
		const char *href = text_of(row, "href");
		const char *other = href ? url_host(href, &p->arena) : NULL;
		if (other && host && strcmp(other, host) == 0)
			return href;
		first = first ? first : href;
	}
	return first;
}

static bool
article_look(struct probe *p)
{
	struct source_page page = {.url = row_to_read(p)};
	struct look l;
	struct fail why = {0};
	if (page.url == NULL)
		return true;
	if (!look_at(&p->pass, p->declared, "article", &page, &l))
		return false;
	say_look(p, "article", page.url, &l);
	if (l.outcome == OUTCOME_TAKEN && l.body) {
		json_t *answer =
		    reader_ask(&p->reader, &p->config, p->declared, NULL, "article", &l, &why);
		if (answer)
			say_article(p, answer);
		else
			say(p, "reading", "%s", fail_text(&why));
		json_decref(answer);
	}
	look_release(&l);
	return true;
}

/* ---- the whole */

static void
say_declared(struct probe *p)
{
	bool is_list;
	const struct source *s =
	    p->declared ? p->declared : config_source_of_url(&p->config, p->s.list_url, &is_list);
	struct arena *a = &p->arena;
	if (s == NULL || (!p->declared && !is_list))
		return;
	const char *unable = source_unable(s, a);
	say(p, "declared", "as %s, state %s%s%s", s->id, s->state,
	    unable ? "; not watched at present: " : "", unable ? unable : "");
}

static bool
probe_all(struct probe *p)
{
	struct source_page page;
	struct look l;
	(void)source_page(&p->s, 1, NULL, &p->arena, &page, NULL);
	if (!look_at(&p->pass, p->declared, "listing", &page, &l))
		return false;
	say_look(p, "asked", page.url, &l);
	say_declared(p);
	bool good = true;
	if (l.outcome == OUTCOME_TAKEN && l.body) {
		list_read(p, &l);
		list_say(p, &l);
		good = rows_of(p->list) == 0 || (list_pages(p) && article_look(p));
	} else if (p->declared == NULL)
		guess_site(&p->s, &p->config, NULL, &p->sure, &p->arena);
	look_release(&l);
	return good;
}

static int
probe_target(struct probe *p, const char *word, struct fail *f)
{
	static const char *const no_needs[] = {NULL};
	struct url u;
	p->declared = config_source(&p->config, word);
	p->sure = true;
	if (p->declared) {
		p->s = *p->declared;
		return 0;
	}
	if (!url_parse(word, strlen(word), NULL, &p->arena, &u)) {
		fail_input(f, word, "no http or https address, and no source of that id");
		f->exit = EXIT_USAGE;
		return -1;
	}
	p->s = (struct source){.list_url = u.href,
	    .listing = {.kind = "html"},
	    .first_index = 1,
	    .needs = no_needs,
	    .state = "trial"};
	return 0;
}

static int
probe_open(struct probe *p, const char *dir, struct fail *f)
{
	struct pass *q = &p->pass;
	const struct settings *s = &p->config.settings;
	q->agent = outing_agent(s, &p->arena, f);
	if (q->agent == NULL ||
	    address_rules_read(&q->rules, s->fetch_allow_networks, &p->arena, f) < 0)
		return -1;
	outing_networks(s);
	q->config = &p->config;
	q->hosts = hosts_open(dir, s->fetch_delay_seconds);
	q->transfers = transfers_new();
	return hosts_save(q->hosts, false, f);
}

/* 0 or -1; the report is in p->out. */
static int
probe_run(struct probe *p, const char *dir, struct fail *f)
{
	if (probe_open(p, dir, f) < 0)
		return -1;
	bool good = probe_all(p);
	if (!good)
		*f = p->pass.fail;
	else if (p->declared == NULL || p->list) {
		buf_adds(&p->out, "#\n# An entry for sources.yaml; trial: nothing of it goes into "
		                  "an issue until it is active.\n");
		entry_write(&p->s, p->sure, &p->out);
	}
	struct fail late = {0};
	if (hosts_save(p->pass.hosts, true, good ? f : &late) < 0)
		good = false;
	return good ? 0 : -1;
}

static int
configuration(struct probe *p, const char *dir, struct fail *f)
{
	struct buf faults;
	buf_init(&faults, CAP_CONFIG_FILE);
	int rc = config_load(dir, CONFIG_SETTINGS | CONFIG_SOURCES | CONFIG_REGIONS, &p->arena,
	    &p->config, &faults, f);
	fputs(faults.text, stderr);
	p->told = faults.len > 0;
	buf_release(&faults);
	return rc;
}

int
probe_command(const struct invocation *in)
{
	struct probe p = {0};
	struct fail f = {0};
	int lock = -1;
	buf_init(&p.out, CAP_BODY);
	int rc = configuration(&p, in->dir, &f);
	if (rc == 0)
		rc = probe_target(&p, in->argv[0], &f);
	if (rc == 0)
		rc = lock = outing_lock(in->dir, &p.arena, &f);
	if (lock >= 0)
		rc = probe_run(&p, in->dir, &f);
	fputs(p.out.text, stdout);
	if (rc < 0 && !p.told)
		log_warn("%s", fail_text(&f));
	bool whole = p.article;
	reader_stop(&p.reader);
	transfers_free(p.pass.transfers);
	hosts_free(p.pass.hosts);
	if (lock >= 0)
		close(lock);
	json_decref(p.list);
	buf_release(&p.out);
	arena_release(&p.arena);
	return rc < 0 ? f.exit : command_finish_output(whole ? EXIT_DONE : EXIT_HELD);
}
