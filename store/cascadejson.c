/* cascadejson.c - geppo cascade, for programs. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "store/cascadepart.h"

static void
set_text(json_t *o, const char *name, const char *text)
{
	json_object_set_new(o, name, text ? json_string(text) : json_null());
}

static void
set_region(json_t *o, const struct config *c, const char *code)
{
	const struct region *r = code ? config_region(c, code) : NULL;
	set_text(o, "region", code);
	set_text(o, "region_zh", r ? r->zh : NULL);
	set_text(o, "region_ja", r ? r->ja : NULL);
	set_text(o, "region_level", r ? r->level : NULL);
	json_t *list = json_array();
	for (size_t i = 0; code && i < c->n_partners; i++)
		for (const char *const *p = c->partners[i].regions; *p; p++)
			if (strcmp(*p, code) == 0)
				json_array_append_new(list, json_string(c->partners[i].id));
	json_object_set_new(o, "partners", list);
}

static json_t *
follower_json(const struct config *c, const struct cascade *t, const struct follower *x)
{
	json_t *o = json_object();
	set_text(o, "item", x->item);
	set_text(o, "kind", follow_name(x->kind));
	set_region(o, c, x->region);
	json_object_set_new(o, "own", json_boolean(x->own));
	json_object_set_new(o, "expected", json_boolean(cascade_expects(t, x->region)));
	set_text(o, "title", x->title);
	set_text(o, "title_ja", x->title_ja);
	set_text(o, "issuer", x->issuer);
	set_text(o, "doc_number", x->doc_number);
	set_text(o, "date", x->date);
	json_object_set_new(o, "date_is_capture", json_boolean(x->date_is_capture));
	json_object_set_new(o, "days", x->days_known ? json_integer(x->days) : json_null());
	set_text(o, "under", x->under);
	set_text(o, "evidence", x->evidence);
	return o;
}

static json_t *
missing_json(const struct config *c, const struct cascade *t)
{
	json_t *list = json_array();
	for (size_t i = 0; i < t->n_expected; i++) {
		if (t->expected[i].own)
			continue;
		json_t *o = json_object();
		set_region(o, c, t->expected[i].region);
		const struct follower *draft = cascade_draft(t, t->expected[i].region);
		set_text(o, "draft", draft ? draft->item : NULL);
		json_array_append_new(list, o);
	}
	return list;
}

/* Divisions right below a place that have no paper of their own. */
static json_t *
below_missing_json(const struct config *c, const struct cascade *t, const char *place)
{
	json_t *list = json_array();
	for (size_t i = 0; i < c->n_regions; i++) {
		const struct region *r = &c->regions[i];
		if (r->parent && strcmp(r->parent, place) == 0 && !cascade_has_own(t, r->code))
			json_array_append_new(list, json_string(r->code));
	}
	return list;
}

static json_t *
expected_json(const struct config *c, const struct cascade *t)
{
	json_t *list = json_array();
	for (size_t i = 0; i < t->n_expected; i++) {
		const struct following *e = &t->expected[i];
		json_t *o = json_object();
		set_region(o, c, e->region);
		set_text(o, "item", e->own ? e->own->item : NULL);
		json_object_set_new(o, "below", json_integer((json_int_t)e->below));
		json_object_set_new(o, "below_all", json_integer((json_int_t)e->below_all));
		json_object_set_new(o, "below_missing", below_missing_json(c, t, e->region));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *
partners_json(const struct config *c, const struct cascade *t)
{
	json_t *list = json_array();
	for (size_t i = 0; i < c->n_partners; i++)
		for (const char *const *r = c->partners[i].regions; *r; r++) {
			if (!cascade_lacks_partner(c, t, i, *r))
				continue;
			json_t *o = json_object();
			set_region(o, c, *r);
			json_array_append_new(list, o);
		}
	return list;
}

void
cascade_print_json(const struct config *c, const struct cascade *t, const char *asked)
{
	json_t *o = json_object(), *paper = json_object(), *followers = json_array();
	json_object_set_new(o, "v", json_integer(1));
	set_text(o, "asked", asked);
	set_text(paper, "item", t->item);
	set_text(paper, "title", t->title);
	set_text(paper, "title_ja", t->title_ja);
	set_text(paper, "issuer", t->issuer);
	set_text(paper, "doc_number", t->doc_number);
	set_text(paper, "date", t->date);
	set_region(paper, c, t->region);
	json_object_set_new(o, "paper", paper);
	json_object_set_new(o, "cut", json_boolean(t->cut));
	json_object_set_new(o, "places", json_integer((json_int_t)t->n_expected));
	json_object_set_new(o, "followed", json_integer((json_int_t)cascade_followed(t)));
	for (size_t i = 0; i < t->n_followers; i++)
		json_array_append_new(followers, follower_json(c, t, &t->followers[i]));
	json_object_set_new(o, "followers", followers);
	json_object_set_new(o, "expected", expected_json(c, t));
	json_object_set_new(o, "missing", missing_json(c, t));
	json_object_set_new(o, "partners_missing", partners_json(c, t));
	json_dumpf(o, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(o);
}
