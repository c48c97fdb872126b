/* cascadepage.c - geppo cascade, for people. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "store/cascadepart.h"
#include "store/commands.h"

static bool json;
static const char *lang = "en";

static const struct option_spec options[] = {{"json", OPTION_FLAG, &json, NULL, "as JSON", 0, 0},
    {"lang", OPTION_TEXT, &lang, "LANG", "en (default) or ja", 0, 0}, {0}};

/* What the text page says, in both languages. */
enum word {
	W_ABSENT,
	W_PLACES,
	W_FOLLOWED,
	W_MISSING,
	W_BELOW,
	W_BESIDE,
	W_DRAFT,
	W_PARTNERS,
	W_OTHERS,
	W_DRAFTS,
	W_EXPLAINS,
	W_UNPLACED,
	W_DAYS,
	W_FORWARD,
	W_CAPTURE,
	W_NONE,
	W_CUT,
	WORDS
};
static const char *const words[WORDS][2] = {
    [W_ABSENT] = {"the paper is not here; these documents name it",
        "本体は未収録（言及する文書による）"},
    [W_PLACES] = {"%zu of %zu places followed", "%2$zu地域のうち%1$zu地域が策定・通知"},
    [W_FOLLOWED] = {"Followed", "策定・通知済み"},
    [W_MISSING] = {"Missing (none found here)", "未確認"},
    [W_BELOW] = {"Below them", "その下の地域"},
    [W_BESIDE] = {"On the paper's own level", "同じ階層の関連文書"},
    [W_DRAFT] = {"draft", "案あり"},
    [W_PARTNERS] = {"Partners without a paper of their own", "連携先のうち未確認の地域"},
    [W_OTHERS] = {"Further papers of the same places", "同じ地域のその他の関連文書"},
    [W_DRAFTS] = {"Drafts", "意見募集案"},
    [W_EXPLAINS] = {"Explanations and news", "解説・報道"},
    [W_UNPLACED] = {"Of no known place", "地域を特定できないもの"},
    [W_DAYS] = {"%d days", "%d日"},
    [W_FORWARD] = {"handed on", "転送通知"},
    [W_CAPTURE] = {"first seen", "収集日"},
    [W_CUT] = {"more than %d documents name it: not all were looked at",
        "言及する文書が%d件を超えるため、一部は見ていない"},
    [W_NONE] = {"none", "なし"},
};

static const char *
word(enum word w)
{
	return words[w][strcmp(lang, "ja") == 0];
}

static const char *
region_name(const struct config *c, const char *code)
{
	const struct region *r = code ? config_region(c, code) : NULL;
	return r == NULL ? "-" : strcmp(lang, "ja") == 0 ? r->ja : r->zh;
}

/* Japanese bodies whose partner a place is, joined; "" when none. */
static void
partners_of(const struct config *c, const char *code, struct buf *out)
{
	for (size_t i = 0; code && i < c->n_partners; i++)
		for (const char *const *r = c->partners[i].regions; *r; r++)
			if (strcmp(*r, code) == 0)
				buf_addf(out, "%s%s", out->len ? "、" : "", c->partners[i].name_ja);
}

/* ---- text */

static void
print_follower(const struct config *c, const struct follower *x)
{
	struct buf partners;
	buf_init(&partners, CAP_FIELD);
	partners_of(c, x->region, &partners);
	const char *title = strcmp(lang, "ja") == 0 && x->title_ja ? x->title_ja : x->title;
	printf("  %s %s  %s", partners.len ? "★" : " ", region_name(c, x->region),
	    x->date ? x->date : "-");
	if (x->date_is_capture)
		printf(" (%s)", word(W_CAPTURE));
	if (x->days_known) {
		fputs(x->days < 0 ? "  " : "  +", stdout);
		printf(word(W_DAYS), x->days);
	}
	if (x->kind == FOLLOW_FORWARD)
		printf("  (%s)", word(W_FORWARD));
	printf("  %s  %s%s%s", x->item, title, x->doc_number ? "  " : "",
	    x->doc_number ? x->doc_number : "");
	if (partners.len)
		printf("  [%s]", partners.text);
	putchar('\n');
	buf_release(&partners);
}

/* The part of the page a follower stands in. */
static enum word
part_of(const struct config *c, const struct cascade *t, const struct follower *x)
{
	if (x->kind == FOLLOW_DRAFT)
		return W_DRAFTS;
	if (x->kind == FOLLOW_EXPLAINS)
		return W_EXPLAINS;
	if (x->region == NULL)
		return W_UNPLACED;
	if (!cascade_expects(t, x->region) && !cascade_is_below(c, t, x->region))
		return W_BESIDE;
	if (!x->own)
		return W_OTHERS;
	return cascade_expects(t, x->region) ? W_FOLLOWED : W_BELOW;
}

