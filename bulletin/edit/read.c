/* read.c - an editor's file back into its parts; every fault of form is told with its line. */
#include "bulletin/edit/manuscript.h"

#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "bulletin/point.h"

enum { NOWHERE = -2, POINTS_OF_ISSUE = -3, REST = -1 };
enum { ISSUE_POINTS_MAX = 12, REMARKS_MAX = 16, BLOCKS_MAX = 5000 };

struct reading {
	struct arena *a;
	struct manuscript *m;
	struct faults *faults;
	struct block *blocks;
	size_t room;
	int line;
	int section;         /* an enum section, or one of the above */
	struct value *value; /* that a line beginning with a blank, or ・, goes on with */
	bool points;         /* the value takes lines of ・ */
	bool over;           /* and has more than it may */
	int remarks;         /* of the block at hand */
};

void
faults_init(struct faults *fl, const char *file)
{
	*fl = (struct faults){.file = file};
	buf_init(&fl->text, CAP_CONFIG_FILE);
}

void
faults_release(struct faults *fl)
{
	buf_release(&fl->text);
}

void
fault_add(struct faults *fl, int line, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	buf_addf(&fl->text, "%s:%d: ", fl->file, line);
	buf_vaddf(&fl->text, fmt, ap);
	buf_addc(&fl->text, '\n');
	va_end(ap);
	fl->n++;
}

/* The length of `word` at the start of s, its signs in either width; 0 when it is not there. */
static size_t
begins(const char *s, const char *word)
{
	const char *at = s;
	size_t len, n;
	while (*word) {
		if (*at == '\0')
			return 0;
		int have = utf8_fold_width(utf8_decode(at, strlen(at), &len));
		if (have != utf8_fold_width(utf8_decode(word, strlen(word), &n)))
			return 0;
		at += len;
		word += n;
	}
	return (size_t)(at - s);
}

static const char *
skip_blanks(const char *s)
{
	for (size_t len; *s; s += len)
		if (!utf8_is_space(utf8_decode(s, strlen(s), &len)))
			break;
	return s;
}

/* The text without blanks at both ends. */
static const char *
trimmed(struct reading *r, const char *s)
{
	s = skip_blanks(s);
	size_t end = 0, len;
	for (size_t i = 0; s[i]; i += len)
		if (!utf8_is_space(utf8_decode(s + i, strlen(s + i), &len)))
			end = i + len;
	return arena_strn(r->a, s, end);
}

static void
value_set(struct reading *r, struct value *v, const char *text, bool proposal)
{
	if (v->text)
		fault_add(r->faults, r->line, "stands here already, in line %d", v->line);
	*v = (struct value){text, proposal, r->line};
	r->value = v;
	r->over = false;
}

/* A bullet, or the rest of a line that was broken: Japanese is joined without a blank. */
static void
value_go_on(struct reading *r, const char *text, bool bullet)
{
	struct value *v = r->value;
	size_t n = v->text ? strlen(v->text) : 0;
	const char *joint = bullet                                           ? "\n"
	                    : n && (v->text[n - 1] & 0x80) && (*text & 0x80) ? ""
	                                                                     : " ";
	if (n + strlen(text) > CAP_FIELD) {
		fault_add(r->faults, r->line, "more than %d bytes in all", CAP_FIELD);
		r->value = NULL;
		return;
	}
	v->text = arena_printf(r->a, "%s%s%s", n ? v->text : "", n ? joint : "", text);
}

/* One more point than there may be is told once and not taken. */
static bool
has_room(struct reading *r)
{
	size_t n = 0, most = r->value == &r->m->points ? ISSUE_POINTS_MAX : POINTS_MAX;
	for (const char *s = r->value->text; s && *s; s = strchr(s, '\n'), s = s ? s + 1 : s)
		n++;
	if (n == most && !r->over)
		fault_add(r->faults, r->line, "more than %zu points", most);
	r->over = n >= most;
	return !r->over;
}

