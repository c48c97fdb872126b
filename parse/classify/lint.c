/* lint.c - see lint.h. Words are compared as the classifier sees them: folded. */
#include "parse/classify/lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static const char *
folded(struct lint *l, const char *text)
{
	size_t n = strlen(text), k = 0;
	char *out = arena_alloc(l->v->a, 4 * n + 1);
	for (size_t i = 0, len; i < n; i += len) {
		unsigned c = fold_char(&l->v->fold, utf8_decode(text + i, n - i, &len));
		if (c != FOLD_SKIP)
			k += utf8_encode(c, out + k);
	}
	out[k] = '\0';
	return out;
}

static void
word_add(struct lint *l, struct lint_words *to, struct lint_word w)
{
	to->all = arena_grow(l->v->a, to->all, to->n, to->n + 1, &to->cap, sizeof *to->all);
	to->all[to->n++] = w;
}

static int
by_owner_and_word(const void *x, const void *y)
{
	const struct lint_word *a = x, *b = y;
	if (a->owner != b->owner)
		return a->owner < b->owner ? -1 : 1;
	int order = strcmp(a->folded, b->folded);
	return order ? order : (a->line > b->line) - (a->line < b->line);
}

static int
by_word(const void *x, const void *y)
{
	const struct lint_word *a = x, *b = y;
	return strcmp(a->folded, b->folded);
}

static void
fault_at(struct lint *l, const struct lint_word *w, const char *what)
{
	l->check->path = w->path;
	check_fault(l->check, w->line, "%s: \"%s\" %s", w->list, w->text, what);
}

/* Words that one list holds twice. */
static void
check_twice(struct lint *l, struct lint_words *w)
{
	if (w->n == 0)
		return;
	qsort(w->all, w->n, sizeof *w->all, by_owner_and_word);
	for (size_t i = 1; i < w->n; i++)
		if (w->all[i - 1].owner == w->all[i].owner &&
		    strcmp(w->all[i - 1].folded, w->all[i].folded) == 0)
			fault_at(l, &w->all[i],
			    arena_printf(
			        l->v->a, "is there already, on line %d", w->all[i - 1].line));
}

/* The scalars of a list, or a single one, each to one or two collections. */
static void
words_take(struct lint *l, const char *path, const char *list, const struct yaml_node *node,
    struct lint_words *to, struct lint_words *also)
{
	const struct yaml_node *n = node->kind == YAML_LIST ? node->first : node;
	uint32_t owner = l->lists++;
	for (; n; n = node->kind == YAML_LIST ? n->next : NULL) {
		if (n->kind != YAML_SCALAR)
			continue;
		struct lint_word w = {folded(l, n->text), n->text, list, path, n->line, owner};
		word_add(l, to, w);
		if (also)
			word_add(l, also, w);
	}
}

static void
groups_note(struct lint *l, const struct lint_words *patterns)
{
	for (size_t i = 0; i < patterns->n; i++)
		for (size_t g = 0; g < l->v->n_groups; g++) {
			const char *part = arena_printf(l->v->a, "<%s>", l->v->groups[g]);
			if (strstr(patterns->all[i].text, part))
				l->groups_used |= 1ull << g;
		}
}

static bool
is_plain(const char *pattern)
{
	return strpbrk(pattern, "<^$") == NULL && strstr(pattern, "…") == NULL &&
	       strstr(pattern, "‥") == NULL;
}

/* A term that holds a plain word of its own rule's `unless` keeps the rule from firing itself. */
static void
check_denied(struct lint *l, const struct lint_words *terms, const struct lint_words *unless)
{
	for (size_t t = 0; t < terms->n; t++)
		for (size_t u = 0; u < unless->n; u++) {
			const char *term = terms->all[t].folded, *word = unless->all[u].folded;
			if (strcmp(term, word) == 0)
				fault_at(l, &terms->all[t], "is in unless, too: it never counts");
			else if (is_plain(word) && strstr(term, word))
				fault_at(l, &terms->all[t],
				    arena_printf(l->v->a, "holds \"%s\" of unless: it never counts",
				        unless->all[u].text));
		}
}

static bool
gives(const struct yaml_node *rule, const char *value)
{
	const struct yaml_node *give = yaml_get(rule, "give");
	return give && give->kind == YAML_SCALAR && strcmp(give->text, value) == 0;
}

/* What an air rule says of a title, when nothing narrows it. */
static struct lint_words *
verdict_of(struct lint *l, const struct yaml_node *stage, const struct yaml_node *rule)
{
	if (strcmp(stage->key, "air") != 0 || yaml_get(rule, "unless") || yaml_get(rule, "lead"))
		return NULL;
	const struct yaml_node *in = yaml_get(rule, "in");
	if (in && in->kind == YAML_SCALAR && strcmp(in->text, "title") != 0)
		return NULL;
	return gives(rule, "yes")                          ? &l->saying
	       : gives(rule, "no") || gives(rule, "never") ? &l->denying
	                                                   : NULL;
}

