/* store_document.c - captures, versions, listings, the frontier. */
#include <sys/wait.h>

#include "store_fixture.h"

#include "base/date.h"
#include "store/frontier.h"

static const struct capture page = {.id = "urn:uuid:1",
    .url = "http://sthj.example.gov.cn/tz/1.html",
    .at = "2026-06-01T00:00:00Z",
    .warc = "a.warc.gz",
    .offset = 100,
    .length = 50,
    .type = "response",
    .status = 200,
    .source = "example",
    .role = "article"};

static struct claim *
take_one(const char *id, const char *at)
{
	struct capture c = page;
	struct claim *claims;
	size_t taken;
	c.id = id;
	c.at = at;
	assert_int_equal(store_captures_add(s, &c, 1, &f), 1);
	assert_works(store_claim(s, STAGE_PARSE, 1, 60, &memory, &claims, &taken, &f));
	assert_int_equal(taken, 1);
	return claims;
}

static struct document
saying(const char *body, const char *capture, const char *at)
{
	return (struct document){.capture = capture,
	    .captured_at = at,
	    .url = page.url,
	    .title = "关于加强餐饮油烟监管的通知",
	    .published = "2026-05-30",
	    .body = body,
	    .attachments = "[{\"text\":\"附件\",\"href\":\"http://x/1.pdf\",\"type\":\"pdf\"}]",
	    .facts = "[]"};
}

static void
finish(const char *body, const char *capture, const char *at)
{
	struct document d = saying(body, capture, at);
	const struct label l = {.kind = "air", .value = "yes", .score = 0.9, .term = "油烟"};
	assert_works(store_finish_document(s, take_one(capture, at), &d, &l, 1, &f));
}

static struct document
only_document(void)
{
	const struct document *d;
	size_t n;
	assert_works(store_documents(s, NULL, 10, &memory, &d, &n, &f));
	assert_int_equal(n, 1);
	return d[0];
}

static void
test_captures_are_known_once(void **state)
{
	(void)state;
	struct capture two[2] = {page, page}, found;
	two[1].id = "urn:uuid:2";
	two[1].offset = 150;
	assert_int_equal(store_archive_end(s, "a.warc.gz", &f), 0);
	assert_int_equal(store_captures_add(s, two, 2, &f), 2);
	assert_int_equal(store_captures_add(s, two, 2, &f), 0);
	assert_int_equal(store_archive_end(s, "a.warc.gz", &f), 200);
	assert_int_equal(store_archive_end(s, "b.warc.gz", &f), 0);
	assert_int_equal(store_capture(s, "urn:uuid:2", &memory, &found, &f), 1);
	assert_int_equal(found.offset, 150);
	assert_string_equal(found.role, "article");
	assert_int_equal(store_capture(s, "urn:uuid:3", &memory, &found, &f), 0);
}

static void
test_revisits_and_redirects_need_no_parser(void **state)
{
	(void)state;
	struct capture three[3] = {page, page, page};
	three[0].type = "revisit";
	three[1].id = "urn:uuid:2";
	three[1].status = 302;
	three[2].id = "urn:uuid:3";
	three[2].status = 404;
	assert_int_equal(store_captures_add(s, three, 3, &f), 3);
	assert_int_equal(store_waiting(s, STAGE_PARSE, &f), 1);
	struct status st;
	assert_works(store_status(s, &memory, &st, &f));
	assert_int_equal(st.parsed, 2);
}

static void
test_every_version_is_kept(void **state)
{
	(void)state;
	finish("一", "urn:uuid:1", "2026-06-01T00:00:00Z");
	finish("一", "urn:uuid:2", "2026-06-02T00:00:00Z"); /* nothing new */
	assert_int_equal(only_document().version, 1);
	finish("二", "urn:uuid:3", "2026-06-04T00:00:00Z");
	assert_int_equal(only_document().version, 2);
	assert_string_equal(only_document().body, "二");
	/* An older capture parsed late does not become current. */
	finish("三", "urn:uuid:4", "2026-06-03T00:00:00Z");
	assert_string_equal(only_document().body, "二");
	finish("一", "urn:uuid:5", "2026-06-05T00:00:00Z"); /* back to what it said first */
	assert_string_equal(only_document().body, "一");
	assert_int_equal(only_document().version, 4);
	assert_int_equal(only_document().id[0], 'd');
	assert_string_equal(only_document().attachments,
	    "[{\"text\":\"附件\",\"href\":\"http://x/1.pdf\",\"type\":\"pdf\"}]");
}

