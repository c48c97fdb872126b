/* xliffrefs.c - ids and what refers to them: uniqueness, fragment identifiers (XLIFF 2.1, section
 * 3), sub-flows, languages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/hash.h>

#include "translate/xliffcheck.h"

/* ---- uniqueness ---- */

/* Extensions may use xml:id. "" when there is none. */
static const char *
id_of(const xmlNode *n)
{
	const xmlAttr *at = xmlHasNsProp(n, (const xmlChar *)"id", XML_XML_NAMESPACE);
	const char *id = xliff_value(n, "id");
	return id ? id : at && at->children ? (const char *)at->children->content : "";
}

static bool
is_inline(const xmlNode *n)
{
	static const char *const names[] = {"ph", "pc", "sc", "ec", "mrk", "sm"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (xliff_is(n, names[i]))
			return true;
	return false;
}

static xmlNode *
module_within(const xmlNode *n, const char *prefix, const char *name)
{
	for (xmlNode *at = n->parent; at; at = at->parent)
		if (at->type == XML_ELEMENT_NODE && strcmp(xliff_prefix(at->ns), prefix) == 0 &&
		    strcmp((const char *)at->name, name) == 0)
			return at;
	return NULL;
}

/* The element within which the id of n is the only one of its sort; *sort names the sort. NULL: the
 * id need not be unique, or n is of a kind that is looked at elsewhere. */
static const xmlNode *
scope_of(const xmlNode *n, const char **sort)
{
	const char *prefix = xliff_prefix(n->ns), *name = (const char *)n->name;
	const xmlNode *match = module_within(n, "mtc", "match");
	*sort = name;
	if (is_inline(n)) {
		const xmlNode *target = xliff_within(n, "target");
		*sort = "part";
		if (target)
			return NULL;
		return match ? match : xliff_within(n, "unit");
	}
	if (*prefix == '\0') {
		static const struct {
			const char *name, *within, *sort;
		} of[] = {{"file", "xliff", "file"}, {"group", "file", "group"},
		    {"unit", "file", "unit"}, {"note", "notes", "note"},
		    {"data", "originalData", "data"}, {"segment", "unit", "part"},
		    {"ignorable", "unit", "part"}};
		for (size_t i = 0; i < sizeof of / sizeof *of; i++)
			if (strcmp(of[i].name, name) == 0) {
				*sort = of[i].sort;
				return xliff_within(n, of[i].within);
			}
		return NULL;
	}
	*sort = prefix;
	if (strcmp(prefix, "mtc") == 0)
		return module_within(n, "mtc", "matches");
	if (strcmp(prefix, "gls") == 0)
		return module_within(n, "gls", "glossary");
	if (strcmp(prefix, "mda") == 0)
		return strcmp(name, "metadata") == 0 ? n : module_within(n, "mda", "metadata");
	if (strcmp(prefix, "res") == 0)
		return module_within(n, "res", "resourceData");
	/* Extensions: within the nearest element of the core that holds them. */
	for (const xmlNode *at = n->parent; at; at = at->parent)
		if (*xliff_prefix(at->ns) == '\0')
			return at;
	return NULL;
}

static void
id_check(xmlHashTable *seen, const xmlNode *n, struct xliff_faults *faults)
{
	char scope[64];
	const char *sort, *id = id_of(n);
	const xmlNode *within = *id ? scope_of(n, &sort) : NULL;
	if (within == NULL)
		return;
	snprintf(scope, sizeof scope, "%p", (const void *)within);
	if (xmlHashAddEntry3(seen, (const xmlChar *)id, (const xmlChar *)sort,
	        (const xmlChar *)scope, (void *)n) != 0)
		xliff_fault(
		    faults, n, "the id \"%.100s\" of %s is there twice", id, (const char *)n->name);
}

/* A code of a target has the id of its twin in the source, or one that is new in the unit. */
static void
target_id_check(xmlHashTable *seen, const xmlNode *n, struct xliff_faults *faults)
{
	char scope[64];
	const char *id = is_inline(n) ? xliff_value(n, "id") : NULL;
	const xmlNode *target = id ? xliff_within(n, "target") : NULL;
	const xmlNode *match = target ? module_within(n, "mtc", "match") : NULL;
	const xmlNode *within = target ? (match ? match : xliff_within(n, "unit")) : NULL;
	if (within == NULL)
		return;
	snprintf(scope, sizeof scope, "%p", (const void *)target);
	if (xmlHashAddEntry3(seen, (const xmlChar *)id, (const xmlChar *)"target",
	        (const xmlChar *)scope, (void *)n) != 0)
		xliff_fault(faults, n, "the id \"%.100s\" is there twice in a target", id);
	snprintf(scope, sizeof scope, "%p", (const void *)within);
	const xmlNode *twin = xmlHashLookup3(
	    seen, (const xmlChar *)id, (const xmlChar *)"part", (const xmlChar *)scope);
	if (twin && (strcmp((const char *)twin->name, (const char *)n->name) != 0 ||
	                (match == NULL && xliff_within(twin, "source")->parent != target->parent)))
		xliff_fault(faults, n,
		    "the id \"%.100s\" belongs to another element of the unit than this one's twin",
		    id);
}

/* A target without an order has the place it stands at. */
static void
order_check(xmlHashTable *seen, const xmlNode *unit, struct xliff_faults *faults)
{
	char scope[64], order[24];
	long place = 0;
	snprintf(scope, sizeof scope, "%p", (const void *)unit);
	for (const xmlNode *part = unit->children; part; part = part->next) {
		place += xliff_is(part, "segment") || xliff_is(part, "ignorable");
		for (const xmlNode *n = part->children; n; n = n->next) {
			if (!xliff_is(n, "target"))
				continue;
			const char *said = xliff_value(n, "order");
			snprintf(order, sizeof order, "%ld", said ? strtol(said, NULL, 10) : place);
			if (xmlHashAddEntry3(seen, (const xmlChar *)order, (const xmlChar *)"order",
			        (const xmlChar *)scope, (void *)n) != 0)
				xliff_fault(
				    faults, n, "the order %s is there twice in the unit", order);
		}
	}
}

/* ---- fragment identifiers ---- */

enum { PARTS = 8 };

struct fragment {
	struct {
		char prefix[32], id[128];
	} parts[PARTS];
	size_t n;
	bool absolute;
};

static bool
is_token(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < 0x80 && strchr("-._:", s[i]) == NULL &&
		    !(s[i] >= '0' && s[i] <= '9') && !((s[i] | 32) >= 'a' && (s[i] | 32) <= 'z'))
			return false;
	return n > 0;
}

