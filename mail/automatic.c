/* automatic.c - see automatic.h. */
#include "mail/automatic.h"

#include <gmime/gmime.h>
#include <string.h>
#include <strings.h>

#include "base/caps.h"

const char *
raw_field(GMimeObject *o, const char *name)
{
	GMimeHeader *h = g_mime_header_list_get_header(g_mime_object_get_header_list(o), name);
	const char *value = h ? g_mime_header_get_raw_value(h) : NULL;
	return value && strlen(value) <= CAP_FIELD ? value : NULL;
}

static bool
begins_with(const char *value, const char *word)
{
	while (value && (*value == ' ' || *value == '\t' || *value == '\r' || *value == '\n'))
		value++;
	return value && strncasecmp(value, word, strlen(word)) == 0;
}

/* What machines say of themselves (RFC 3834, 2369, and what came before them). */
static const char *
automatic_field(GMimeObject *m)
{
	static const char *const marks[] = {
	    "List-Id", "X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-AutoReply-From"};
	static const char *const bulk[] = {"bulk", "list", "junk", "auto_reply"};
	const char *said = raw_field(m, "Auto-Submitted");
	if (said && !begins_with(said, "no"))
		return "Auto-Submitted";
	for (size_t i = 0; i < sizeof bulk / sizeof *bulk; i++)
		if (begins_with(raw_field(m, "Precedence"), bulk[i]))
			return "Precedence";
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (raw_field(m, marks[i]))
			return marks[i];
	return begins_with(raw_field(m, "Return-Path"), "<>") ? "no envelope sender" : NULL;
}

/* Words that machines of Japan and of Microsoft begin a subject with, behind "[...]" of a list. */
static const char *
automatic_subject(const char *subject)
{
	static const char *const words[] = {"自動返信", "自動応答", "自動回答", "自動配信",
	    "不在通知", "不在のお知らせ", "不在応答", "開封済み", "開封確認", "Automatic reply",
	    "Auto reply", "Auto-reply", "AutoReply", "Auto:", "Auto response", "Out of Office",
	    "Out of the office", "Read:", "Not read:"};
	static const char *const opening[] = {"【", "[", "［", "(", "（", "<", "＜"};
	for (size_t i = 0; subject && i < sizeof opening / sizeof *opening; i++)
		if (strncmp(subject, opening[i], strlen(opening[i])) == 0)
			subject += strlen(opening[i]);
	for (size_t i = 0; subject && i < sizeof words / sizeof *words; i++)
		if (strncasecmp(subject, words[i], strlen(words[i])) == 0)
			return "subject";
	return NULL;
}

bool
automatic_unwanted(GMimeObject *m)
{
	const char *said = raw_field(m, "X-Auto-Response-Suppress");
	return said && (strcasestr(said, "All") || strcasestr(said, "AutoReply"));
}

static const char *
automatic_sender(const char *from)
{
	static const char *const names[] = {"mailer-daemon@", "postmaster@", "noreply@",
	    "no-reply@", "donotreply@", "do-not-reply@", "bounce@", "bounces@", "bounces+"};
	for (size_t i = 0; from && i < sizeof names / sizeof *names; i++)
		if (strncasecmp(from, names[i], strlen(names[i])) == 0)
			return "sender";
	return NULL;
}

const char *
automatic_why(GMimeObject *m, const char *from, const char *subject)
{
	/* what a mail server writes is looked at by a person when nothing can be made of it */
	const char *why = automatic_sender(from);
	if (why == NULL)
		why = automatic_field(m);
	return why ? why : automatic_subject(subject);
}
