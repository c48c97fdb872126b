/* xliff.c - XLIFF 1.2 (OASIS Standard, 2008) and 2.1: one trans-unit a segment, paragraphs as
 * groups, the machine's draft marked so that no tool takes it for finished. OmegaT 3 reads only
 * targets, so its copy holds the source there. */
#include <stdio.h>
#include <string.h>

#include "translate/package.h"

static const char ZH[] = "zh-CN", JA[] = "ja-JP";

static const char *
numbered(struct package *p, const char *format, int n)
{
	char text[64];
	snprintf(text, sizeof text, format, n);
	return arena_str(p->parts.memory, text);
}

static void
target_write(struct xml *x, const struct segment *g, enum xliff_flavour flavour)
{
	if (flavour == XLIFF_OMEGAT) {
		xml_element(x, "target", JA, g->source);
		return;
	}
	const char *text = g->target ? g->target : g->draft;
	if (text == NULL)
		return;
	xml_start(x, "target");
	xml_attribute(x, "xml:lang", JA);
	xml_attribute(x, "state", g->target ? "translated" : "needs-translation");
	if (g->target == NULL)
		xml_attribute(x, "state-qualifier", "mt-suggestion");
	xml_text(x, text);
	xml_end(x);
}

static void
proposal_write(struct xml *x, struct package *p, int score, const char *source, const char *target)
{
	xml_start(x, "alt-trans");
	xml_attribute(x, "match-quality", numbered(p, "%d", score));
	xml_attribute(x, "origin", "geppo");
	xml_element(x, "source", ZH, source);
	xml_element(x, "target", JA, target);
	xml_end(x);
}

static void
note_write(struct xml *x, const char *text)
{
	xml_start(x, "note");
	xml_attribute(x, "from", "geppo");
	xml_text(x, text);
	xml_end(x);
}

static void
unit12_write(struct xml *x, struct package *p, size_t i, enum xliff_flavour flavour)
{
	const struct segment *g = &p->work->segments[i], *former = package_former(p, i);
	const struct match *m = &p->work->matches[i];
	xml_start(x, "trans-unit");
	xml_attribute(x, "id", segment_id(p->work, g->n, p->parts.memory));
	if (g->fixed)
		xml_attribute(x, "translate", "no");
	xml_attribute(x, "xml:space", "preserve");
	xml_element(x, "source", ZH, g->source);
	target_write(x, g, flavour);
	if (g->target == NULL && g->draft)
		note_write(x, "訳文欄は機械の下訳。要確認。");
	if (m->unit)
		proposal_write(
		    x, p, m->score > 100 ? 100 : m->score, m->unit->source, m->unit->target);
	if (former && former->target)
		proposal_write(x, p, leverage_score(g->source, former->source, 0), former->source,
		    former->target);
	xml_end(x);
}

static void
header12_write(struct xml *x, struct package *p)
{
	const struct queue_job *j = &p->work->job;
	xml_start(x, "header");
	xml_start(x, "tool");
	xml_attribute(x, "tool-id", "geppo");
	xml_attribute(x, "tool-name", "geppo");
	xml_attribute(x, "tool-version", GEPPO_VERSION);
	xml_end(x);
	note_write(x, arena_printf(p->parts.memory, "案件 %s 第%d版 照合 %s 納期 %s", j->id,
	                  j->edition, p->stamp, jst_text(j->due, p->parts.memory)));
	xml_end(x);
}

void
xliff12_write(struct package *p, enum xliff_flavour flavour, const char *path)
{
	struct xml x;
	int paragraph = -1;
	xml_begin(&x, NULL, NULL, false);
	xml_start(&x, "xliff");
	xml_attribute(&x, "version", "1.2");
	xml_attribute(&x, "xmlns", "urn:oasis:names:tc:xliff:document:1.2");
	xml_start(&x, "file");
	xml_attribute(&x, "original", p->stamp);
	xml_attribute(&x, "datatype", "plaintext");
	xml_attribute(&x, "source-language", ZH);
	xml_attribute(&x, "target-language", JA);
	xml_attribute(&x, "date", p->work->job.made_at);
	xml_attribute(&x, "product-name", "geppo");
	xml_attribute(&x, "product-version", GEPPO_VERSION);
	header12_write(&x, p);
	xml_start(&x, "body");
	for (size_t i = 0; i < p->work->n; i++) {
		const struct segment *g = &p->work->segments[i];
		if (!package_holds(p, i))
			continue;
		if (g->paragraph != paragraph) {
			if (paragraph >= 0)
				xml_end(&x);
			xml_start(&x, "group");
			xml_attribute(&x, "id", numbered(p, "p%d", g->paragraph));
			xml_attribute(
			    &x, "restype", arena_printf(p->parts.memory, "x-%s", g->kind));
			paragraph = g->paragraph;
		}
		unit12_write(&x, p, i, flavour);
	}
	xml_finish(&x, &p->parts, path);
}

static void
matches21_write(struct xml *x, struct package *p, const struct match *m)
{
	if (m->unit == NULL)
		return;
	xml_start(x, "mtc:matches");
	xml_start(x, "mtc:match");
	xml_attribute(x, "ref", "#s1");
	xml_attribute(x, "matchQuality", numbered(p, "%d.0", m->score > 100 ? 100 : m->score));
	xml_attribute(x, "type", "tm");
	xml_attribute(x, "origin", "geppo");
	xml_element(x, "source", NULL, m->unit->source);
	xml_element(x, "target", NULL, m->unit->target);
	xml_end(x);
	xml_end(x);
}

static void
unit21_write(struct xml *x, struct package *p, size_t i)
{
	const struct segment *g = &p->work->segments[i];
	const char *text = g->target ? g->target : g->draft;
	xml_start(x, "unit");
	xml_attribute(x, "id", segment_id(p->work, g->n, p->parts.memory));
	if (g->fixed)
		xml_attribute(x, "translate", "no");
	matches21_write(x, p, &p->work->matches[i]);
	xml_start(x, "segment");
	xml_attribute(x, "id", "s1");
	xml_attribute(x, "state", g->target ? "translated" : "initial");
	xml_element(x, "source", NULL, g->source);
	if (text)
		xml_element(x, "target", NULL, text);
	xml_end(x);
	xml_end(x);
}

void
xliff21_write(struct package *p, const char *path)
{
	struct xml x;
	xml_begin(&x, NULL, NULL, false);
	xml_start(&x, "xliff");
	xml_attribute(&x, "xmlns", "urn:oasis:names:tc:xliff:document:2.0");
	xml_attribute(&x, "xmlns:mtc", "urn:oasis:names:tc:xliff:matches:2.0");
	xml_attribute(&x, "version", "2.1");
	xml_attribute(&x, "srcLang", ZH);
	xml_attribute(&x, "trgLang", JA);
	xml_start(&x, "file");
	xml_attribute(&x, "id", p->name);
	xml_attribute(&x, "original", p->stamp);
	for (size_t i = 0; i < p->work->n; i++)
		if (package_holds(p, i))
			unit21_write(&x, p, i);
	xml_finish(&x, &p->parts, path);
}
