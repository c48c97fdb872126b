/* main.c - geppo-bulletin: draft the issue of a month, show its faces. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/parser.h>
#include <libxslt/xslt.h>

#include "base/caps.h"
#include "base/command.h"
#include "base/file.h"
#include "base/log.h"
#include "bulletin/bulletin.h"
#include "bulletin/edit/edit.h"
#include "bulletin/edition.h"
#include "bulletin/post/post.h"
#include "mail/reader.h"

static const char *issued_option, *format_option = "text", *edition_option, *output_option;
static bool drafts_option, page_option;
static const char formats_text[] = "text, mail-html, html, pdf, docx, atom, jsonfeed, ics or xml";

static int
failed(const struct fail *f)
{
	log_warn("%s", fail_text(f));
	return f->exit;
}

static void
print_row(const char *title, size_t n)
{
	printf("  %6zu  %s\n", n, title);
}

/* What an editor wants to know of a draft before reading it. */
static void
print_summary(const struct month *m, const struct made_issue *i)
{
	const struct coverage *cv = &i->coverage;
	printf("%s (issued %s): %zu entries of %zu items of the month\n\nsections\n", m->id,
	    m->issued, i->selection.fates[FATE_ENTRY], i->selection.n);
	for (int k = 0; k < SECTION_COUNT; k++)
		print_row(section_names[k].title, i->counts[k]);
	printf("\nleft out, or told elsewhere\n");
	size_t left = 0;
	for (int k = FATE_REPORT; k < FATE_COUNT; k++) {
		left += i->selection.fates[k];
		if (i->selection.fates[k] > 0)
			print_row(fate_names[k].title, i->selection.fates[k]);
	}
	if (left == 0)
		print_row("nothing", 0);
	if (cv->run)
		printf("\nsources: %zu, checked over the whole month %zu, partly %zu, not %zu\n",
		    cv->n, cv->whole, cv->partly, cv->none);
	else
		printf("\nsources: the collection was not run for this month; the issue rests on "
		       "loaded documents\n");
}

static bool
today_in_japan(char out[DATE_SIZE])
{
	char now[INSTANT_SIZE];
	instant_now(now);
	return instant_date(now, JAPAN_OFFSET, out);
}

static int
parse_month(const struct invocation *in, struct month *m)
{
	char today[DATE_SIZE];
	if (!today_in_japan(today))
		bug("no date today");
	const char *issued = issued_option ? issued_option : today;
	if (month_init(m, in->argv[0], issued))
		return 0;
	fprintf(stderr, "geppo bulletin: not a month (YYYY-MM) or day (YYYY-MM-DD): %s%s%s\n",
	    in->argv[0], issued_option ? ", " : "", issued_option ? issued_option : "");
	return -1;
}

static int
load_config(const char *dir, struct arena *a, struct config *c, struct fail *f)
{
	struct buf faults;
	buf_init(&faults, CAP_CONFIG_FILE);
	int rc = config_load(dir, CONFIG_ALL, a, c, &faults, f);
	if (rc < 0)
		fputs(faults.text, stderr);
	buf_release(&faults);
	return rc;
}

static int
draft(const struct invocation *in)
{
	struct arena a = {0};
	struct config c;
	struct fail f = {0};
	struct month m;
	struct made_issue issue = {0};
	if (parse_month(in, &m) < 0)
		return EXIT_USAGE;
	if (strcmp(m.issued, m.after) < 0)
		log_warn(
		    "the month %s is not over on %s: the issue will be incomplete", m.id, m.issued);
	struct store *s = NULL;
	int code = EXIT_DONE;
	if (load_config(in->dir, &a, &c, &f) < 0 ||
	    (s = store_open(in->dir, STORE_WRITE, &f)) == NULL ||
	    issue_draft(s, &c, &m, &a, &issue, &f) < 0) {
		code = failed(&f);
	} else {
		print_summary(&m, &issue);
	}
	issue_release(&issue);
	store_close(s);
	arena_release(&a);
	return code;
}

static int
put_face(const struct invocation *in, const char *xml, struct fail *f)
{
	struct buf face;
	buf_init(&face, CAP_ISSUE);
	int rc = 0;
	if (strcmp(format_option, "xml") == 0)
		buf_adds(&face, xml);
	else
		rc = issue_face(in->dir, xml, format_option, edition_option, &face, f);
	if (rc == 0 && output_option)
		rc = file_write(output_option, face.text, face.len, f);
	else if (rc == 0 && fwrite(face.text, 1, face.len, stdout) < face.len)
		rc = fail_io(f, "standard output", "cannot write");
	buf_release(&face);
	return rc;
}

static int
wrong_show(void)
{
	bool one = true;
	bool xml = strcmp(format_option, "xml") == 0;
	if (!xml && !face_known(format_option, &one))
		fprintf(stderr, "geppo bulletin show: no such format: %s (%s)\n", format_option,
		    formats_text);
	else if (edition_option && one)
		fprintf(stderr, "geppo bulletin show: --format %s is one for all editions\n",
		    format_option);
	else
		return EXIT_DONE;
	return EXIT_USAGE;
}

