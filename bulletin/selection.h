/* selection.h - what of a month's items stands in the issue, where, and what was left out and why.
 * Pure: works on what material.h brought. */
#ifndef GEPPO_BULLETIN_SELECTION_H
#define GEPPO_BULLETIN_SELECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "bulletin/choice.h"
#include "bulletin/month.h"
#include "config/config.h"
#include "store/history.h"
#include "store/store.h"

/* A month before the issue's, and how much it held. */
enum { TREND_MONTHS = 11 };
struct trend_month {
	char id[8];
	size_t count;
	bool issue; /* entries of its issue; else documents known of it */
};

/* An item whose pages hold no text, only files. */
struct filed_item {
	const char *item;
	bool read; /* the text of a file is known */
};

/* Where the translation of an item stands, in a reader's word, and since when. */
struct told_job {
	const char *id, *item;
	const char *word; /* 受付, 翻訳中, 公開 */
	const char *day;  /* in Japan */
	bool asked;       /* some municipality wished for it */
};

/* What is known from which an issue is made. */
struct material {
	const struct item *month; /* dated in the month */
	size_t n_month;
	const struct item *seen; /* first seen in the month, whatever their date */
	size_t n_seen;
	const struct item *coming; /* with a date in force or a deadline after the month's start */
	size_t n_coming;
	const struct item *flash; /* dated after the month, up to the day of issue */
	size_t n_flash;
	const struct item
	    *related; /* at the other end of a relation, or with a job; of any month */
	size_t n_related;
	const struct job *jobs;
	size_t n_jobs;
	const struct told_job *told; /* jobs readers are told of, as they stand */
	size_t n_told;
	const struct filed_item *filed;
	size_t n_filed;
	const struct sequel *sequels; /* what came of earlier issues' entries */
	size_t n_sequels;
	const struct visit *visits;
	size_t n_visits;
	struct choices choices;
	const struct item *included; /* by an editor's choice, of any month */
	size_t n_included;
	const struct trend_month *trend;    /* TREND_MONTHS, or NULL */
	const struct machine_text *machine; /* of a translation service, of what may be an entry */
	size_t n_machine;
};

/* Sections that hold entries or stand for themselves, in the order of the full issue. */
enum section {
	SECTION_CENTRAL,
	SECTION_KEY,
	SECTION_PARTNER,
	SECTION_OTHER,
	SECTION_LATE,
	SECTION_ENTRIES, /* the number of those above, which hold entries */
	SECTION_DRAFTS = SECTION_ENTRIES,
	SECTION_CALENDAR,
	SECTION_FOLLOWUP,
	SECTION_TRAINING,
	SECTION_TRANSLATION,
	SECTION_FLASH,
	SECTION_COUNT
};
struct section_name {
	const char *id, *title;
};
extern const struct section_name section_names[SECTION_COUNT];

/* What became of an item of the month. */
enum fate {
	FATE_ENTRY,
	FATE_REPORT,   /* a report of another item: a line in that item's entry */
	FATE_FOLLOWUP, /* carried by an earlier issue and told again because something is new */
	FATE_NOT_AIR,
	FATE_NOISE,     /* procurement and other papers of no authority */
	FATE_CARRIED,   /* stands in another issue already */
	FATE_YEAR_ONLY, /* a year alone enters no month */
	FATE_BASELINE,  /* undated, and there when its source was first harvested */
	FATE_TRIAL,     /* known from columns on trial alone */
	FATE_EXCLUDED,  /* by an editor */
	FATE_COUNT
};
struct fate_name {
	const char *id, *title;
};
extern const struct fate_name fate_names[FATE_COUNT];

struct pick {
	const struct item *item;
	enum fate fate;
	enum section section;
	bool late;         /* dated before the month, first seen in it */
	const char *place; /* the region it stands under, NULL in the central section */
	size_t rank;       /* of that region among the partners', as readers see them listed */
	const struct item *under; /* FATE_REPORT: the entry it is a line of */
	int weight;               /* importance, for order and for the points proposed */
	long order;               /* the editor's, within the section; LONG_MAX: none */
};

struct selection {
	struct pick *picks; /* entries in the order of the issue, then the rest */
	size_t n;
	size_t fates[FATE_COUNT];
	size_t sections[SECTION_ENTRIES];
};

void selection_make(const struct config *c, const struct month *m, const struct material *mat,
    struct arena *a, struct selection *out);

/* The value of the first label of a kind, or "". */
const char *item_value(const struct item *i, const char *kind);
/* Procurement, and papers that are none of an authority's. */
bool item_is_noise(const struct item *i);
/* News of a paper, told by the name in 《》 that both titles hold (report.h). What only explains a
 * document is not what news is about. */
bool item_reports(const struct item *news, const struct item *paper);

const struct pick *selection_find(const struct selection *s, const char *item);

#endif