/* Selectors with slashes between them. NULL, or what is wrong. */
static const char *
fragment_read(const char *text, struct fragment *out)
{
	*out = (struct fragment){.absolute = *text == '/'};
	for (const char *at = text + out->absolute; out->n < PARTS;) {
		size_t n = strcspn(at, "/"), prefix = strcspn(at, "=/");
		bool has = prefix < n;
		const char *id = at + (has ? prefix + 1 : 0);
		size_t len = n - (has ? prefix + 1 : 0);
		if (!is_token(id, len) || (has && !is_token(at, prefix)) || prefix >= 32 ||
		    len >= 128)
			return "no selector";
		snprintf(out->parts[out->n].prefix, 32, "%.*s", has ? (int)prefix : 0, at);
		snprintf(out->parts[out->n++].id, 128, "%.*s", (int)len, id);
		if (at[n] == '\0')
			return NULL;
		at += n + 1;
	}
	return "too many selectors";
}

/* File, then group or unit, then one leaf: its place in that order, 0 for a prefix nobody knows. */
static int
rank(const char *prefix)
{
	if (strcmp(prefix, "f") == 0)
		return 1;
	if (strcmp(prefix, "g") == 0 || strcmp(prefix, "u") == 0)
		return 2;
	if (strcmp(prefix, "n") == 0 || strcmp(prefix, "d") == 0 || strcmp(prefix, "t") == 0 ||
	    *prefix == '\0')
		return 3;
	return prefix[1] ? 3 : 0;
}