/* Call `use` with the issue of the month named. */
static int
with_issue(const struct invocation *in,
    int (*use)(const struct invocation *in, const char *xml, struct fail *f))
{
	struct arena a = {0};
	struct fail f = {0};
	struct month m;
	struct issue issue;
	if (parse_month(in, &m) < 0)
		return EXIT_USAGE;
	int code = EXIT_DONE, found = -1;
	struct store *s = store_open(in->dir, STORE_READ, &f);
	if (s)
		found = store_issue(s, m.id, &a, &issue, &f);
	if (found == 0)
		(void)fail_input(&f, m.id, "there is no issue yet (geppo bulletin draft %s)", m.id);
	if (found != 1 || use(in, issue.xml, &f) < 0)
		code = failed(&f);
	store_close(s);
	arena_release(&a);
	return code;
}

static int
show(const struct invocation *in)
{
	return wrong_show() == EXIT_DONE ? with_issue(in, put_face) : EXIT_USAGE;
}

static int
put_preview(const struct invocation *in, const char *xml, struct fail *f)
{
	struct buf out;
	buf_init(&out, CAP_ISSUE);
	int rc = editions_compare(in->dir, in->argv[0], xml, page_option, &out, f);
	if (rc == 0 && fwrite(out.text, 1, out.len, stdout) < out.len)
		rc = fail_io(f, "standard output", "cannot write");
	buf_release(&out);
	return rc;
}

static int
preview(const struct invocation *in)
{
	return with_issue(in, put_preview);
}

static int
site(const struct invocation *in)
{
	struct fail f = {0};
	struct store *s = store_open(in->dir, STORE_READ, &f);
	int n = s ? site_write(s, in->dir, in->argv[0], drafts_option, &f) : -1;
	int code = n < 0 ? failed(&f) : EXIT_DONE;
	if (n >= 0)
		printf("%d issues in %s\n", n, in->argv[0]);
	store_close(s);
	return code;
}

static const struct option_spec draft_options[] = {
    {"issued", OPTION_TEXT, &issued_option, "YYYY-MM-DD",
        "the day of issue (default: today in Japan)", 0, 0},
    {0}};
static const struct option_spec show_options[] = {
    {"format", OPTION_TEXT, &format_option, "FORMAT", formats_text, 0, 0},
    {"edition", OPTION_TEXT, &edition_option, "PARTNER",
        "as this partner of partners.yaml gets it: its regions first", 0, 0},
    {"output", OPTION_TEXT, &output_option, "FILE", "write there (default: standard output)", 0, 0},
    {0}};
static const struct option_spec preview_options[] = {
    {"html", OPTION_FLAG, &page_option, NULL, "as a page, the editions side by side", 0, 0}, {0}};
static const struct option_spec site_options[] = {
    {"drafts", OPTION_FLAG, &drafts_option, NULL, "drafts as well, marked so", 0, 0}, {0}};
static const struct command commands[] = {
    {"draft", "YYYY-MM", "make the draft of a month's issue from the store", draft_options, 1, 1,
        draft},
    {"edit", "YYYY-MM", "open the draft as one text, and take it back", edit_options, 1, 1,
        command_edit},
    {"show", "YYYY-MM", "print an issue", show_options, 1, 1, show},
    {"preview", "YYYY-MM", "what each edition says that the others do not", preview_options, 1, 1,
        preview},
    {"site", "FOLDER", "write all issues as a folder of web pages, feeds and calendars",
        site_options, 1, 1, site},
    {"proof", "YYYY-MM", "mail the draft to the editors", NULL, 1, 1, command_proof},
    {"due", "", "what the calendar says today: open a draft, remind editors, send", due_options, 0,
        0, command_due},
    {"approve", "YYYY-MM", "freeze the draft in all its editions, as a named person",
        approve_options, 1, 1, command_approve},
    {"correct", "YYYY-MM FILE", "write a correction to an issue that went out (-: standard input)",
        NULL, 2, 2, command_correct},
    {"withdraw", "YYYY-MM", "take an approval back before the first message", withdraw_options, 1,
        1, command_withdraw},
    {"send", "YYYY-MM", "send the approved issue to those who have not got it", send_options, 1, 1,
        command_send},
    {"post", "", "send what waits in the outbox: answers, notices, further tries", post_options, 0,
        0, command_post},
    {"mailbox", "", "deal with what readers and mail servers sent: wishes, bounces", NULL, 0, 0,
        command_mailbox},
    {"requests", "", "what municipalities wish to read whole, most wished for first",
        requests_options, 0, 0, command_requests},
    {"ledger", "YYYY-MM", "what became of each message", ledger_options, 1, 1, command_ledger},
    {"resolve", "YYYY-MM", "settle messages that are unknown, refused or bounced", resolve_options,
        1, 1, command_resolve},
    {0}};

static const struct command notify = {.name = "",
    .summary = "Tell the operators (mail.operators) in one message what changed: sources that "
               "broke or recovered, stages that stall or go on.",
    .options = notify_options,
    .run = command_notify};

#if defined(__SANITIZE_ADDRESS__)
/* As in geppo-extract: the caged reader cannot start the leak checker's process. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "notify") == 0)
		return command_run_one("geppo notify", &notify, argc - 1, argv + 1);
	if (argc == 2 && strncmp(argv[1], "--mail-reader", 13) == 0)
		return mail_reader_main(argv[1]);
	if (argc < 2 || strcmp(argv[1], "bulletin") != 0) {
		fprintf(stderr, "geppo-bulletin: called by geppo as: geppo bulletin ...\n");
		return EXIT_USAGE;
	}
	LIBXML_TEST_VERSION
	int code = command_run("geppo bulletin", commands, argc - 1, argv + 1);
	xsltCleanupGlobals();
	xmlCleanupParser();
	return code;
}
