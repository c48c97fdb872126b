/* settings.c - geppo.yaml. */
#include <stddef.h>
#include <string.h>

#include "config/parts.h"
#include "config/record.h"
#include "config/yaml.h"

#define TO(member) offsetof(struct settings, member)
#define COUNT(fields) (sizeof(fields) / sizeof *(fields))

static const char *const securities[] = {"none", "starttls", "tls", NULL};

static const struct field bulletin_fields[] = {
    {.key = "publisher", .kind = FIELD_TEXT, .to = TO(publisher)},
    {.key = "contact_mail", .kind = FIELD_MAIL, .to = TO(contact_mail)},
    {.key = "contact_phone", .kind = FIELD_TEXT, .to = TO(contact_phone)},
    {.key = "first_issue", .kind = FIELD_MONTH, .to = TO(first_issue)},
    {.key = "desk_url", .kind = FIELD_URL, .to = TO(desk_url)},
    {.key = "editors", .kind = FIELD_MAILS, .to = TO(editors)},
    {.key = "near", .kind = FIELD_TEXTS, .to = TO(near)},
};
static const struct record bulletin_record = {"bulletin", bulletin_fields, COUNT(bulletin_fields)};

static const struct field fetch_fields[] = {
    {.key = "contact", .kind = FIELD_CONTACT, .to = TO(fetch_contact)},
    {.key = "delay_seconds", .kind = FIELD_NUMBER, .to = TO(fetch_delay_seconds), .max = 3600},
    {.key = "timeout_seconds",
        .kind = FIELD_NUMBER,
        .to = TO(fetch_timeout_seconds),
        .min = 1,
        .max = 600},
    {.key = "max_pages", .kind = FIELD_NUMBER, .to = TO(fetch_max_pages), .min = 1, .max = 1000},
    {.key = "look_again_days", .kind = FIELD_DAYS, .to = TO(fetch_look_again_days), .max = 3650},
    {.key = "allow_networks", .kind = FIELD_NETWORKS, .to = TO(fetch_allow_networks)},
    {.key = "ca_file", .kind = FIELD_TEXT, .to = TO(fetch_ca_file)},
    {.key = "archive_mb",
        .kind = FIELD_NUMBER,
        .to = TO(fetch_archive_mb),
        .min = 1,
        .max = 64 * 1024},
};
static const struct record fetch_record = {"fetch", fetch_fields, COUNT(fetch_fields)};

static const struct field cage_fields[] = {
    {.key = "allow_without", .kind = FIELD_BOOL, .to = TO(cage_allow_without)},
    {.key = "cpu_seconds", .kind = FIELD_NUMBER, .to = TO(cage_cpu_seconds), .min = 1, .max = 600},
    {.key = "memory_mb",
        .kind = FIELD_NUMBER,
        .to = TO(cage_memory_mb),
        .min = 64,
        .max = 64 * 1024},
};
static const struct record cage_record = {"cage", cage_fields, COUNT(cage_fields)};

static const struct field machine_fields[] = {
    {.key = "url", .kind = FIELD_SERVICE, .to = TO(machine_url)},
    {.key = "key_file", .kind = FIELD_TEXT, .to = TO(machine_key_file)},
    {.key = "timeout_seconds",
        .kind = FIELD_NUMBER,
        .to = TO(machine_timeout_seconds),
        .min = 1,
        .max = 600},
    {.key = "characters_a_month",
        .kind = FIELD_NUMBER,
        .to = TO(machine_characters),
        .max = 100 * 1000 * 1000},
};
static const struct record machine_record = {
    "machine_translation", machine_fields, COUNT(machine_fields)};

static const struct field parse_fields[] = {
    {.key = "workers", .kind = FIELD_NUMBER, .to = TO(parse_workers), .min = 1, .max = 64},
};
static const struct record parse_record = {"parse", parse_fields, COUNT(parse_fields)};

