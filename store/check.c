/* check.c - geppo check: everything that must hold, and what does not. Each rule is a statement
 * whose rows are faults. */
#include "store/check.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "store/commands.h"
#include "store/itemid.h"

enum { SHOWN = 20 };

static const char INTEGRITY[] = "SELECT integrity_check FROM pragma_integrity_check(100)"
                                " WHERE integrity_check <> 'ok'";
static const char FOREIGN[] =
    "SELECT \"table\" || ' row ' || ifnull(rowid, '?') || ' names a row of '"
    " || parent || ' that is not there' FROM pragma_foreign_key_check";
static const char NO_VERSION[] =
    "SELECT d.name || ' has no version ' || d.version FROM document d LEFT JOIN version v"
    " ON v.document = d.id AND v.number = d.version WHERE v.id IS NULL";
static const char NOT_IN_ITEM[] =
    "SELECT d.name || ' is stored and in no item' FROM document d LEFT JOIN item_document m"
    " ON m.document = d.id WHERE d.state = 'stored' AND m.item IS NULL";
static const char EMPTY_ITEM[] =
    "SELECT i.name || ' has no document and no successor' FROM item i LEFT JOIN redirect r"
    " ON r.item = i.id WHERE r.item IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM item_document m WHERE m.item = i.id)";
static const char MERGED_ITEM[] =
    "SELECT i.name || ' was merged away and still has documents' FROM redirect r"
    " JOIN item i ON i.id = r.item WHERE EXISTS"
    " (SELECT 1 FROM item_document m WHERE m.item = i.id)";
static const char REPRESENTATIVE[] =
    "SELECT i.name || ' is represented by a document that is not its own' FROM item i"
    " LEFT JOIN item_document m ON m.document = i.representative"
    " WHERE i.representative IS NOT NULL AND m.item IS NOT i.id"
    " UNION ALL SELECT i.name || ' has documents and no representative' FROM item i"
    " WHERE i.representative IS NULL AND EXISTS"
    " (SELECT 1 FROM item_document m WHERE m.item = i.id)";
static const char REDIRECTS[] =
    "SELECT i.name || ' leads to an item that leads on' FROM redirect r"
    " JOIN item i ON i.id = r.item JOIN redirect n ON n.item = r.target";
static const char NOT_INDEXED[] =
    "SELECT d.name || ' can not be found: its text is not in the search index' FROM document d"
    " JOIN version v ON v.document = d.id AND v.number = d.version"
    " LEFT JOIN search_docsize x ON x.id = v.id WHERE d.state = 'stored' AND x.id IS NULL";
static const char FILE_NOT_INDEXED[] =
    "SELECT d.name || ' can not be found by its attachment ' || a.href FROM document d"
    " JOIN version v ON v.document = d.id AND v.number = d.version"
    " JOIN attachment a ON a.version = v.id JOIN attachment_text t ON t.id = a.file"
    " LEFT JOIN search_attachment_docsize x ON x.id = t.id"
    " WHERE d.state = 'stored' AND t.text <> '' AND x.id IS NULL";
static const char FILE_OF_ANOTHER[] =
    "SELECT d.name || ' has the text of another address: ' || a.href FROM attachment a"
    " JOIN attachment_text t ON t.id = a.file JOIN version v ON v.id = a.version"
    " JOIN document d ON d.id = v.document WHERE t.key <> a.key";
static const char FILE_NOT_GIVEN[] =
    "SELECT d.name || ' lacks the text of its attachment ' || a.href FROM attachment a"
    " JOIN version v ON v.id = a.version JOIN document d ON d.id = v.document"
    " AND d.version = v.number WHERE a.file IS NULL AND EXISTS"
    " (SELECT 1 FROM attachment_text t WHERE t.key = a.key)";
static const char INDEXED[] = "SELECT 'the search index holds ' || count(*) || ' versions that are"
                              " not there' FROM (SELECT id FROM search_docsize UNION ALL"
                              " SELECT id FROM search_title_docsize) x LEFT JOIN version v"
                              " ON v.id = x.id WHERE v.id IS NULL HAVING count(*) > 0";
static const char JAPANESE_INDEXED[] =
    "SELECT 'the index of Japanese words holds ' || count(*) || ' items that are not there'"
    " FROM search_ja_docsize x LEFT JOIN item i ON i.id = x.id WHERE i.id IS NULL"
    " HAVING count(*) > 0";
