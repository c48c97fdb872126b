/* partners.c - partners.yaml: bodies with an edition, groups, recipients. */
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "config/parts.h"
#include "config/record.h"

#define COUNT(fields) (sizeof(fields) / sizeof *(fields))

static const char *const languages[] = {"ja", NULL};
static const char *const formats[] = {"text", "html", "pdf", "docx", NULL};
static const char *const states[] = {"active", "paused", "left", NULL};
static const char *const usual_formats[] = {"text", "html", NULL};
static const char *const no_addresses[] = {NULL};

static const struct field partner_fields[] = {
    {.key = "id", .kind = FIELD_ID, .required = true, .to = offsetof(struct partner, id)},
    {.key = "name_ja",
        .kind = FIELD_TEXT,
        .required = true,
        .to = offsetof(struct partner, name_ja)},
    {.key = "regions",
        .kind = FIELD_REGIONS,
        .required = true,
        .to = offsetof(struct partner, regions),
        .min = 1},
};
const struct record partner_record = {"a partner", partner_fields, COUNT(partner_fields)};

#define TO(member) offsetof(struct group, member)
static const struct field group_fields[] = {
    {.key = "id", .kind = FIELD_ID, .required = true, .to = TO(id)},
    {.key = "name_ja", .kind = FIELD_TEXT, .required = true, .to = TO(name_ja)},
    {.key = "language", .kind = FIELD_CHOICE, .to = TO(language), .allowed = languages},
    {.key = "formats", .kind = FIELD_CHOICES, .to = TO(formats), .allowed = formats, .min = 1},
};
#undef TO
const struct record group_record = {"a group", group_fields, COUNT(group_fields)};

#define TO(member) offsetof(struct recipient, member)
static const struct field recipient_fields[] = {
    {.key = "id", .kind = FIELD_ID, .required = true, .to = TO(id)},
    {.key = "address", .kind = FIELD_MAIL, .required = true, .to = TO(address)},
    {.key = "name", .kind = FIELD_TEXT, .to = TO(name)},
    {.key = "partner", .kind = FIELD_ID, .to = TO(partner)},
    {.key = "group", .kind = FIELD_ID, .to = TO(group)},
    {.key = "language", .kind = FIELD_CHOICE, .to = TO(language), .allowed = languages},
    {.key = "formats", .kind = FIELD_CHOICES, .to = TO(formats), .allowed = formats, .min = 1},
    {.key = "state", .kind = FIELD_CHOICE, .to = TO(state), .allowed = states},
    {.key = "until", .kind = FIELD_DATE, .to = TO(until)},
    {.key = "was", .kind = FIELD_MAILS, .to = TO(was)},
};
#undef TO
const struct record recipient_record = {"a recipient", recipient_fields, COUNT(recipient_fields)};

static bool
is_there(const struct partner *partners, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (partners[i].id && strcmp(partners[i].id, id) == 0)
			return true;
	return false;
}

static void
read_partners(struct check *k, const struct yaml_node *list, struct config *c)
{
	struct partner *partners = NULL;
	size_t n = 0, cap = 0;
	for (const struct yaml_node *v = list ? list->first : NULL; v; v = v->next) {
		struct partner p = {0};
		record_require(k, &partner_record, v->line, record_read(k, &partner_record, v, &p));
		if (p.id && is_there(partners, n, p.id))
			check_fault(k, v->line, "the partner \"%s\" is there twice", p.id);
		partners = arena_grow(k->a, partners, n, n + 1, &cap, sizeof *partners);
		partners[n++] = p;
	}
	c->partners = partners;
	c->n_partners = n;
}

static const struct group *
find_group(const struct group *groups, size_t n, const char *id)
{
	for (size_t i = 0; id && i < n; i++)
		if (groups[i].id && strcmp(groups[i].id, id) == 0)
			return &groups[i];
	return NULL;
}

static void
read_groups(struct check *k, const struct yaml_node *list, struct config *c)
{
	struct group *groups = NULL;
	size_t n = 0, cap = 0;
	for (const struct yaml_node *v = list ? list->first : NULL; v; v = v->next) {
		struct group g = {.language = languages[0], .formats = usual_formats};
		record_require(k, &group_record, v->line, record_read(k, &group_record, v, &g));
		if (find_group(groups, n, g.id))
			check_fault(k, v->line, "the group \"%s\" is there twice", g.id);
		groups = arena_grow(k->a, groups, n, n + 1, &cap, sizeof *groups);
		groups[n++] = g;
	}
	c->groups = groups;
	c->n_groups = n;
}