static void
test_http_and_https_are_one_document(void **state)
{
	(void)state;
	finish("一", "urn:uuid:1", "2026-06-01T00:00:00Z");
	struct document d = saying("一", "urn:uuid:2", "2026-06-02T00:00:00Z");
	d.url = "https://STHJ.example.gov.cn:443/tz/1.html#top";
	assert_works(
	    store_finish_document(s, take_one("urn:uuid:2", d.captured_at), &d, NULL, 0, &f));
	assert_int_equal(only_document().version, 1);
}

static void
test_loading_twice_changes_nothing(void **state)
{
	(void)state;
	struct document d = {.loaded_id = "2019-7",
	    .title = "关于扬尘的通告",
	    .body = "x",
	    .captured_at = "2026-06-01T00:00:00Z"};
	assert_int_equal(store_document_load(s, &d, NULL, 0, &f), 1);
	d.captured_at = "2026-06-02T00:00:00Z";
	assert_int_equal(store_document_load(s, &d, NULL, 0, &f), 0);
	d.title = "关于扬尘的通告（修订）";
	assert_int_equal(store_document_load(s, &d, NULL, 0, &f), 1);
	assert_int_equal(only_document().version, 2);
	assert_string_equal(only_document().loaded_id, "2019-7");
}

static void
test_relabelling_tells_what_changed(void **state)
{
	(void)state;
	const struct label l[] = {{.kind = "air", .value = "yes", .score = 1},
	    {.kind = "measure", .value = "dust", .score = 0.5},
	    {.kind = "measure", .value = "energy", .rank = 1, .score = 0.4}};
	finish("一", "urn:uuid:1", "2026-06-01T00:00:00Z");
	struct relabelling r = {.document = only_document().id, .labels = l, .n_labels = 3};
	assert_int_equal(store_relabel(s, &r, 1, &memory, &f), 1);
	assert_true(r.changed);
	assert_int_equal(store_relabel(s, &r, 1, &memory, &f), 0);
	assert_false(r.changed);
	r.n_labels = 2;
	assert_int_equal(store_relabel(s, &r, 1, &memory, &f), 1);
	assert_int_equal(r.n_before, 3);
	/* The same labels earned by another word are not the same. */
	struct label other[] = {l[0], l[1]};
	other[1].term = "扬尘";
	r.labels = other;
	assert_int_equal(store_relabel(s, &r, 1, &memory, &f), 1);
	assert_string_equal(r.before[1].value, "dust");
	assert_null(r.before[1].term);
	/* One that is not there: none of the page is taken. */
	struct relabelling both[] = {
	    {.document = r.document, .labels = l, .n_labels = 3}, {.document = "nosuch"}};
	assert_int_equal(store_relabel(s, both, 2, &memory, &f), -1);
	assert_int_equal(store_relabel(s, &r, 1, &memory, &f), 0);
}

static struct source
source(const char *id, const char *url, const char *state)
{
	return (struct source){.id = id,
	    .name_zh = "某局",
	    .list_url = url,
	    .region = "370000",
	    .level = LEVEL_PROVINCE,
	    .state = state};
}

static struct target *
due(const char *id, size_t expected)
{
	struct target *t;
	size_t n;
	assert_works(store_frontier_claim(s, id, NULL, 10, 1, 60, &memory, &t, &n, &f));
	assert_int_equal(n, expected);
	return t;
}

static void
test_one_address_a_host_at_a_time(void **state)
{
	(void)state;
	const struct source sources[] = {source("a", "http://one.example.gov.cn/1/", "active"),
	    source("b", "http://one.example.gov.cn/2/", "active"),
	    source("c", "http://two.example.gov.cn/", "active"),
	    source("d", "http://four.example.gov.cn/", "trial")};
	const struct config c = {.sources = sources, .n_sources = 4};
	assert_works(store_sources_declare(s, &c, &f));
	struct target *t = due(NULL, 2);
	due(NULL, 0); /* both hosts are at work */
	const struct capture got = page;
	assert_works(
	    store_frontier_finish(s, &t[0], "2099-01-01T00:00:00Z", "\"e\"", NULL, &got, 1, &f));
	assert_int_equal(store_waiting(s, STAGE_PARSE, &f), 1);
	assert_int_equal(store_frontier_finish(s, &t[0], NULL, NULL, NULL, NULL, 0, &f), -1);
	assert_int_equal(f.exit, EXIT_AGAIN);
	assert_string_equal(due(NULL, 1)->source, "b");
	assert_works(store_frontier_due_now(s, "d", &f));
	assert_string_equal(due("d", 1)->source, "d");
	assert_int_equal(store_frontier_due_now(s, "nosuch", &f), -1);
}

static size_t
due_ahead(struct store *from, int ahead, struct target **t)
{
	size_t n;
	assert_works(store_frontier_claim(from, NULL, NULL, 10, ahead, 60, &memory, t, &n, &f));
	return n;
}