static const char TITLE_NOT_INDEXED[] =
    "SELECT d.name || ' can not be found by its title' FROM document d"
    " JOIN version v ON v.document = d.id AND v.number = d.version"
    " LEFT JOIN search_title_docsize x ON x.id = v.id WHERE d.state = 'stored' AND x.id IS NULL";
static const char NO_CAPTURE[] =
    "SELECT d.name || ' version ' || v.number || ' comes from a capture that is not known'"
    " FROM version v JOIN document d ON d.id = v.document LEFT JOIN capture c"
    " ON c.record = v.capture WHERE v.capture IS NOT NULL AND c.id IS NULL";
static const char NO_LABEL_ITEM[] = "SELECT d.subject || ': a decision on an item that was never"
                                    " there' FROM decision d WHERE d.subject LIKE 'item:%'"
                                    " AND NOT EXISTS (SELECT 1 FROM item i"
                                    " WHERE 'item:' || i.name = d.subject)";
static const char NO_LABEL_DOCUMENT[] =
    "SELECT d.subject || ': a decision on a document that is not there' FROM decision d"
    " WHERE d.subject LIKE 'document:%' AND NOT EXISTS (SELECT 1 FROM document x"
    " WHERE 'document:' || x.name = d.subject)";
/* Of a month: what it is about stands behind the field's ":"; and the other item of a merge. */
static const char ITEM_OF_MONTH[] =
    "SELECT subject || ': ' || field || ' is about an item that was never there' FROM decision"
    " WHERE subject LIKE 'issue:%' AND instr(field, ':') > 0"
    " AND NOT EXISTS (SELECT 1 FROM item i WHERE i.name = substr(field, instr(field, ':') + 1))";
static const char MERGED_WITH[] =
    "SELECT d.subject || ' was merged with ' || ifnull(d.value, 'nothing') || ', which was never"
    " there' FROM decision d WHERE d.field = 'merge' AND NOT EXISTS (SELECT 1 FROM item i"
    " WHERE d.value IN (i.name, 'item:' || i.name))";
static const char ITEM_DATE[] =
    "SELECT name || ' has the date ' || ifnull(date, '(none)') FROM item"
    " WHERE representative IS NOT NULL AND (date IS NULL OR NOT (date GLOB '[12][0-9][0-9][0-9]'"
    " OR date GLOB '[12][0-9][0-9][0-9]-[01][0-9]'"
    " OR date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'))";
static const char ENTRY_COUNT[] =
    "SELECT 'issue ' || i.month || ' has no entry number ' || max(e.n) || ' of '"
    " || count(*) FROM issue i JOIN entry e ON e.month = i.month GROUP BY i.month"
    " HAVING max(e.n) > count(*)";
static const char COUNTS[] =
    "SELECT 'documents: ' || (SELECT count(*) FROM document) || ' in all, ' || sum(n)"
    " || ' by state' FROM (SELECT count(*) AS n FROM document WHERE state = 'waiting' UNION ALL"
    " SELECT count(*) FROM document WHERE state = 'stored' UNION ALL"
    " SELECT count(*) FROM document WHERE state = 'held')"
    " HAVING sum(n) <> (SELECT count(*) FROM document)";
static const char CAPTURE_COUNTS[] =
    "SELECT 'captures: ' || (SELECT count(*) FROM capture) || ' in all, ' || sum(n)"
    " || ' by state' FROM (SELECT count(*) AS n FROM capture WHERE state = 'waiting' UNION ALL"
    " SELECT count(*) FROM capture WHERE state = 'parsed' UNION ALL"
    " SELECT count(*) FROM capture WHERE state = 'held' UNION ALL"
    " SELECT count(*) FROM capture WHERE state = 'dropped')"
    " HAVING sum(n) <> (SELECT count(*) FROM capture)";
static const char ITEMS[] = "SELECT id, name FROM item ORDER BY id";

static const struct {
	const char *name, *sql;
} rules[] = {{"database", INTEGRITY}, {"reference", FOREIGN}, {"version", NO_VERSION},
    {"version", NO_CAPTURE}, {"item", NOT_IN_ITEM}, {"item", EMPTY_ITEM}, {"item", MERGED_ITEM},
    {"item", REPRESENTATIVE}, {"item", REDIRECTS}, {"search", NOT_INDEXED}, {"search", INDEXED},
    {"search", TITLE_NOT_INDEXED}, {"search", JAPANESE_INDEXED}, {"search", FILE_NOT_INDEXED},
    {"attachment", FILE_OF_ANOTHER}, {"attachment", FILE_NOT_GIVEN}, {"decision", NO_LABEL_ITEM},
    {"decision", NO_LABEL_DOCUMENT}, {"decision", ITEM_OF_MONTH}, {"decision", MERGED_WITH},
    {"item", ITEM_DATE}, {"count", ENTRY_COUNT}, {"count", COUNTS}, {"count", CAPTURE_COUNTS}};

