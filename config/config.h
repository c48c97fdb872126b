/* config.h - what people edit, loaded and checked as a whole.
 *
 * Files: DIR/config/NAME when it exists, else the one shipped in share/geppo/config. geppo.yaml,
 * sources.yaml and partners.yaml are written by `geppo init`; the vocabularies are taken from the
 * shipped ones unless an editor puts a copy in DIR/config. Loading goes on after a fault: every
 * fault is reported as "file:line: what is wrong; what is allowed". */
#ifndef GEPPO_CONFIG_CONFIG_H
#define GEPPO_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/fail.h"
#include "config/xpath.h"

enum level { LEVEL_NONE, LEVEL_CENTRAL, LEVEL_REGION, LEVEL_PROVINCE, LEVEL_CITY, LEVEL_COUNTY };

/* "central", "region", ... ; NULL-safe back: unknown gives LEVEL_NONE. */
const char *level_name(enum level level);
enum level level_named(const char *name);

/* regions.tsv: GB/T 2260 codes, and the key regions (jjj, yrd, fwp, prd) as rows of their own. */
struct region {
	const char *code; /* "130400", "000000" (nation), "jjj" */
	const char *zh;
	const char *ja;
	const char *parent;         /* code, or NULL for the nation and key regions */
	const char *level;          /* "nation", "province", "prefecture", "county", "key" */
	const struct region *above; /* the parent, or NULL */
	const struct key_member *memberships;
};

/* A key region's membership in a span of time (regions by year: policy documents redefine them). */
struct key_member {
	const char *key;               /* "jjj" */
	const char *code;              /* member, GB/T 2260 */
	const char *from;              /* "2023-11-30" */
	const char *to;                /* first day it no longer holds, NULL = still */
	const struct key_member *next; /* of the same member */
};

/* How the list of a column is asked for and read. Paths lead through JSON: member names joined by
 * '.', a number for an element of an array, '|' between paths of which the first that leads to a
 * text holds; a text that is JSON itself is entered. */
/* A value that the page of a list holds for the address of its rows. */
struct listing_take {
	const char *name;    /* as in {name}; NULL ends a list of them */
	const char *pattern; /* PCRE2 over the page; its first group is the value */
};

struct listing_form {
	const char *kind;    /* "html", "script", "json", "jsonp", "rss", "sitemap" */
	const char *method;  /* "GET", "POST"; NULL: POST when there is a body */
	const char *body;    /* of the request, with the placeholders of `pagination`, or NULL */
	const char *referer; /* the page that shows the list, or NULL */
	const char *items;   /* path of the rows; NULL: found by their shape */
	const char *title, *link, *date; /* paths from a row; NULL: by their usual names */
	const char *link_template; /* address of an article with {path} for parts of its row */
	/* Where list_url is only the page whose script asks for the rows: the address it asks, with
	 * {name} for each value taken from the page. Else NULL. */
	const char *data;
	const struct listing_take *take;
};

/* sources.yaml: one polled column of one site. */
struct source {
	const char *id;      /* "mee-zcwj-wj" */
	const char *name_zh; /* 生态环境部 */
	const char *name_ja; /* 生態環境部 */
	const char *column;  /* 部文件 */
	enum level level;
	const char *region; /* code; "000000" for central */
	const char *list_url;
	const char *article; /* PCRE2 over the absolute URL, or NULL: every row */
	const char *cms;     /* family, for people */
	const char *charset; /* declared, or NULL */
	struct listing_form listing;
	const char *pagination; /* link of page 2 and on with {n}; "none": one page; NULL: as the
	                           page itself says */
	const char *page_parameter; /* of list_url's query, that takes the number; or NULL */
	const char *page_value;   /* what it takes instead of the bare number, with {n}; or NULL */
	int first_index;          /* the number of page 2 */
	const char *numbering;    /* "forward"; "reversed": counted from the last page */
	int per_page;             /* rows of a page, for {from} and {to}; 0: not known */
	int max_pages;            /* pages looked at in one go; 0: as geppo.yaml says */
	const char *const *needs; /* "proxy", "js", "json", "cookie", "tls_legacy"; NULL-terminated
	                           */
	const char *proxy;  /* the site is asked through this one, http or https; NULL: directly */
	const char *tls;    /* "verified"; "legacy": old TLS too, where the usual one fails */
	int delay_seconds;  /* least pause between requests to this host */
	int interval_hours; /* how often to look, to begin with */
	int interval_min_hours, interval_max_hours; /* bounds of what its rhythm makes of it; 0: a
	                                               quarter, three times */
	const char *state;                          /* "active", "trial" or "retired" */
	const char *xpath[XPATH_COUNT]; /* overrides of the generic reading, each may be NULL */
	int line;                       /* in sources.yaml */
};