static void
test_addresses_ahead(void **state)
{
	(void)state;
	const struct source sources[] = {source("a", "http://one.example.gov.cn/1/", "active"),
	    source("b", "http://one.example.gov.cn/2/", "active"),
	    source("c", "http://one.example.gov.cn/3/", "active"),
	    source("d", "http://two.example.gov.cn/", "active")};
	const struct config c = {.sources = sources, .n_sources = 4};
	assert_works(store_sources_declare(s, &c, &f));
	struct target *t, *more;
	/* Every host's first before any host's second. */
	assert_int_equal(due_ahead(s, 2, &t), 3);
	assert_string_equal(t[0].source, "a");
	assert_string_equal(t[1].source, "d");
	assert_string_equal(t[2].source, "b");
	assert_int_equal(due_ahead(s, 2, &more), 0);
	/* One of the two is done: one follows it. */
	assert_works(store_frontier_finish(s, &t[0], NULL, NULL, NULL, NULL, 0, &f));
	assert_int_equal(due_ahead(s, 2, &more), 1);
	assert_string_equal(more[0].source, "c");
}

/* Another process, alive, has one address of the host. */
static void
test_a_host_of_another_process(void **state)
{
	(void)state;
	int said[2], end[2];
	char byte;
	const struct source sources[] = {source("a", "http://one.example.gov.cn/1/", "active"),
	    source("b", "http://one.example.gov.cn/2/", "active")};
	const struct config c = {.sources = sources, .n_sources = 2};
	assert_works(store_sources_declare(s, &c, &f));
	assert_int_equal(pipe(said) | pipe(end), 0);
	pid_t other = fork();
	if (other == 0) {
		close(end[1]);
		struct store *theirs = store_open(dir, STORE_WRITE, &f);
		struct target *t;
		size_t n = 0;
		if (theirs &&
		    store_frontier_claim(theirs, NULL, NULL, 1, 2, 60, &memory, &t, &n, &f) == 0 &&
		    n == 1 && write(said[1], "x", 1) == 1)
			(void)!read(end[0], &byte, 1);
		_exit(0);
	}
	struct target *t;
	close(said[1]);
	close(end[0]);
	assert_int_equal(read(said[0], &byte, 1), 1);
	assert_int_equal(due_ahead(s, 2, &t), 0);
	close(end[1]);
	waitpid(other, NULL, 0);
	close(said[0]);
	/* Dead, its lease is taken back. */
	assert_int_equal(due_ahead(s, 2, &t), 2);
}

/* The validator with which the next look at the source "v" will ask, after a page of this kind. */
static const char *
validator_after(const char *capture, const char *kind)
{
	struct capture got = page;
	got.id = capture;
	struct target *t = due("v", 1);
	assert_works(store_frontier_finish(
	    s, t, "2099-01-01T00:00:00Z", "\"e\"", "Mon, 01 Jun 2026 00:00:00 GMT", &got, 1, &f));
	struct claim *c;
	size_t n;
	assert_works(store_claim(s, STAGE_PARSE, 1, 60, &memory, &c, &n, &f));
	const struct link link = {page.url, "甲", "2026-05-01"}; /* known: feeds nothing */
	const struct visit v = {
	    .source = "v", .at = "2026-06-01T00:00:00Z", .outcome = "ok", .rows = 1};
	if (strcmp(kind, "listing") == 0 || strcmp(kind, "empty") == 0)
		assert_works(store_finish_listing(
		    s, c, &v, &link, strcmp(kind, "listing") == 0, NULL, 0, &f));
	else
		assert_works(store_finish_other(s, c, kind, "x", NULL, &f));
	assert_works(store_frontier_due_now(s, "v", &f));
	t = due("v", 1);
	assert_works(store_frontier_defer(s, t, "2026-01-01T00:00:00Z", &f));
	return t->etag;
}

static void
test_a_page_that_was_none_is_asked_for_whole(void **state)
{
	(void)state;
	const struct source one = source("v", page.url, "active");
	const struct config c = {.sources = &one, .n_sources = 1};
	assert_works(store_sources_declare(s, &c, &f));
	assert_string_equal(validator_after("urn:uuid:1", "listing"), "\"e\"");
	assert_null(validator_after("urn:uuid:2", "shell"));
	assert_null(validator_after("urn:uuid:3", "challenge"));
	assert_null(validator_after("urn:uuid:4", "empty"));
	assert_string_equal(validator_after("urn:uuid:5", "listing"), "\"e\"");
}