static bool
read_bullet(struct reading *r, const char *s)
{
	size_t n = begins(s, "・");
	n = n ? n : begins(s, "･");
	n = n ? n : begins(s, "- ");
	if (n == 0)
		return false;
	const char *text = trimmed(r, s + n);
	if (!r->points || !r->value)
		fault_add(r->faults, r->line, "a point (・) stands below 要点");
	else if (*text == '\0')
		return true;
	else if (has_room(r))
		value_go_on(r, text, true);
	return true;
}

/* "(案)" behind a name. */
static size_t
proposal_mark(const char *s)
{
	return begins(s, "(案)");
}

static void
read_heading(struct reading *r, const char *title)
{
	static const char points[] = "この号の要点", rest[] = "そのほか",
	                  lines[] = "行だけで載るもの";
	title = trimmed(r, title);
	size_t n = begins(title, points);
	r->section = NOWHERE;
	r->value = NULL;
	r->points = r->over = false;
	if (n && (title[n] == '\0' || title[n + proposal_mark(title + n)] == '\0')) {
		r->section = POINTS_OF_ISSUE;
		value_set(r, &r->m->points, "", title[n] != '\0');
		r->points = true;
		return;
	}
	if (begins(title, rest) || begins(title, lines))
		r->section = REST;
	for (int k = 0; k < SECTION_ENTRIES; k++)
		if (strcmp(title, section_names[k].title) == 0) {
			r->section = k;
			if (r->m->sections[k])
				fault_add(r->faults, r->line,
				    "the section %s stands in line %d already", title,
				    r->m->sections[k]);
			r->m->sections[k] = r->line;
		}
	if (r->section == NOWHERE)
		fault_add(r->faults, r->line, "no section of the issue: %s", title);
}

static const char *
word_of(const char *s)
{
	static const char *const words[] = {"掲載", "除外", "報道", "続報", "速報", "一行"};
	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (strcmp(s, words[k]) == 0)
			return words[k];
	return NULL;
}

static struct block *
block_add(struct reading *r, const char *id, const char *word)
{
	const struct block *former = manuscript_find(r->m, id);
	if (former)
		fault_add(r->faults, r->line, "[%s] stands in line %d already", id, former->line);
	r->blocks = arena_grow(r->a, r->blocks, r->m->n, r->m->n + 1, &r->room, sizeof *r->blocks);
	struct block *b = &r->blocks[r->m->n++];
	*b = (struct block){
	    .id = id, .word = word, .line = r->line, .section = r->section, .remarks = ""};
	r->m->blocks = r->blocks;
	return b;
}

/* "[A0427K] 掲載" */
static bool
read_head(struct reading *r, const char *s)
{
	size_t open = begins(s, "["), len, n = 0;
	if (open == 0)
		return false;
	s += open;
	char id[32];
	while (*s && !begins(s, "]") && n + 4 < sizeof id) {
		int cp = utf8_fold_width(utf8_decode(s, strlen(s), &len));
		n += utf8_encode(cp >= 'a' && cp <= 'z' ? (unsigned)cp - 32 : (unsigned)cp, id + n);
		s += len;
	}
	size_t close = begins(s, "]");
	const char *word = close ? word_of(trimmed(r, s + close)) : NULL;
	r->value = NULL;
	r->points = false;
	r->remarks = 0;
	if (r->m->n >= BLOCKS_MAX) {
		fault_add(r->faults, r->line, "more than %d items", BLOCKS_MAX);
		return true;
	}
	if (r->section == NOWHERE || r->section == POINTS_OF_ISSUE)
		fault_add(r->faults, r->line, "an item stands in a section (== ...)");
	if (word == NULL)
		fault_add(r->faults, r->line, "behind the id in [ ] stands 掲載 or 除外");
	(void)block_add(r, trimmed(r, arena_strn(r->a, id, n)), word ? word : "");
	return true;
}