static bool
is_leaf(const xmlNode *n, const char *prefix)
{
	const char *of = xliff_prefix(n->ns);
	if (strcmp(prefix, "n") == 0)
		return xliff_is(n, "note");
	if (strcmp(prefix, "d") == 0)
		return xliff_is(n, "data");
	if (strcmp(prefix, "t") == 0)
		return is_inline(n) && xliff_within(n, "target");
	if (*prefix == '\0')
		return xliff_is(n, "segment") || xliff_is(n, "ignorable") || is_inline(n);
	/* A module by its own prefix; of extensions only TBX has one that is known. */
	return strcmp(of, prefix) == 0 ||
	       (strcmp(prefix, "tbx") == 0 && n->ns &&
	           strncmp((const char *)n->ns->href, "urn:iso:std:iso:30042:", 22) == 0);
}

static const xmlNode *
container(const xmlNode *top, const char *name, const char *id)
{
	for (xmlNode *n = NULL; (n = xliff_next(top, n));)
		if (xliff_is(n, name) && xliff_value(n, "id") &&
		    strcmp(xliff_value(n, "id"), id) == 0)
			return n;
	return NULL;
}

/* A leaf belongs to the container itself, not to one within it. */
static bool
belongs(const xmlNode *leaf, const xmlNode *within)
{
	for (const xmlNode *at = leaf->parent; at; at = at->parent)
		if (xliff_is(at, "unit") || xliff_is(at, "group") || xliff_is(at, "file"))
			return at == within;
	return false;
}

/* What the fragment identifies from an element, or NULL with *why. */
static const xmlNode *
resolve(const struct fragment *p, const xmlNode *from, const char **why)
{
	const xmlNode *at = xliff_within(from, "unit");
	int before = 0;
	at = at ? at : xliff_within(from, "file");
	for (size_t i = 0; i < p->n; i++) {
		const char *prefix = p->parts[i].prefix, *id = p->parts[i].id;
		int now = rank(prefix);
		*why = now == 0 ? "an unknown prefix" : "selectors in a wrong order";
		if (now == 0 || now < before || (now == before && now != 2) ||
		    (p->absolute && i == 0 && now != 1))
			return NULL;
		before = now;
		*why = "nothing there has this id";
		if (now < 3) {
			const xmlNode *top = now == 1 ? xmlDocGetRootElement(from->doc)
			                     : i      ? at
			                              : xliff_within(from, "file");
			at = container(top,
			    now == 1         ? "file"
			    : *prefix == 'g' ? "group"
			                     : "unit",
			    id);
			if (at == NULL)
				return NULL;
			continue;
		}
		const xmlNode *leaf = NULL;
		for (xmlNode *n = NULL; leaf == NULL && (n = xliff_next(at, n));)
			if (is_leaf(n, prefix) && strcmp(id_of(n), id) == 0 && belongs(n, at))
				leaf = n;
		at = leaf;
		if (at == NULL)
			return NULL;
	}
	return at;
}

/* A ref with a fragment of this document leads somewhere; one of another document is not followed.
 */
static const xmlNode *
ref_check(const xmlNode *n, const char *ref, struct xliff_faults *faults)
{
	struct fragment parts;
	const char *why = NULL;
	if (*ref != '#')
		return NULL;
	why = fragment_read(ref + 1, &parts);
	const xmlNode *to = why ? NULL : resolve(&parts, n, &why);
	if (to == NULL)
		xliff_fault(faults, n, "ref \"%.200s\": %s", ref, why);
	return to;
}