int64_t
check_step(int64_t n, bool all)
{
	enum { SAMPLED = 2000 };
	return all || n <= SAMPLED ? 1 : n / SAMPLED;
}

void
check_fault_found(struct check_result *r, const char *kind, const char *what)
{
	r->faults++;
	if (r->kind == NULL || strcmp(r->kind, kind) != 0)
		r->shown = 0;
	r->kind = kind;
	if (r->shown++ < SHOWN)
		printf("%s: %s\n", kind, what);
	else if (r->shown == SHOWN + 1)
		printf("%s: and more\n", kind);
}

/* Where the database is damaged a rule may fail; that is a fault too, and the others go on. */
static int
judged(struct store *s, int rc, const char *kind, struct check_result *r, struct fail *f)
{
	if (rc >= 0 || !s->damaged)
		return rc;
	check_fault_found(r, kind, fail_text(f));
	s->damaged = false;
	return 0;
}

static int
check_rule(struct store *s, size_t i, struct check_result *r, struct fail *f)
{
	int rc;
	struct query q = query(s, rules[i].sql);
	while ((rc = query_step(&q, f)) == 1)
		check_fault_found(r, rules[i].name, column_text(&q, 0));
	return judged(s, rc, rules[i].name, r, f);
}

/* An id is what its number makes it, check character and all. */
static int
check_item_ids(struct store *s, struct check_result *r, struct fail *f)
{
	int rc;
	struct query q = query(s, ITEMS);
	while ((rc = query_step(&q, f)) == 1) {
		char want[ITEMID_SIZE], text[256];
		const char *name = column_text(&q, 1);
		itemid_write(column_int(&q, 0) - 1, want);
		if (name && strcmp(want, name) == 0)
			continue;
		snprintf(text, sizeof text, "%.100s should be %s", name ? name : "(none)", want);
		check_fault_found(r, "item id", text);
	}
	return judged(s, rc, "item id", r, f);
}

static bool all;

static const struct option_spec options[] = {
    {"all", OPTION_FLAG, &all, NULL, "read every archived record, not a sample of them", 0, 0},
    {0}};

/* What a damaged database gives may be anything: its texts are not looked into. rules[0] is the
 * database's own word. */
static int
check_all(struct store *s, struct check_result *r, struct fail *f)
{
	s->doubted = true;
	int rc = check_schema(s, r, f);
	size_t before = r->faults;
	if (rc == 0)
		rc = check_rule(s, 0, r, f);
	r->unsound = r->unsound || r->faults > before;
	for (size_t i = 1; rc == 0 && i < sizeof rules / sizeof *rules; i++)
		rc = check_rule(s, i, r, f);
	if (rc == 0)
		rc = check_item_ids(s, r, f);
	if (rc == 0 && !r->unsound &&
	    (check_versions(s, all, r, f) < 0 || check_keys(s, all, r, f) < 0 ||
	        check_search(s, all, r, f) < 0 || check_facets(s, all, r, f) < 0))
		rc = judged(s, -1, "database", r, f);
	if (rc == 0)
		rc = judged(s, check_archive(s, all, r, f), "database", r, f);
	if (rc == 0 && r->unsound)
		log_warn("the database is damaged: texts were not compared; geppo restore puts a "
		         "backup into an empty data directory");
	return rc;
}

static int
check(const struct invocation *in)
{
	struct check_result r = {0};
	struct fail f = {0};
	struct store *s = store_open(in->dir, STORE_READ, &f);
	int rc = s ? check_all(s, &r, &f) : -1;
	store_close(s);
	if (rc < 0)
		return store_failed(&f);
	printf("%zu faults; %zu rules, %lld of %lld archived records read\n", r.faults,
	    sizeof rules / sizeof *rules + 8, (long long)r.records, (long long)r.captures);
	return r.faults ? EXIT_HELD : EXIT_DONE;
}

const struct command check_command = {.name = "",
    .summary =
        "Look through the store and a sample of the archive: the database, references, items,\n"
        "the search index, counts, digests. Every fault is named; exit 1 when there is one.",
    .options = options,
    .run = check};