static void
rule_question(
    struct lint *l, const char *path, const struct yaml_node *stage, const struct yaml_node *rule)
{
	const struct yaml_node *id = yaml_get(rule, "id");
	const char *name = id && id->text ? id->text : stage->key;
	struct lint_words terms = {0}, unless = {0}, lead = {0};
	const struct yaml_node *list;
	if ((list = yaml_get(rule, "terms")) != NULL)
		words_take(l, path, name, list, &terms, verdict_of(l, stage, rule));
	if ((list = yaml_get(rule, "unless")) != NULL)
		words_take(l, path, name, list, &unless, NULL);
	if ((list = yaml_get(rule, "lead")) != NULL)
		words_take(l, path, name, list, &lead, NULL);
	check_denied(l, &terms, &unless);
	for (size_t i = 0; i < terms.n; i++)
		word_add(l, &l->terms, terms.all[i]);
	struct lint_words *lists[] = {&terms, &unless, &lead};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		groups_note(l, lists[i]);
		check_twice(l, lists[i]);
	}
}

/* Nothing but id and give: it holds for everything. */
static bool
always_holds(const struct yaml_node *rule)
{
	for (const struct yaml_node *n = rule->first; n; n = n->next)
		if (strcmp(n->key, "id") != 0 && strcmp(n->key, "give") != 0)
			return false;
	return true;
}

static void
stage_question(struct lint *l, const char *path, const struct yaml_node *stage)
{
	bool first_wins = strcmp(stage->key, "air") != 0 && strcmp(stage->key, "measure") != 0;
	const struct yaml_node *last = NULL;
	struct lint_words ids = {0};
	uint32_t owner = l->lists++;
	for (const struct yaml_node *r = stage->first; r; r = r->next) {
		const struct yaml_node *id = r->kind == YAML_MAP ? yaml_get(r, "id") : NULL;
		if (id == NULL || id->text == NULL)
			continue;
		struct lint_word w = {folded(l, id->text), id->text, "id", path, id->line, owner};
		word_add(l, &ids, w);
		if (last)
			fault_at(l, &w,
			    arena_printf(l->v->a,
			        "is never asked: the rule on line %d always holds", last->line));
		else if (first_wins && always_holds(r))
			last = r;
		rule_question(l, path, stage, r);
	}
	check_twice(l, &ids);
}

void
lint_file(struct lint *l, const char *path, const struct yaml_node *root)
{
	for (const struct yaml_node *n = root->first; n; n = n->next) {
		if (strcmp(n->key, "masks") == 0) {
			words_take(l, path, "masks", n, &l->masks, NULL);
			continue;
		}
		if (strcmp(n->key, "words") != 0) {
			stage_question(l, path, n);
			continue;
		}
		for (const struct yaml_node *g = n->first; g; g = g->next) {
			words_take(l, path, g->key, g, &l->members, NULL);
			word_add(l, &l->groups,
			    (struct lint_word){g->key, g->key, "words", path, g->key_line, 0});
		}
	}
}

/* A pattern that is one group stands for the group's words. */
static void
expand(struct lint *l, struct lint_words *w)
{
	size_t n = w->n;
	for (size_t i = 0; i < n; i++)
		for (size_t m = 0; m < l->members.n; m++) {
			struct lint_word one = l->members.all[m];
			const char *group = arena_printf(l->v->a, "<%s>", one.list);
			if (strcmp(w->all[i].text, group) == 0)
				word_add(l, w, one);
		}
	if (w->n > 0)
		qsort(w->all, w->n, sizeof *w->all, by_word);
}

static const struct lint_word *
word_find(const struct lint_words *sorted, const struct lint_word *w)
{
	return sorted->n ? bsearch(w, sorted->all, sorted->n, sizeof *w, by_word) : NULL;
}

static void
check_both(struct lint *l, const struct lint_words *some, const struct lint_words *sorted,
    const char *what)
{
	for (size_t i = 0; i < some->n; i++) {
		const struct lint_word *other = word_find(sorted, &some->all[i]);
		if (other)
			fault_at(l, &some->all[i],
			    arena_printf(l->v->a, "%s, on line %d", what, other->line));
	}
}

static int
by_kind_and_text(const void *x, const void *y)
{
	const struct issuer_name *a = x, *b = y;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	int order = strcmp(a->text, b->text);
	return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void
check_names(struct lint *l, const struct issuers *s)
{
	struct issuer_name *names = arena_alloc(l->v->a, (s->n + 1) * sizeof *names);
	if (s->n == 0)
		return;
	memcpy(names, s->names, s->n * sizeof *names);
	qsort(names, s->n, sizeof *names, by_kind_and_text);
	for (size_t i = 1; i < s->n; i++)
		if (names[i - 1].kind == names[i].kind &&
		    strcmp(names[i - 1].text, names[i].text) == 0)
			check_fault(l->check, names[i].line,
			    "\"%s\" is there already as the same kind, on line %d", names[i].text,
			    names[i - 1].line);
}

void
lint_whole(struct lint *l, const struct issuers *s)
{
	check_names(l, s); /* first: the check still names issuers.tsv */
	for (size_t i = 0; i < l->groups.n; i++) {
		int g = vocabulary_group(l->v, l->groups.all[i].text);
		if (g >= 0 && !(l->groups_used >> g & 1))
			fault_at(
			    l, &l->groups.all[i], "is used by no rule: its words match nothing");
	}
	check_twice(l, &l->members);
	check_twice(l, &l->masks);
	expand(l, &l->saying);
	expand(l, &l->denying);
	check_both(l, &l->denying, &l->saying, "says no here and yes elsewhere");
	if (l->masks.n > 0)
		qsort(l->masks.all, l->masks.n, sizeof *l->masks.all, by_word);
	check_both(l, &l->terms, &l->masks, "is never seen: it is a mask");
	check_both(l, &l->members, &l->masks, "is never seen: it is a mask");
}
