/* store_request.c - what readers asked for, and mail that is taken once. */
#include "store_fixture.h"

#include "store/request.h"

static enum request_fate
ask(const char *item, const char *partner, const char *address)
{
	enum request_fate fate, before;
	struct request r = {.item = item,
	    .partner = partner,
	    .recipient = partner,
	    .address = address,
	    .via = "mail"};
	assert_works(store_request_fate(s, &r, &before, &f));
	assert_works(store_request_put(s, &r, &fate, &f));
	assert_int_equal(before, fate);
	return fate;
}

static const char *
an_item(const char *id, const char *title, const char *body)
{
	const char *ids[] = {id, NULL};
	const struct item *found;
	size_t n;
	const struct document d = {.loaded_id = id,
	    .title = title,
	    .issuer = "山东省生态环境厅",
	    .published = "2026-06-30",
	    .body = body,
	    .captured_at = "2026-06-30T16:30:00Z"};
	assert_int_equal(store_document_load(s, &d, NULL, 0, &f), 1);
	run_pass();
	assert_works(store_items(s, &(struct item_query){.ids = ids}, &memory, &found, &n, &f));
	assert_int_equal(n, 1);
	return found[0].id;
}

static void
test_demand_is_one_a_municipality(void **state)
{
	(void)state;
	const char *item = an_item("a", "济南扬尘通告", "大气污染防治");
	assert_int_equal(ask(item, "kitakyushu", "a@city.example.jp"), REQUEST_NEW);
	assert_int_equal(ask(item, "kitakyushu", "b@city.example.jp"), REQUEST_KNOWN);
	assert_int_equal(ask(item, "kitakyushu", "A@city.example.jp"), REQUEST_KNOWN);
	assert_int_equal(ask(item, "toyama", "c@pref.example.jp"), REQUEST_NEW);
	assert_int_equal(ask(item, NULL, "d@example.jp"), REQUEST_NEW);
	assert_int_equal(ask(item, NULL, "e@example.jp"), REQUEST_KNOWN);
	assert_int_equal(ask("A9999Z", "toyama", "c@pref.example.jp"), REQUEST_UNKNOWN);
	assert_int_equal(store_demand(s, item, &f), 3);
	assert_int_equal(store_demand(s, "A9999Z", &f), 0);
	const struct request *all;
	size_t n;
	assert_works(store_requests(s, item, &memory, &all, &n, &f));
	assert_int_equal(n, 6); /* the result goes to each of them */
	assert_works(store_requests(s, NULL, &memory, &all, &n, &f));
	assert_int_equal(n, 6);
}

/* A wish goes with the item when it is merged into another. */
static void
test_wishes_follow_a_merge(void **state)
{
	(void)state;
	const char *a = an_item("a", "济南扬尘通告", "大气污染防治");
	const char *b = an_item("b", "青岛港口规划", "港口与大气");
	assert_int_equal(ask(a, "kitakyushu", "one@example.jp"), REQUEST_NEW);
	assert_int_equal(ask(b, "kobe", "two@example.jp"), REQUEST_NEW);
	const char *subject = arena_printf(&memory, "item:%s", a);
	assert_works(store_decide(s,
	    &(struct decision){.subject = subject, .field = "merge", .value = b, .who = "t"}, &f));
	run_pass();
	const struct demand *list;
	size_t n;
	assert_works(store_demands(s, &memory, &list, &n, &f));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].bodies, 2);
	assert_int_equal(store_demand(s, a, &f), 2);
	assert_int_equal(store_demand(s, b, &f), 2);
	assert_int_equal(ask(a, "kobe", "three@example.jp"), REQUEST_KNOWN);
}

static void
test_a_message_is_taken_once(void **state)
{
	(void)state;
	const char *item = an_item("a", "济南扬尘通告", "大气污染防治");
	struct letter issue = {.ref = "issue:2026-06:0:x",
	    .kind = "issue",
	    .month = NULL,
	    .recipient = "x",
	    .address = "x@example.jp",
	    .sender = "geppo@example.jp",
	    .message_id = "geppo-2026-06-abc@example.jp",
	    .head = "To: x\r\n",
	    .entity = "Content-Type: text/plain\r\n\r\nx",
	    .n_entity = 29};
	struct letter answer = issue, next;
	answer.ref = "answer:2026-07-01T00:00:00Z:1";
	answer.kind = "answer";
	answer.address = "y@example.jp";
	answer.message_id = "geppo-answer-1@example.jp";
	assert_int_equal(store_letters_put(s, &issue, 1, &f), 1);
	assert_int_equal(store_letter_next(s, &(struct letter_query){0}, &memory, &next, &f), 1);
	assert_works(store_letter_settle(s, next.id, "sent", "250 ok", NULL, &f));
	struct request r = {.item = item, .address = "y@example.jp", .via = "mail"};
	struct mail_taken m = {.digest = "d1",
	    .from = "y@example.jp",
	    .outcome = "request",
	    .requests = &r,
	    .n_requests = 1,
	    .letters = &answer,
	    .n_letters = 1,
	    .bounced = "geppo-2026-06-abc@example.jp",
	    .bounce_answer = "550 no such user"};
	assert_int_equal(store_mail_known(s, "d1", &f), 0);
	assert_int_equal(store_mail_take(s, &m, &f), 1);
	assert_int_equal(store_mail_take(s, &m, &f), 0);
	assert_int_equal(store_mail_known(s, "d1", &f), 1);
	assert_int_equal(store_demand(s, item, &f), 1);
	const struct letter *all;
	size_t n;
	assert_works(store_letters(s, NULL, NULL, &memory, &all, &n, &f));
	assert_int_equal(n, 2);
	assert_string_equal(all[0].state, "bounced");
	assert_string_equal(all[0].answer, "550 no such user");
	assert_string_equal(all[1].state, "pending");
	assert_int_equal(store_answers_since(s, "Y@example.jp", "2026-07-01T00:00:00Z", &f), 1);
	assert_int_equal(store_answers_since(s, "y@example.jp", "2026-07-01T00:00:01Z", &f), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_demand_is_one_a_municipality, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_wishes_follow_a_merge, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_a_message_is_taken_once, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("store: requests", tests, NULL, NULL);
}
