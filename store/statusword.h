/* statusword.h - the words of geppo status, in English and in Japanese. Private to geppo-store. */
#ifndef GEPPO_STORE_STATUSWORD_H
#define GEPPO_STORE_STATUSWORD_H

enum status_word {
	WORD_TOTAL,
	WORD_CAPTURES,
	WORD_PARSED,
	WORD_HELD,
	WORD_WAITING,
	WORD_DROPPED,
	WORD_DOCUMENTS,
	WORD_IN_ITEMS,
	WORD_ITEMS,
	WORD_ATTACHMENTS,
	WORD_JOBS,
	WORD_NONE,
	WORD_WHY_HELD,
	WORD_TITLE,
	WORD_CLOCK,
	WORD_SOURCES,
	WORD_ARE_WELL,
	WORD_ARE_FAILING,
	WORD_ARE_BROKEN,
	WORD_ARE_UNABLE,
	WORD_ARE_NEVER,
	WORD_ARE_RESTING,
	WORD_ATTENTION,
	WORD_ALL_WELL,
	WORD_FAILURES,
	WORD_LAST_SUCCESS,
	WORD_NEXT_TRY,
	WORD_NO_SUCCESS,
	WORD_NOW,
	WORD_PARTLY,
	WORD_ROWS_DROPPED,
	WORD_FEWER,
	WORD_UNABLE,
	WORD_EVERY,
	WORD_COLUMN_SOURCE,
	WORD_COLUMN_STATE,
	WORD_COLUMN_NEWEST,
	WORD_COLUMN_ROWS,
	WORD_COLUMN_STREAK,
	WORD_DAYS,
	WORD_STAGES,
	WORD_LAST_DONE,
	WORD_STALLED,
	STATUS_WORDS
};

/* Static; lang 0 English, 1 Japanese. */
const char *status_word(enum status_word w, int lang);

/* What a name that the store keeps is called; the name itself when it can be read as it is. */
const char *status_name(const char *key, int lang);

#endif