/* What a source has that says nothing: polled daily, html, active, ... */
extern const struct source source_defaults;

/* partners.yaml: a Japanese body and its Chinese partners. */
struct partner {
	const char *id;             /* "kitakyushu" */
	const char *name_ja;        /* 北九州市 */
	const char *const *regions; /* codes of the partner provinces and cities, NULL-terminated */
};

/* partners.yaml: readers with something in common; what a recipient does not say, its group does.
 */
struct group {
	const char *id;
	const char *name_ja;
	const char *language;
	const char *const *formats;
};

/* partners.yaml: who gets the bulletin by mail. */
struct recipient {
	const char *id;             /* stays when the address changes: the ledger hangs on it */
	const char *address;        /* ASCII, as in SMTP */
	const char *name;           /* as in "To:", or NULL */
	const char *partner;        /* whose edition, NULL: the issue as all get it */
	const char *group;          /* or NULL */
	const char *language;       /* of the issue: "ja" */
	const char *const *formats; /* beside the text: "html", "pdf", "docx"; NULL-terminated */
	const char *state;          /* "active", "paused", "left" */
	const char *until;          /* paused before this day; NULL: until told otherwise */
	const char *const *was;     /* former addresses, still known when they write */
};

struct measure {
	const char *id; /* "vehicle" */
	const char *ja; /* 自動車 */
};

struct doctype {
	const char *id; /* "plan" */
	const char *ja; /* 計画 */
};

/* quantities.tsv: the Japanese words for figures read out of documents. */
struct wording {
	const char *kind; /* "quantity", "aspect", "unit", "place" */
	const char *id;   /* "pm25", "concentration", "µg/m³"; of a place its Chinese name */
	const char *ja;
};

struct term {
	const char *zh;
	const char *ja;
	const char *class;
};

/* A mail server, for sending (SMTP) or reading (IMAP). */
struct mail_server {
	const char *host;          /* NULL: none */
	int port;                  /* 0: the usual one of the protocol and security */
	const char *security;      /* "none", "starttls", "tls" */
	const char *user;          /* NULL: no login */
	const char *password_file; /* its first line is the password; NULL: from the environment */
	const char *ca_file;       /* certificates to trust instead of the system's, or NULL */
	int timeout_seconds;       /* for one answer */
};

/* A day off in Japan, beside Saturdays and Sundays (holidays.tsv). */
struct holiday {
	const char *date, *name;
};

struct settings {                  /* geppo.yaml */
	const char *publisher;     /* who publishes the bulletin, Japanese */
	const char *contact_mail;  /* readers' address */
	const char *contact_phone; /* may be NULL */
	const char *first_issue;   /* the month of 第1号, or NULL: issues have no number */
	const char *desk_url;      /* where readers ask for translations as well, or NULL */
	const char *fetch_contact; /* in the User-Agent; NULL: geppo does not go out to fetch */
	int fetch_delay_seconds;
	int fetch_timeout_seconds;
	int fetch_max_pages;
	const char *const *fetch_look_again_days; /* after which an article is looked at again */
	const char *const *fetch_allow_networks;  /* "127.0.0.0/8", ... for private test sites */
	const char *fetch_ca_file;    /* certificates trusted besides the system's, PEM, or NULL */
	int fetch_archive_mb;         /* an archive file that is larger is followed by a new one */
	const char *machine_url;      /* translation service, in front of /v2/translate; or NULL */
	const char *machine_key_file; /* its first line is the key; NULL: from the environment */
	int machine_timeout_seconds;  /* for one request */
	int machine_characters;       /* Chinese characters a month, at most */
	bool cage_allow_without; /* run the parser without Landlock/seccomp where the kernel has
	                            none */
	int cage_cpu_seconds;
	int cage_memory_mb;
	int parse_workers;
	const char *const *editors;        /* addresses: proofs, reminders */
	const char *const *near;           /* rules of relevance.yaml whose items are near misses */
	struct mail_server mail;           /* how mail goes out */
	const char *mail_from;             /* address in From:, where replies come to */
	const char *mail_bounces;          /* envelope sender; NULL: mail_from */
	const char *const *mail_operators; /* addresses: who hears of trouble */
	bool mail_verp;                   /* a bounce address for each message: bounces+TOKEN@... */
	const char *mail_unsubscribe_url; /* https, for one-click; NULL: none */
	int mail_per_minute;              /* 0: as fast as the server takes them */
	struct mail_server mailbox;       /* where replies and bounces are read */
	const char *mailbox_folder;
	const char *mailbox_maildir;         /* a folder of this machine instead; NULL: none */
	int draft_day, remind_day, send_day; /* of the month after; a day off gives way to the next
	                                        working day */
	bool office_holidays;                /* December 29 to January 3 are days off */
	bool attachments_ocr;                /* pictures of pages are read with tesseract */
	int attachments_ocr_seconds;         /* CPU time for those of one attachment */
	int keep_visits_months, keep_listings_months; /* what geppo store --retain leaves; 0: all */
};