static bool
has_address(const struct recipient *r, const char *address)
{
	if (r->address && strcasecmp(r->address, address) == 0)
		return true;
	for (const char *const *was = r->was; was && *was; was++)
		if (strcasecmp(*was, address) == 0)
			return true;
	return false;
}

/* One address leads to one recipient, and one id. */
static void
check_once(
    struct check *k, int line, const struct recipient *list, size_t n, const struct recipient *r)
{
	for (size_t i = 0; i < n; i++) {
		if (r->id && list[i].id && strcmp(r->id, list[i].id) == 0)
			check_fault(k, line, "the recipient \"%s\" is there twice", r->id);
		if (r->address && has_address(&list[i], r->address))
			check_fault(k, line,
			    "the address %s belongs to the recipient \"%s\" already", r->address,
			    list[i].id ? list[i].id : "");
		for (const char *const *was = r->was; was && *was; was++)
			if (has_address(&list[i], *was))
				check_fault(k, line,
				    "the former address %s belongs to the recipient \"%s\"", *was,
				    list[i].id ? list[i].id : "");
	}
}

static void
check_recipient(struct check *k, int line, const struct config *c, const struct recipient *r)
{
	if (r->partner && !is_there(c->partners, c->n_partners, r->partner))
		check_fault(k, line, "no partner \"%s\" in this file", r->partner);
	if (r->group && !find_group(c->groups, c->n_groups, r->group))
		check_fault(k, line, "no group \"%s\" in this file", r->group);
	if (r->until && strcmp(r->state, "paused") != 0)
		check_fault(k, line, "\"until\" goes with state: paused");
}

static void
take_from_group(struct recipient *r, const struct group *g)
{
	if (r->language == NULL)
		r->language = g ? g->language : languages[0];
	if (r->formats == NULL)
		r->formats = g ? g->formats : usual_formats;
}

static void
read_recipients(struct check *k, const struct yaml_node *list, struct config *c)
{
	struct recipient *recipients = NULL;
	size_t n = 0, cap = 0;
	for (const struct yaml_node *v = list ? list->first : NULL; v; v = v->next) {
		struct recipient r = {.state = states[0], .was = no_addresses};
		record_require(
		    k, &recipient_record, v->line, record_read(k, &recipient_record, v, &r));
		check_recipient(k, v->line, c, &r);
		check_once(k, v->line, recipients, n, &r);
		take_from_group(&r, find_group(c->groups, c->n_groups, r.group));
		recipients = arena_grow(k->a, recipients, n, n + 1, &cap, sizeof *recipients);
		recipients[n++] = r;
	}
	c->recipients = recipients;
	c->n_recipients = n;
}

void
partners_load(struct check *k, const char *path, struct config *c)
{
	static const char *const keys[] = {"partners", "groups", "recipients", NULL};
	const struct yaml_node *lists[3];
	record_lists(k, path, keys, lists);
	read_partners(k, lists[0], c);
	read_groups(k, lists[1], c);
	read_recipients(k, lists[2], c);
}

const struct partner *
config_partner(const struct config *c, const char *id)
{
	for (size_t i = 0; id && i < c->n_partners; i++)
		if (strcmp(c->partners[i].id, id) == 0)
			return &c->partners[i];
	return NULL;
}

const struct recipient *
config_recipient(const struct config *c, const char *id)
{
	for (size_t i = 0; id && i < c->n_recipients; i++)
		if (strcmp(c->recipients[i].id, id) == 0)
			return &c->recipients[i];
	return NULL;
}

const struct recipient *
config_recipient_of(const struct config *c, const char *address)
{
	for (size_t i = 0; i < c->n_recipients; i++)
		if (has_address(&c->recipients[i], address))
			return &c->recipients[i];
	return NULL;
}

bool
recipient_is_active(const struct recipient *r, const char *day)
{
	if (strcmp(r->state, "paused") == 0 && r->until)
		return strcmp(day, r->until) >= 0;
	return strcmp(r->state, "active") == 0;
}
