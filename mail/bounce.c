/* bounce.c - see bounce.h. */
#include "mail/bounce.h"

#include <ctype.h>
#include <string.h>

enum { ABOVE = 4000, SAID = 300 };

static const char *const delayed[] = {"delayed", "(delay)", "warning message only",
    "warning: could not send", "will keep trying", "will continue to", "still trying",
    "not yet been delivered", "no need to retry", "遅延", "遅れて", "再送を試み", "再配信を試み",
    "配信を続け", "まだ配信", NULL};
static const char *const failures[] = {"failure notice", "undelivered", "undeliverable",
    "delivery status notification (failure)", "delivery failure", "delivery failed",
    "mail delivery failed", "returned mail", "returning message to sender", "user unknown",
    "unknown user", "no such user", "could not be delivered", "couldn't be delivered",
    "can't be delivered", "wasn't able to deliver", "unable to deliver", "permanent error",
    "permanent fatal error", "permanent failure", "mailbox full", "over quota", "does not exist",
    "配信不能", "配信できませんで", "配送できませんで", "配信に失敗", "送信に失敗",
    "送信できませんで", "届きませんで", "届けることができません", "配達できませんで",
    "配信されませんで", "送ることができませんで", "送信エラー", "配送エラー", "配信エラー",
    "容量を超え", "宛先不明", "存在しません", "宛先が見つかりません", NULL};
/* Where the copy begins. */
static const char *const copies[] = {"--- below this line is a copy", "--- header of the original",
    "----- original message", "----- message header", "return-path:", "received: from",
    "original message headers", "元のメッセージ", NULL};

static bool
holds_any(const char *text, size_t n, const char *const *words)
{
	for (; *words; words++) {
		size_t len = strlen(*words);
		for (size_t i = 0; i + len <= n; i++)
			if (strncasecmp(text + i, *words, len) == 0)
				return true;
	}
	return false;
}

/* How much of a text stands above the copy. */
static size_t
above(const char *text)
{
	size_t n = strnlen(text, ABOVE);
	for (const char *const *c = copies; *c; c++) {
		const char *at = strcasestr(text, *c);
		if (at && (size_t)(at - text) < n)
			n = (size_t)(at - text);
	}
	return n;
}

enum bounce
bounce_read(const char *subject, const char *text)
{
	size_t n = text ? above(text) : 0, of = subject ? strlen(subject) : 0;
	if (holds_any(subject, of, delayed) || holds_any(text, n, delayed))
		return BOUNCE_DELAYED;
	return holds_any(subject, of, failures) || holds_any(text, n, failures) ? BOUNCE_FAILED
	                                                                        : BOUNCE_NONE;
}

/* "550 ", "554-", "5.1.1" at s, behind no digit or letter. */
static bool
is_reply(const char *line, const char *s)
{
	if (s > line && (isalnum((unsigned char)s[-1]) || s[-1] == '.'))
		return false;
	if (*s != '4' && *s != '5')
		return false;
	if (s[1] == '.' && isdigit((unsigned char)s[2]) && strchr(s + 2, '.'))
		return isdigit((unsigned char)strchr(s + 2, '.')[1]) != 0;
	return isdigit((unsigned char)s[1]) && isdigit((unsigned char)s[2]) &&
	       (s[3] == ' ' || s[3] == '-');
}

const char *
bounce_said(const char *text, struct arena *a)
{
	size_t left = text ? above(text) : 0;
	while (left > 0) {
		size_t n = strcspn(text, "\n");
		n = n < left ? n : left;
		const char *line = arena_strn(a, text, n < SAID ? n : SAID);
		for (const char *s = line; *s; s++)
			if (is_reply(line, s))
				return line + strspn(line, " \t");
		text += n;
		left -= n;
		text += left > 0;
		left -= left > 0;
	}
	return "";
}

static bool
is_of_address(char c)
{
	return isalnum((unsigned char)c) || (c && strchr(".-_+", c));
}

bool
bounce_names(const char *text, const char *address)
{
	size_t n = strlen(address);
	for (const char *s = text; s && n > 0 && (s = strcasestr(s, address)) != NULL; s++) {
		bool end = !is_of_address(s[n]) || (s[n] == '.' && !is_of_address(s[n + 1]));
		if ((s == text || !is_of_address(s[-1])) && end)
			return true;
	}
	return false;
}
