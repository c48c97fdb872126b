/* command_probe.c - `geppo probe`: a list looked at as fetch and parse would, and told. */
#include "fetch/fetch.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/caps.h"
#include "base/log.h"
#include "base/utf8.h"
#include "fetch/outing.h"
#include "fetch/probing.h"

enum { TEXT_SHOWN = 100, TEXT_LEAST = 60 };

/* ---- an article */

static void
say_article(struct probe *p, const json_t *answer)
{
	static const struct {
		const char *name, *key;
	} fields[] = {{"title", "title"}, {"published", "published"}, {"written", "written"},
	    {"issuer", "issuer"}, {"number", "doc_number"}, {"source", "content_source"}};
	const char *body = answer_text(answer, "body");
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		say(p, fields[i].name, "%s",
		    answer_text(answer, fields[i].key) ? answer_text(answer, fields[i].key) : "-");
	say(p, "text", "%zu characters, %zu attachments", body ? utf8_count(body) : 0,
	    json_array_size(json_object_get(answer, "attachments")));
	buf_adds(&p->out, "#             ");
	put_clean(&p->out, body ? body : "", TEXT_SHOWN);
	buf_addc(&p->out, '\n');
	p->article = body && answer_text(answer, "title");
}

/* A page without rows that has a title, a day and a text is no list. */
static bool
is_article(struct probe *p, const struct look *l)
{
	struct fail why = {0};
	json_t *answer = reader_ask(&p->reader, &p->config, p->declared, NULL, "article", l, &why);
	const char *body = answer_text(answer, "body");
	bool is = body && utf8_count(body) >= TEXT_LEAST && answer_text(answer, "title") &&
	          answer_text(answer, "published");
	if (is) {
		say(p, "", "this is an article; the address of the list it stands in is wanted");
		say_article(p, answer);
	}
	json_decref(answer);
	return is;
}

static const char *
row_to_read(struct probe *p)
{
	size_t i;
	json_t *row;
	const char *first = NULL, *host = url_host(p->s.list_url, &p->arena);
	json_array_foreach(json_object_get(p->list, "items"), i, row)
	{
		const char *href = answer_text(row, "href");
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
	if (!look_at(&p->pass, p->declared, "article", &page, 0, &l))
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

/* Page 1 as it came, the pages behind it, an article. */
static bool
probe_list(struct probe *p, const struct look *l)
{
	list_read(p, l);
	if (p->declared == NULL)
		guess_site(&p->s, &p->config, p->list, &p->sure, &p->arena);
	list_say(p, l);
	if (answer_rows(p->list) == 0 && p->declared == NULL) {
		p->no_list = is_article(p, l);
		if (!p->no_list && !list_elsewhere(p, l))
			return false;
	}
	return answer_rows(p->list) == 0 || (list_pages(p) && article_look(p));
}

static bool
probe_all(struct probe *p)
{
	struct source_page page;
	struct look l;
	(void)source_page(&p->s, 1, NULL, &p->arena, &page, NULL);
	if (!look_at(&p->pass, p->declared, "listing", &page, 1, &l))
		return false;
	say_look(p, "asked", page.url, &l);
	say_declared(p);
	bool good = true;
	if (l.outcome == OUTCOME_TAKEN && l.body)
		good = probe_list(p, &l);
	else if (p->declared == NULL)
		guess_site(&p->s, &p->config, NULL, &p->sure, &p->arena);
	look_release(&l);
	return good;
}

static int
probe_target(struct probe *p, const char *word, struct fail *f)
{
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
	p->s = source_defaults;
	p->s.list_url = u.href;
	p->s.state = "trial";
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
	else if (!p->no_list && (p->declared == NULL || p->list)) {
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
	bool whole = p.article && !p.no_list;
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