/* A comment's ref is a note of its own unit; a match's is a span of it. */
static void
refs_check(const xmlNode *n, struct xliff_faults *faults)
{
	const char *ref = xliff_value(n, "ref"), *prefix = xliff_prefix(n->ns);
	const char *type = xliff_value(n, "type");
	bool mark = xliff_is(n, "mrk") || xliff_is(n, "sm"), match = strcmp(prefix, "mtc") == 0;
	if (ref == NULL || !(mark || match || strcmp(prefix, "gls") == 0))
		return;
	const xmlNode *to = ref_check(n, ref, faults);
	if (mark && type && strcmp(type, "comment") == 0 && to &&
	    (!xliff_is(to, "note") || to->parent->parent != xliff_within(n, "unit")))
		xliff_fault(faults, n, "the ref of a comment is no note of its unit");
	if (match && strchr(ref, '#') == NULL)
		xliff_fault(faults, n, "ref \"%.200s\" is no fragment", ref);
	if (match && to && xliff_within(to, "unit") != xliff_within(n, "unit"))
		xliff_fault(faults, n, "the ref of a match is no span of its unit");
}

/* ---- sub-flows and languages ---- */

static void
flows_check(xmlHashTable *seen, const xmlNode *n, const char *name, struct xliff_faults *faults)
{
	const char *list = xliff_value(n, name);
	char scope[64], id[128];
	snprintf(scope, sizeof scope, "%p", (const void *)xliff_within(n, "file"));
	for (const char *at = list; at && *at; at += strspn(at, " \t\r\n")) {
		size_t len = strcspn(at, " \t\r\n");
		snprintf(id, sizeof id, "%.*s", len < sizeof id ? (int)len : 0, at);
		if (len > 0 && xmlHashLookup3(seen, (const xmlChar *)id, (const xmlChar *)"unit",
		                   (const xmlChar *)scope) == NULL)
			xliff_fault(
			    faults, n, "%s names \"%s\", which is no unit of the file", name, id);
		at += len;
	}
}

/* Equal, or a narrower one: en-IE under en (XPath's lang()). */
static bool
is_under(const char *language, const char *wanted)
{
	size_t n = strlen(wanted);
	return strncasecmp(language, wanted, n) == 0 && (language[n] == '\0' || language[n] == '-');
}

static void
language_check(const xmlNode *n, struct xliff_faults *faults)
{
	bool resource = strcmp(xliff_prefix(n->ns), "res") == 0;
	bool source = strcmp((const char *)n->name, "source") == 0;
	bool flow =
	    n->parent && (xliff_is(n->parent, "segment") || xliff_is(n->parent, "ignorable"));
	const char *wanted =
	    xliff_value(xmlDocGetRootElement(n->doc), source ? "srcLang" : "trgLang");
	if ((!source && strcmp((const char *)n->name, "target") != 0) ||
	    !(flow || (resource && source)) || wanted == NULL)
		return;
	xmlChar *language = xmlNodeGetLang(n);
	if (language && !is_under((const char *)language, wanted))
		xliff_fault(faults, n, "%s is in \"%.30s\", the document says \"%.30s\"",
		    (const char *)n->name, (const char *)language, wanted);
	xmlFree(language);
}

void
xliff_references(xmlDoc *doc, struct xliff_faults *faults)
{
	const xmlNode *root = xmlDocGetRootElement(doc);
	xmlHashTable *seen = xmlHashCreate(1024);
	for (xmlNode *n = NULL; (n = xliff_next(root, n));) {
		id_check(seen, n, faults);
		if (xliff_is(n, "unit"))
			order_check(seen, n, faults);
		language_check(n, faults);
	}
	for (xmlNode *n = NULL; (n = xliff_next(root, n));) {
		target_id_check(seen, n, faults);
		flows_check(seen, n, "subFlows", faults);
		flows_check(seen, n, "subFlowsStart", faults);
		flows_check(seen, n, "subFlowsEnd", faults);
		refs_check(n, faults);
	}
	xmlHashFree(seen, NULL);
}
