/* mail_message.c - heads and entities as they go on the wire; what could break out of a field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <gmime/gmime.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "mail/message.h"

static const struct mail_head usual = {.from_name = "月報編集部",
    .from = "geppo@example.jp",
    .to = "a@example.jp",
    .subject = "月報",
    .date = "2026-07-07T00:30:00Z",
    .message_id = "x@example.jp",
    .automatic = "auto-generated"};

/* Every encoded-word of a head: at most 75 characters, whole characters; joined. */
static void
decode_words(const char *head, struct buf *out)
{
	for (const char *s = head; (s = strstr(s, "=?UTF-8?B?")) != NULL;) {
		const char *end = strstr(s + 10, "?=");
		gsize n;
		assert_non_null(end);
		assert_in_range(end + 2 - s, 12, 75);
		char *word = g_strndup(s + 10, (gsize)(end - s - 10));
		guchar *text = g_base64_decode(word, &n);
		assert_true(utf8_valid((char *)text, n));
		buf_add(out, text, n);
		g_free(text);
		g_free(word);
		s = end + 2;
	}
}

static void
assert_lines(const char *text, size_t longest)
{
	for (const char *s = text; *s; s += strcspn(s, "\n") + 1) {
		size_t n = strcspn(s, "\n");
		assert_true(n > 0 && s[n] == '\n' && s[n - 1] == '\r');
		assert_in_range(n - 1, 0, longest);
	}
}

static void
test_long_subjects_keep_every_character(void **state)
{
	(void)state;
	static const char *const units[] = {"月", "é", "😀", "a月", "aé😀"};
	for (size_t u = 0; u < sizeof units / sizeof *units; u++)
		for (size_t times = 1; times < 80; times++) {
			struct buf subject, head, back;
			struct fail f = {0};
			buf_init(&subject, CAP_TITLE);
			buf_init(&head, CAP_FIELD);
			buf_init(&back, CAP_FIELD);
			for (size_t i = 0; i < times; i++)
				buf_adds(&subject, units[u]);
			struct mail_head h = usual;
			h.subject = subject.text;
			h.from_name = NULL;
			assert_int_equal(message_head(&h, &head, &f), 0);
			assert_lines(head.text, 76);
			decode_words(head.text, &back);
			assert_string_equal(back.text, subject.text);
			buf_release(&subject);
			buf_release(&head);
			buf_release(&back);
		}
}

static void
test_nothing_breaks_out_of_a_field(void **state)
{
	(void)state;
	static const char *const evil[] = {"a\r\nBcc: b@example.jp", "a\nb", "a\rb", "a\x01",
	    "a\x7f",
	    "a\xe2\x80\xa8"
	    "b",
	    "a\xc2\x85"
	    "b",
	    "\xff"};
	for (size_t i = 0; i < sizeof evil / sizeof *evil; i++)
		for (int where = 0; where < 7; where++) {
			struct mail_head h = usual;
			const char **fields[] = {&h.from_name, &h.from, &h.to_name, &h.to,
			    &h.subject, &h.message_id, &h.unsubscribe_url};
			struct buf head;
			struct fail f = {0};
			*fields[where] = evil[i];
			buf_init(&head, CAP_FIELD);
			assert_int_equal(message_head(&h, &head, &f), -1);
			assert_int_equal(f.exit, EXIT_INPUT);
			buf_release(&head);
		}
}

/* GMime reads what we wrote: one mailbox, the name as it was. */
static void
test_names_are_names_whatever_signs_they_hold(void **state)
{
	(void)state;
	static const char *const names[] = {"Kankyo-bu", "Bureau, City of K (Intl.); section: 1",
	    "Environment Bureau (International), City of Kitakyushu, Section 1 of the Division",
	    "a \"b\" c", "a\\b", "=?UTF-8?B?x?=", "a<b@c.example>", "課, 係; x: <y@z.example>",
	    "北九州市環境局環境国際戦略部環境国際戦略課大気保全担当係長様・環境国際協力推進担当課長"
	    "様・御担当者様各位(写)",
	    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	    "xxx"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct mail_head h = usual;
		struct buf head;
		struct fail f = {0};
		h.to_name = names[i];
		buf_init(&head, CAP_FIELD);
		assert_int_equal(message_head(&h, &head, &f), 0);
		assert_lines(head.text, 76);
		char *to = g_strdup(strstr(head.text, "\r\nTo: ") + 6);
		*strstr(to, "\r\nSubject:") = '\0';
		InternetAddressList *list = internet_address_list_parse(NULL, to);
		assert_int_equal(internet_address_list_length(list), 1);
		InternetAddress *one = internet_address_list_get_address(list, 0);
		assert_string_equal(internet_address_get_name(one), names[i]);
		assert_string_equal(
		    internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)), h.to);
		g_object_unref(list);
		g_free(to);
		buf_release(&head);
	}
}

static void
test_addresses(void **state)
{
	(void)state;
	assert_true(mail_address_valid("kankyo@city.example.lg.jp"));
	static const char *const bad[] = {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b>c", "<a@b>",
	    "a@b\r\nRCPT TO:<c@d>", "月@b.jp", "a,b@c"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(mail_address_valid(bad[i]));
}

static void
test_the_same_entity_twice(void **state)
{
	(void)state;
	static const char pdf[] = "%PDF-\0\r\n.\r\n";
	const struct mail_file file = {"geppo-2026-06.pdf", "application/pdf", pdf, sizeof pdf};
	struct buf one, two;
	struct fail f = {0};
	buf_init(&one, CAP_ISSUE);
	buf_init(&two, CAP_ISSUE);
	assert_int_equal(message_entity(".\n月報\n", "<p>月報</p>", &file, 1, &one, &f), 0);
	assert_int_equal(message_entity(".\n月報\n", "<p>月報</p>", &file, 1, &two, &f), 0);
	assert_string_equal(one.text, two.text);
	assert_non_null(strstr(one.text, "filename=geppo-2026-06.pdf"));
	for (const char *s = one.text; *s; s++)
		assert_in_range((unsigned char)*s, 1, 126);
	buf_release(&one);
	buf_release(&two);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_long_subjects_keep_every_character),
	    cmocka_unit_test(test_nothing_breaks_out_of_a_field), cmocka_unit_test(test_addresses),
	    cmocka_unit_test(test_names_are_names_whatever_signs_they_hold),
	    cmocka_unit_test(test_the_same_entity_twice)};
	return cmocka_run_group_tests_name("mail: messages", tests, NULL, NULL);
}
