/* rank.c - see rank.h. */
#include "store/rank.h"

#include <string.h>

static bool
has(const char *text, const char *part)
{
	return text && strstr(text, part);
}

/* The authority's own page on its own host scores highest; what says that it was taken from
 * elsewhere, or stands on a host that is no government's, lowest. */
static int
originality(const struct ranked *r)
{
	static const char *const reposts[] = {"转载", "轉載", "来源", "镜像", "鏡像", "网站"};
	int score = 0;
	for (size_t i = 0; i < sizeof reposts / sizeof *reposts; i++)
		score -= has(r->issuer, reposts[i]) ? 4 : 0;
	score -= has(r->title, "转载") || has(r->title, "轉載") ? 4 : 0;
	score -= has(r->url, "/gate/big5/") || has(r->url, "//big5.") ? 2 : 0;
	score += has(r->url, ".gov.cn") ? 3 : r->url ? -2 : 0;
	score += r->doc_number != NULL ? 2 : 0;
	score -= r->content_source && r->issuer && !strstr(r->content_source, r->issuer) ? 1 : 0;
	return score;
}

/* 0 nothing, 1 an extract or a lead, 2 a text: small differences of markup do not matter. */
static int
fullness(const struct ranked *r)
{
	return (r->body_bytes > 0) + (r->body_bytes > 900) + (r->has_attachments ? 1 : 0);
}

bool
rank_better(const struct ranked *x, const struct ranked *y)
{
	if (originality(x) != originality(y))
		return originality(x) > originality(y);
	if (fullness(x) != fullness(y))
		return fullness(x) > fullness(y);
	if (x->body_bytes > 2 * y->body_bytes || y->body_bytes > 2 * x->body_bytes)
		return x->body_bytes > y->body_bytes;
	if (x->published && y->published && strcmp(x->published, y->published) != 0)
		return strcmp(x->published, y->published) < 0;
	return x->row < y->row;
}