struct config {
	struct settings settings;
	const struct source *sources;
	size_t n_sources;
	const struct partner *partners;
	size_t n_partners;
	const struct group *groups;
	size_t n_groups;
	const struct recipient *recipients;
	size_t n_recipients;
	const struct holiday *holidays; /* sorted by date */
	size_t n_holidays;
	const struct region *regions; /* sorted by code */
	size_t n_regions;
	const struct key_member *members;
	size_t n_members;
	const struct measure *measures; /* in the order of the file */
	size_t n_measures;
	const struct doctype *doctypes;
	size_t n_doctypes;
	const struct wording *wordings;
	size_t n_wordings;
	const struct source_match *matches; /* config_source_of_url()'s own */
};

/* What to load: a program names only what it uses. CONFIG_PARTNERS brings groups and recipients. */
enum config_part {
	CONFIG_SETTINGS = 1,
	CONFIG_SOURCES = 2,
	CONFIG_PARTNERS = 4,
	CONFIG_REGIONS = 8,
	CONFIG_VOCABULARY = 16, /* measures, document types, words for figures */
	CONFIG_CALENDAR = 32,   /* days off in Japan */
	CONFIG_ALL = 63
};

/* Load parts of the configuration of a data directory. All strings live in the arena. With faults:
 * -1, f names the first and the count, and every fault is a line in `faults` (may be NULL). */
int config_load(const char *dir, unsigned parts, struct arena *a, struct config *c,
    struct buf *faults, struct fail *f) __attribute__((warn_unused_result));

/* The same without CONFIG_SOURCES, for a program that has no use for sources: their patterns and
 * paths are compiled by libxml2 and PCRE2, which cost it more at its start than all it does. */
int config_load_few(const char *dir, unsigned parts, struct arena *a, struct config *c,
    struct buf *faults, struct fail *f) __attribute__((warn_unused_result));

/* Find; NULL when absent. */
const struct source *config_source(const struct config *c, const char *id);
/* Why a source can't be watched at present, for a person, in the arena; NULL: it can. */
const char *source_unable(const struct source *s, struct arena *a);
const struct region *config_region(const struct config *c, const char *code);
const struct measure *config_measure(const struct config *c, const char *id);
const struct doctype *config_doctype(const struct config *c, const char *id);
const char *config_wording(const struct config *c, const char *kind, const char *id);

const struct partner *config_partner(const struct config *c, const char *id);
const struct recipient *config_recipient(const struct config *c, const char *id);
/* The recipient who has, or had, that address (whatever its case). */
const struct recipient *config_recipient_of(const struct config *c, const char *address);

/* True when a recipient gets mail on that day. */
bool recipient_is_active(const struct recipient *r, const char *day);

/* Why a day (full date) is no working day in Japan: "土曜日", "元日", ...; NULL when it is one. A
 * year that holidays.tsv does not know has Saturdays and Sundays only: *known is then false. */
const char *config_day_off(const struct config *c, struct date day, bool *known);
/* The first working day on or after a day. */
struct date config_workday_from(const struct config *c, struct date day);

/* True when `code` is `ancestor`, lies below it, or is a member of the key region `ancestor` on
 * `date` ("YYYY-MM-DD", NULL = today's membership). Everything lies below "000000". */
bool config_region_within(
    const struct config *c, const char *code, const char *ancestor, const char *date);

/* The source whose list_url (any page of it) or article pattern and host fit an address; lists win
 * over articles, a pattern over none (every address of the host); then the source wins whose list
 * lies in the nearest folder above the address (the root counts for nothing), then the first
 * declared. A pattern that begins with "^http" names its hosts itself. `is_list` is set. NULL:
 * none.
 */
const struct source *config_source_of_url(const struct config *c, const char *url, bool *is_list);

/* The path of a configuration file for this data directory (see above), in the arena; it may not
 * exist. */
const char *config_path(const char *dir, const char *name, struct arena *a);

/* Read a tab-separated file whose first line names the columns; '#' begins a comment line. The
 * wanted columns are found by name. Calls row() for each line with the wanted cells ("" when
 * empty); row() may return a fault text, which is reported with file:line. 0, or -1 with f and
 * `faults` as config_load(). */
typedef const char *(*config_row)(void *context, int line, const char *const cells[]);
int config_table(const char *path, const char *const columns[], size_t n_columns, config_row row,
    void *context, struct buf *faults, struct fail *f) __attribute__((warn_unused_result));

#endif