static void
print_part(const struct config *c, const struct cascade *t, enum word part)
{
	bool any = false;
	for (size_t i = 0; i < t->n_followers; i++) {
		if (part_of(c, t, &t->followers[i]) != part)
			continue;
		if (!any)
			printf("\n%s:\n", word(part));
		any = true;
		print_follower(c, &t->followers[i]);
	}
}

static void
print_missing(const struct config *c, const struct cascade *t)
{
	printf("\n%s:", word(W_MISSING));
	for (size_t i = 0; i < t->n_expected; i++) {
		struct buf partners;
		if (t->expected[i].own)
			continue;
		buf_init(&partners, CAP_FIELD);
		partners_of(c, t->expected[i].region, &partners);
		printf(" %s%s", partners.len ? "★" : "", region_name(c, t->expected[i].region));
		if (cascade_draft(t, t->expected[i].region))
			printf(" (%s)", word(W_DRAFT));
		if (t->expected[i].below)
			printf(" (%zu/%zu)", t->expected[i].below, t->expected[i].below_all);
		buf_release(&partners);
	}
	printf("%s\n", cascade_followed(t) == t->n_expected ? word(W_NONE) : "");
}

static void
print_partners(const struct config *c, const struct cascade *t)
{
	bool any = false;
	for (size_t i = 0; i < c->n_partners; i++)
		for (const char *const *r = c->partners[i].regions; *r; r++) {
			if (!cascade_lacks_partner(c, t, i, *r))
				continue;
			struct buf partners;
			buf_init(&partners, CAP_FIELD);
			partners_of(c, *r, &partners);
			if (!any)
				printf("\n%s:\n", word(W_PARTNERS));
			any = true;
			printf("  ★ %s  [%s]\n", region_name(c, *r), partners.text);
			buf_release(&partners);
		}
}

static void
print_text(const struct config *c, const struct cascade *t, const char *asked)
{
	if (t->item)
		printf("%s  %s  %s  %s\n", t->item, t->date ? t->date : "-",
		    t->doc_number ? t->doc_number : "-",
		    strcmp(lang, "ja") == 0 && t->title_ja ? t->title_ja : t->title);
	else
		printf("%s: %s\n", asked, word(W_ABSENT));
	printf(word(W_PLACES), cascade_followed(t), t->n_expected);
	putchar('\n');
	if (t->cut) {
		printf(word(W_CUT), CASCADE_MOST);
		putchar('\n');
	}
	print_part(c, t, W_FOLLOWED);
	print_part(c, t, W_BELOW);
	print_missing(c, t);
	print_partners(c, t);
	static const enum word rest[] = {W_BESIDE, W_OTHERS, W_UNPLACED, W_DRAFTS, W_EXPLAINS};
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
		print_part(c, t, rest[i]);
}

/* ---- */

static int
cascade(const struct invocation *in)
{
	struct arena a = {0};
	struct config config;
	struct cascade found;
	struct fail f = {0};
	struct store *s = NULL;
	struct buf asked;
	buf_init(&asked, CAP_FIELD);
	for (int i = 0; i < in->argc; i++)
		buf_addf(&asked, "%s%s", i > 0 ? " " : "", in->argv[i]);
	int rc = 0;
	if (strcmp(lang, "en") != 0 && strcmp(lang, "ja") != 0) {
		rc = fail_input(&f, lang, "no such language; allowed: en, ja");
		f.exit = EXIT_USAGE;
	} else if (config_load_few(
	               in->dir, CONFIG_REGIONS | CONFIG_PARTNERS, &a, &config, NULL, &f) < 0 ||
	           (s = store_open(in->dir, STORE_READ, &f)) == NULL) {
		rc = -1;
	} else if ((rc = store_cascade(s, &config, asked.text, &a, &found, &f)) == 0) {
		rc = fail_input(&f, asked.text, "no such paper here, and no document names it");
	}
	if (rc == 1)
		(json ? cascade_print_json : print_text)(&config, &found, asked.text);
	store_close(s);
	buf_release(&asked);
	arena_release(&a);
	return rc < 0 ? store_failed(&f) : EXIT_DONE;
}

const struct command cascade_command = {.name = "",
    .words = "NUMBER|ITEM|TITLE",
    .summary = "Which provinces and cities followed a paper, when, and which did not yet. The\n"
               "document number may stand in any brackets.",
    .options = options,
    .min_words = 1,
    .max_words = -1,
    .run = cascade};