static void
test_a_listing_feeds_the_frontier(void **state)
{
	(void)state;
	const struct link links[] = {{"http://one.example.gov.cn/a.html", "甲", "2026-05-01"},
	    {"http://one.example.gov.cn/b.html", "乙", NULL}};
	struct visit v = {.source = "a",
	    .at = "2026-06-01T00:00:00Z",
	    .outcome = "ok",
	    .rows = 2,
	    .newest = "2026-05-01"};
	assert_works(
	    store_finish_listing(s, take_one("urn:uuid:1", v.at), &v, links, 2, NULL, 0, &f));
	struct target *t = due(NULL, 1);
	assert_string_equal(t->title, "甲");
	assert_true(t->baseline); /* there before we watched */
	/* The next visit: one link is new, and not baseline. */
	const struct link more[] = {links[0], {"http://three.example.gov.cn/c.html", "丙", NULL}};
	v.at = "2026-06-02T00:00:00Z";
	assert_works(
	    store_finish_listing(s, take_one("urn:uuid:2", v.at), &v, more, 2, NULL, 0, &f));
	t = due(NULL, 1);
	assert_string_equal(t->title, "丙");
	assert_false(t->baseline);
	const struct visit *visits;
	size_t n;
	assert_works(store_visits(s, "a", NULL, NULL, &memory, &visits, &n, &f));
	assert_int_equal(n, 2);
	assert_int_equal(visits[0].fresh, 2);
	assert_int_equal(visits[1].fresh, 1);
	assert_works(store_visits(
	    s, NULL, "2026-06-02T00:00:00Z", "2026-06-02T00:00:00Z", &memory, &visits, &n, &f));
	assert_int_equal(n, 0); /* the end is not included */
}

static void
visit(const char *at, const char *outcome, int rows)
{
	const struct visit v = {.source = "a", .at = at, .outcome = outcome, .rows = rows};
	assert_works(store_visit_add(s, &v, &f));
}

static void
test_empty_where_rows_are_usual_is_broken(void **state)
{
	(void)state;
	const struct source one = source("a", "http://one.example.gov.cn/", "active");
	assert_works(
	    store_sources_declare(s, &(struct config){.sources = &one, .n_sources = 1}, &f));
	visit("2026-06-01T00:00:00Z", "empty", 0);
	visit("2026-06-02T00:00:00Z", "ok", 20);
	visit("2026-06-03T00:00:00Z", "ok", 10);
	visit("2026-06-04T00:00:00Z", "ok", 12);
	visit("2026-06-05T00:00:00Z", "empty", 0);
	visit("2026-06-06T00:00:00Z", "refused", 0);
	const struct visit *v;
	size_t n;
	assert_works(store_visits(s, "a", NULL, NULL, &memory, &v, &n, &f));
	assert_string_equal(v[0].outcome, "empty");
	assert_string_equal(v[4].outcome, "broken");
	assert_non_null(v[4].why);
	struct status st;
	assert_works(store_status(s, &memory, &st, &f));
	assert_int_equal(st.n_sources, 1);
	assert_string_equal(st.sources[0].outcome, "refused");
	assert_string_equal(st.sources[0].last_success, "2026-06-04T00:00:00Z");
	assert_int_equal(st.sources[0].rows, 12);
	assert_true(st.sources[0].usual == 12.0); /* median of 20, 10, 12 */
	assert_int_equal(st.sources[0].streak, 2);
}

static void
test_a_source_no_longer_declared_is_retired(void **state)
{
	(void)state;
	const struct source one = source("a", "http://one.example.gov.cn/", "active");
	assert_works(
	    store_sources_declare(s, &(struct config){.sources = &one, .n_sources = 1}, &f));
	assert_works(store_sources_declare(s, &(struct config){0}, &f));
	due(NULL, 0);
	assert_works(
	    store_sources_declare(s, &(struct config){.sources = &one, .n_sources = 1}, &f));
	due(NULL, 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_captures_are_known_once),
	    TEST(test_revisits_and_redirects_need_no_parser),
	    TEST(test_every_version_is_kept),
	    TEST(test_http_and_https_are_one_document),
	    TEST(test_loading_twice_changes_nothing),
	    TEST(test_relabelling_tells_what_changed),
	    TEST(test_one_address_a_host_at_a_time),
	    TEST(test_a_page_that_was_none_is_asked_for_whole),
	    TEST(test_addresses_ahead),
	    TEST(test_a_host_of_another_process),
	    TEST(test_a_listing_feeds_the_frontier),
	    TEST(test_empty_where_rows_are_usual_is_broken),
	    TEST(test_a_source_no_longer_declared_is_retired),
	};
	return cmocka_run_group_tests_name(
	    "store: captures, documents, frontier", tests, NULL, NULL);
}
