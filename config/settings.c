/* settings.c - geppo.yaml. */
#include <stddef.h>

#include "config/parts.h"
#include "config/record.h"
#include "config/yaml.h"

#define TO(member) offsetof(struct settings, member)
#define COUNT(fields) (sizeof(fields) / sizeof *(fields))

static const struct field bulletin_fields[] = {
    {.key = "publisher", .kind = FIELD_TEXT, .to = TO(publisher)},
    {.key = "contact_mail", .kind = FIELD_MAIL, .to = TO(contact_mail)},
    {.key = "contact_phone", .kind = FIELD_TEXT, .to = TO(contact_phone)},
    {.key = "first_issue", .kind = FIELD_MONTH, .to = TO(first_issue)},
    {.key = "desk_url", .kind = FIELD_URL, .to = TO(desk_url)},
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

static const struct field settings_fields[] = {
    {.key = "bulletin", .kind = FIELD_SECTION, .section = &bulletin_record},
    {.key = "fetch", .kind = FIELD_SECTION, .section = &fetch_record},
    {.key = "cage", .kind = FIELD_SECTION, .section = &cage_record},
    {.key = "parse", .kind = FIELD_SECTION, .section = &parse_record},
    {.key = "machine_translation", .kind = FIELD_SECTION, .section = &machine_record},
};
const struct record settings_record = {"geppo.yaml", settings_fields, COUNT(settings_fields)};

static const char *const no_networks[] = {NULL};
static const char *const look_again_days[] = {"1", "3", "7", "30", "90", NULL};

/* What holds when geppo.yaml says nothing; the shipped file shows the same values. */
static const struct settings defaults = {
    .publisher = "発行者名未設定",
    .contact_mail = "geppo@example.jp",
    .fetch_delay_seconds = 5,
    .fetch_timeout_seconds = 60,
    .fetch_max_pages = 5,
    .fetch_look_again_days = look_again_days,
    .fetch_allow_networks = no_networks,
    .fetch_archive_mb = 512,
    .cage_cpu_seconds = 20,
    .cage_memory_mb = 1024,
    .parse_workers = 2,
    .machine_timeout_seconds = 30,
    .machine_characters = 300000,
};

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
}