static const struct field mail_fields[] = {
    {.key = "host", .kind = FIELD_HOST, .to = TO(mail.host)},
    {.key = "port", .kind = FIELD_NUMBER, .to = TO(mail.port), .min = 1, .max = 65535},
    {.key = "security", .kind = FIELD_CHOICE, .to = TO(mail.security), .allowed = securities},
    {.key = "user", .kind = FIELD_TEXT, .to = TO(mail.user)},
    {.key = "password_file", .kind = FIELD_TEXT, .to = TO(mail.password_file)},
    {.key = "ca_file", .kind = FIELD_TEXT, .to = TO(mail.ca_file)},
    {.key = "timeout_seconds",
        .kind = FIELD_NUMBER,
        .to = TO(mail.timeout_seconds),
        .min = 1,
        .max = 3600},
    {.key = "from", .kind = FIELD_MAIL, .to = TO(mail_from)},
    {.key = "bounces", .kind = FIELD_MAIL, .to = TO(mail_bounces)},
    {.key = "operators", .kind = FIELD_MAILS, .to = TO(mail_operators)},
    {.key = "verp", .kind = FIELD_BOOL, .to = TO(mail_verp)},
    {.key = "unsubscribe_url", .kind = FIELD_URL, .to = TO(mail_unsubscribe_url)},
    {.key = "per_minute", .kind = FIELD_NUMBER, .to = TO(mail_per_minute), .max = 6000},
};
static const struct record mail_record = {"mail", mail_fields, COUNT(mail_fields)};

static const struct field mailbox_fields[] = {
    {.key = "maildir", .kind = FIELD_TEXT, .to = TO(mailbox_maildir)},
    {.key = "host", .kind = FIELD_HOST, .to = TO(mailbox.host)},
    {.key = "port", .kind = FIELD_NUMBER, .to = TO(mailbox.port), .min = 1, .max = 65535},
    {.key = "security", .kind = FIELD_CHOICE, .to = TO(mailbox.security), .allowed = securities},
    {.key = "user", .kind = FIELD_TEXT, .to = TO(mailbox.user)},
    {.key = "password_file", .kind = FIELD_TEXT, .to = TO(mailbox.password_file)},
    {.key = "ca_file", .kind = FIELD_TEXT, .to = TO(mailbox.ca_file)},
    {.key = "timeout_seconds",
        .kind = FIELD_NUMBER,
        .to = TO(mailbox.timeout_seconds),
        .min = 1,
        .max = 3600},
    {.key = "folder", .kind = FIELD_TEXT, .to = TO(mailbox_folder)},
};
static const struct record mailbox_record = {"mailbox", mailbox_fields, COUNT(mailbox_fields)};

static const struct field calendar_fields[] = {
    {.key = "draft_day", .kind = FIELD_NUMBER, .to = TO(draft_day), .min = 1, .max = 28},
    {.key = "remind_day", .kind = FIELD_NUMBER, .to = TO(remind_day), .min = 1, .max = 28},
    {.key = "send_day", .kind = FIELD_NUMBER, .to = TO(send_day), .min = 1, .max = 28},
    {.key = "office_holidays", .kind = FIELD_BOOL, .to = TO(office_holidays)},
};
static const struct record calendar_record = {"calendar", calendar_fields, COUNT(calendar_fields)};
static const struct field attachments_fields[] = {
    {.key = "ocr", .kind = FIELD_BOOL, .to = TO(attachments_ocr)},
    {.key = "ocr_seconds",
        .kind = FIELD_NUMBER,
        .to = TO(attachments_ocr_seconds),
        .min = 1,
        .max = 3600},
};
static const struct record attachments_record = {
    "attachments", attachments_fields, COUNT(attachments_fields)};

static const struct field keep_fields[] = {
    {.key = "visits_months", .kind = FIELD_NUMBER, .to = TO(keep_visits_months), .max = 1200},
    {.key = "listings_months", .kind = FIELD_NUMBER, .to = TO(keep_listings_months), .max = 1200},
};
static const struct record keep_record = {"keep", keep_fields, COUNT(keep_fields)};

static const struct field settings_fields[] = {
    {.key = "bulletin", .kind = FIELD_SECTION, .section = &bulletin_record},
    {.key = "fetch", .kind = FIELD_SECTION, .section = &fetch_record},
    {.key = "cage", .kind = FIELD_SECTION, .section = &cage_record},
    {.key = "parse", .kind = FIELD_SECTION, .section = &parse_record},
    {.key = "machine_translation", .kind = FIELD_SECTION, .section = &machine_record},
    {.key = "mail", .kind = FIELD_SECTION, .section = &mail_record},
    {.key = "mailbox", .kind = FIELD_SECTION, .section = &mailbox_record},
    {.key = "calendar", .kind = FIELD_SECTION, .section = &calendar_record},
    {.key = "attachments", .kind = FIELD_SECTION, .section = &attachments_record},
    {.key = "keep", .kind = FIELD_SECTION, .section = &keep_record},
};
const struct record settings_record = {"geppo.yaml", settings_fields, COUNT(settings_fields)};

