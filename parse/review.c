/* review.c - see review.h: the sheet given out. */
#include "parse/review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/utf8.h"

const char *const review_kinds[REVIEW_KINDS] = {
    "air", "level", "region", "doc_type", "measure", "translate", "flag"};

const char *
review_values(const struct item *item, const char *kind, struct arena *a)
{
	const struct label *l;
	struct buf b;
	if (strcmp(kind, "flag") == 0)
		return item->flag ? item->flag : "-";
	buf_init(&b, CAP_FIELD);
	for (size_t k = 0; (l = item_label_at(item, kind, k)) != NULL; k++)
		buf_addf(&b, "%s%s", k ? ";" : "", l->value);
	const char *text = b.len ? arena_strn(a, b.text, b.len) : "-";
	buf_release(&b);
	return text;
}

void
review_check(const struct item *item, struct arena *a, char out[REVIEW_CHECK])
{
	char hex[65];
	struct buf b;
	buf_init(&b, CAP_FIELD);
	for (size_t k = 0; k < REVIEW_KINDS; k++)
		buf_addf(&b, "%s\n", review_values(item, review_kinds[k], a));
	sha256_hex(b.text, b.len, hex);
	buf_release(&b);
	memcpy(out, hex, REVIEW_CHECK - 1);
	out[REVIEW_CHECK - 1] = '\0';
}

/* Web text in a line of a sheet: no control character may begin a line of its own or turn the
 * direction of a terminal. */
static void
print_text(const char *text)
{
	for (size_t n = text ? strlen(text) : 0, len; n > 0; text += len, n -= len) {
		int cp = utf8_decode(text, n, &len);
		bool control = cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ||
		               (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
		if (control)
			putchar(' ');
		else
			fwrite(text, 1, len, stdout);
	}
}

static void
print_line(const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	printf("| ");
	print_text(text);
	putchar('\n');
}

static void
print_evidence(const struct item *item, const char *kind)
{
	const struct label *l;
	for (size_t k = 0; (l = item_label_at(item, kind, k)) != NULL; k++) {
		printf("|          %s: ", l->value);
		if (l->term) {
			printf("「");
			print_text(l->term);
			printf("」 in %s at byte %zu, ", l->field ? l->field : "?", l->offset);
		}
		printf("score %.2f (%s)\n", l->score, l->rule ? l->rule : "no rule");
	}
}

static void
print_item(const struct item *item, struct arena *a)
{
	const struct document *d = &item->documents[0];
	char check[REVIEW_CHECK];
	review_check(item, a, check);
	printf("\nitem %s %s\n", item->id, check);
	print_line(d->title);
	print_line(item->title_ja);
	print_line(arena_printf(a, "%s  %s  %s", item->date ? item->date : "undated",
	    d->issuer ? d->issuer : "(no issuer)", d->doc_number ? d->doc_number : ""));
	print_line(d->url);
	for (size_t k = 0; k < REVIEW_KINDS; k++) {
		printf("%-10s %s\n", review_kinds[k], review_values(item, review_kinds[k], a));
		print_evidence(item, review_kinds[k]);
	}
}

/* ---- which items */

struct draw {
	const struct item *item;
	char by[65];
	bool corrected, about_air;
};

static bool
is_corrected(const struct item *item)
{
	for (size_t i = 0; i < item->n_labels; i++)
		if (item->labels[i].rule && strcmp(item->labels[i].rule, "decision") == 0)
			return true;
	return item->flag != NULL;
}

static int
by_hash(const void *x, const void *y)
{
	return strcmp(((const struct draw *)x)->by, ((const struct draw *)y)->by);
}

static void
draws_make(
    struct draw *draws, const struct item *items, size_t n, const char *month, struct arena *a)
{
	for (size_t i = 0; i < n; i++) {
		const struct label *air = item_label(&items[i], "air");
		const char *key = arena_printf(a, "%s %s", month, items[i].id);
		draws[i].item = &items[i];
		draws[i].corrected = is_corrected(&items[i]);
		draws[i].about_air = air && strcmp(air->value, "no") != 0;
		sha256_hex(key, strlen(key), draws[i].by);
	}
	if (n > 0)
		qsort(draws, n, sizeof *draws, by_hash);
}

/* Print the drawn of one sort, at most `most`, and forget them. */
static size_t
print_drawn(struct draw *draws, size_t n, bool about_air, size_t most, struct arena *a)
{
	size_t printed = 0;
	for (size_t i = 0; i < n && printed < most; i++) {
		if (draws[i].item == NULL || draws[i].about_air != about_air)
			continue;
		print_item(draws[i].item, a);
		draws[i].item = NULL;
		printed++;
	}
	return printed;
}

static void
print_corrected(struct draw *draws, size_t n, struct arena *a)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++) {
		if (draws[i].item == NULL || !draws[i].corrected)
			continue;
		if (count++ == 0)
			printf("\n# Corrected by editors before:\n");
		print_item(draws[i].item, a);
		draws[i].item = NULL;
	}
}

static void
sheet_print(const char *month, const struct item *items, size_t n, struct arena *a)
{
	struct draw *draws = arena_zalloc(a, n + 1, sizeof *draws);
	size_t other = 0, shown;
	draws_make(draws, items, n, month, a);
	for (size_t i = 0; i < n; i++)
		other += !draws[i].about_air;
	printf(
	    "# Labels of %s: a sample of %d of the month's %zu items, drawn by chance and the same "
	    "each time.\n"
	    "# Change a value where it is wrong (several: \";\" between them, the most important "
	    "first; none: -)\n"
	    "# and give the sheet back: geppo classify --take FILE --by NAME\n",
	    month, n < REVIEW_ITEMS ? (int)n : REVIEW_ITEMS, n);
	shown = print_drawn(draws, n, true,
	    REVIEW_ITEMS - (other < REVIEW_ITEMS / 3 ? other : REVIEW_ITEMS / 3), a);
	print_drawn(draws, n, false, REVIEW_ITEMS - shown, a);
	print_corrected(draws, n, a);
}

int
review_print(struct store *s, const char *month, struct fail *f)
{
	struct arena a = {0};
	char first[DATE_SIZE], last[DATE_SIZE];
	const struct item *items;
	size_t n;
	if (!date_month(month, first, last))
		return fail_input(f, month, "no month; YYYY-MM is allowed");
	struct item_query q = {.date_from = first, .date_to = last};
	int rc = store_items(s, &q, &a, &items, &n, f);
	if (rc == 0)
		sheet_print(month, items, n, &a);
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}