/* "題名(案): ..." */
static bool
read_part(struct reading *r, const char *s)
{
	for (int k = 0; k < PART_COUNT; k++) {
		size_t n = begins(s, part_names[k]);
		size_t mark = n ? proposal_mark(s + n) : 0;
		size_t colon = n ? begins(s + n + mark, ":") : 0;
		if (colon == 0)
			continue;
		const char *text = trimmed(r, s + n + mark + colon);
		if (r->m->n == 0 || r->section < REST) {
			fault_add(r->faults, r->line, "belongs to no item");
			return true;
		}
		struct block *b = &r->blocks[r->m->n - 1];
		if (k == PART_NOTE && mark)
			fault_add(r->faults, r->line, "一言 is the editor's alone: no (案)");
		value_set(r, &b->parts[k], text, mark > 0);
		r->points = k == PART_POINTS;
		if (r->points && *text)
			fault_add(
			    r->faults, r->line, "points stand in lines of their own, each with ・");
		return true;
	}
	return false;
}

static bool
read_key(struct reading *r, const char *s)
{
	size_t month = begins(s, "月:"), digest = begins(s, "版:");
	if (r->section != NOWHERE || r->m->n > 0 || (!month && !digest))
		return false;
	if (month)
		r->m->month = trimmed(r, s + month);
	else {
		r->m->digest = trimmed(r, s + digest);
		r->m->digest_line = r->line;
	}
	return true;
}

static void
read_remark(struct reading *r, const char *line)
{
	if (r->m->n == 0 || r->section < REST || r->remarks++ >= REMARKS_MAX)
		return;
	struct block *b = &r->blocks[r->m->n - 1];
	b->remarks = arena_printf(r->a, "%s%s\n", b->remarks, line);
}

static void
read_line(struct reading *r, const char *line)
{
	const char *s = skip_blanks(line);
	size_t heading = begins(s, "==");
	if (*s == '\0')
		return;
	if (begins(s, "#"))
		read_remark(r, s);
	else if (heading)
		read_heading(r, s + heading);
	else if (read_bullet(r, s) || read_head(r, s) || read_part(r, s) || read_key(r, s))
		return;
	else if (s > line && r->value && (!r->points || *r->value->text))
		value_go_on(r, trimmed(r, s), false);
	else
		fault_add(r->faults, r->line, "not understood: %.60s", s);
}

/* Nothing but text; a carriage return at the end is a DOS line's. */
static const char *
checked(struct reading *r, const char *s, size_t n)
{
	while (n > 0 && s[n - 1] == '\r')
		n--;
	if (n > CAP_FIELD)
		fault_add(r->faults, r->line, "a line of more than %d bytes", CAP_FIELD);
	else if (!utf8_valid(s, n))
		fault_add(r->faults, r->line, "not UTF-8: save the file in that encoding");
	else {
		for (size_t i = 0; i < n; i++)
			if ((unsigned char)s[i] < 0x20 && s[i] != '\t') {
				fault_add(r->faults, r->line, "a control character");
				return NULL;
			}
		return arena_strn(r->a, s, n);
	}
	return NULL;
}

void
manuscript_read(
    const char *text, size_t n, struct arena *a, struct manuscript *out, struct faults *fl)
{
	static const char bom[] = "\xef\xbb\xbf";
	*out = (struct manuscript){.month = "", .digest = ""};
	struct reading r = {.a = a, .m = out, .faults = fl, .section = NOWHERE};
	size_t i = n >= 3 && memcmp(text, bom, 3) == 0 ? 3 : 0;
	while (i < n) {
		const char *end = memchr(text + i, '\n', n - i);
		size_t len = end ? (size_t)(end - text) - i : n - i;
		r.line++;
		const char *line = checked(&r, text + i, len);
		if (line)
			read_line(&r, line);
		i += len + 1;
	}
	out->lines = r.line;
}

const struct block *
manuscript_find(const struct manuscript *m, const char *id)
{
	for (size_t k = 0; k < m->n; k++)
		if (strcmp(m->blocks[k].id, id) == 0)
			return &m->blocks[k];
	return NULL;
}

bool
block_is_entry(const struct block *b)
{
	return strcmp(b->word, "掲載") == 0;
}