static const char *const no_words[] = {NULL};
static const char *const near_rules[] = {"carbon market", "saving of energy as such", NULL};
static const char *const look_again_days[] = {"1", "3", "7", "30", "90", NULL};

/* What holds when geppo.yaml says nothing; the shipped file shows the same values. */
static const struct settings defaults = {
    .publisher = "発行者名未設定",
    .contact_mail = "geppo@example.jp",
    .fetch_delay_seconds = 5,
    .fetch_timeout_seconds = 60,
    .fetch_max_pages = 5,
    .fetch_look_again_days = look_again_days,
    .fetch_allow_networks = no_words,
    .fetch_archive_mb = 512,
    .cage_cpu_seconds = 20,
    .cage_memory_mb = 1024,
    .parse_workers = 2,
    .machine_timeout_seconds = 30,
    .machine_characters = 300000,
    .editors = no_words,
    .near = near_rules,
    .mail = {.security = "starttls", .timeout_seconds = 600},
    .mail_operators = no_words,
    .mail_per_minute = 60,
    .mailbox = {.security = "tls", .timeout_seconds = 60},
    .mailbox_folder = "INBOX",
    .draft_day = 1,
    .remind_day = 4,
    .send_day = 7,
    .office_holidays = true,
    .attachments_ocr_seconds = 120,
};

static bool
is_own_machine(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "::1") == 0 ||
	       strncmp(host, "127.", 4) == 0;
}

/* Bulletins are made, and sources judged, from what the last months saw. */
static void
keep_check(struct check *k, const struct settings *s)
{
	const struct {
		const char *key;
		int months;
	} spans[] = {
	    {"visits_months", s->keep_visits_months}, {"listings_months", s->keep_listings_months}};
	for (size_t i = 0; i < COUNT(spans); i++)
		if (spans[i].months > 0 && spans[i].months < 6)
			check_fault(k, 0, "keep: \"%s\" is %d; allowed: 6 and more, 0 for ever",
			    spans[i].key, spans[i].months);
}

/* A password never crosses a network in the clear. */
static void
server_check(struct check *k, const struct mail_server *server, const char *section)
{
	if (server->user && server->host && strcmp(server->security, "none") == 0 &&
	    !is_own_machine(server->host))
		check_fault(k, 0,
		    "%s: \"user\" with \"security: none\" would send the password in the clear to "
		    "%s; allowed: starttls, tls",
		    section, server->host);
}

/* An https address as a field of a head can hold it. */
static bool
is_field_url(const char *url)
{
	for (const char *s = url; *s; s++)
		if (*s <= ' ' || *s > '~' || strchr("<>,\"", *s))
			return false;
	return strncmp(url, "https:", 6) == 0 && strlen(url) < 900;
}

static void
mail_check(struct check *k, const struct settings *s)
{
	server_check(k, &s->mail, "mail");
	server_check(k, &s->mailbox, "mailbox");
	if (s->mail.host && s->mail_from == NULL)
		check_fault(k, 0, "mail: \"host\" without \"from\", which is required then");
	if (s->mailbox.host && s->mailbox_maildir)
		check_fault(k, 0, "mailbox: \"host\" and \"maildir\"; allowed: one of them");
	if (s->mail_unsubscribe_url && !is_field_url(s->mail_unsubscribe_url))
		check_fault(k, 0,
		    "mail: \"unsubscribe_url\" is no https address of printable ASCII (others are "
		    "written with %%XX and xn--)");
	if (s->draft_day > s->remind_day || s->remind_day > s->send_day)
		check_fault(k, 0,
		    "calendar: the days are not in order; allowed: draft_day <= remind_day <= "
		    "send_day");
}

void
settings_load(struct check *k, const char *path, struct settings *s)
{
	struct fail f = {0};
	struct yaml_node *root = yaml_load(path, k->a, &f);
	*s = defaults;
	k->path = path;
	if (root == NULL)
		check_take(k, &f);
	else
		(void)record_read(k, &settings_record, root, s);
	mail_check(k, s);
	keep_check(k, s);
}
