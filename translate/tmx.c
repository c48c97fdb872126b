/* tmx.c - TMX 1.4b, the glossary as TSV and TBX (martif), our segmentation as SRX 2.0, and the
 * folder OmegaT opens. */
#include <string.h>

#include "translate/package.h"

/* 2026-06-01T01:02:03Z as TMX writes it: 20260601T010203Z. */
static const char *
tmx_date(const char *instant, struct arena *a)
{
	char *out = arena_str(a, instant), *to = out;
	for (const char *c = instant; *c; c++)
		if (*c != '-' && *c != ':')
			*to++ = *c;
	*to = '\0';
	return out;
}

static void
prop_write(struct xml *x, const char *type, const char *text)
{
	xml_start(x, "prop");
	xml_attribute(x, "type", type);
	xml_text(x, text);
	xml_end(x);
}

static void
variant_write(struct xml *x, const char *language, const char *text)
{
	xml_start(x, "tuv");
	xml_attribute(x, "xml:lang", language);
	xml_element(x, "seg", NULL, text);
	xml_end(x);
}

static void
unit_write(struct xml *x, const char *id, const char *job, const char *status, const char *source,
    const char *target)
{
	xml_start(x, "tu");
	xml_attribute(x, "tuid", id);
	prop_write(x, "x-job", job);
	prop_write(x, "x-status", status);
	variant_write(x, "zh-CN", source);
	variant_write(x, "ja-JP", target);
	xml_end(x);
}

static void
memory_write(struct xml *x, struct package *p, const struct memory_unit *u)
{
	const char *id = arena_printf(p->parts.memory, "%s-%04d", u->job + strlen("geppo-"), u->n);
	unit_write(x, id, u->job, "accepted", u->source, u->target);
}

static void
segment_write(struct xml *x, struct package *p, size_t i, enum tmx_content content)
{
	const struct work *w = p->work;
	const struct segment *g = &w->segments[i];
	const char *id = segment_id(w, g->n, p->parts.memory);
	if (content == TMX_MATCHES && w->matches[i].unit && !w->matches[i].repeated)
		memory_write(x, p, w->matches[i].unit);
	if (content == TMX_DRAFT && g->draft && g->target == NULL)
		unit_write(x, id, w->job.id, "draft", g->source, g->draft);
	if (content == TMX_WORK && g->target)
		unit_write(x, id, w->job.id, "translated", g->source, g->target);
}

void
tmx_write(struct package *p, enum tmx_content content, const char *path)
{
	struct xml x;
	xml_begin(&x, "tmx", "tmx14.dtd", true);
	xml_start(&x, "tmx");
	xml_attribute(&x, "version", "1.4");
	xml_start(&x, "header");
	xml_attribute(&x, "creationtool", "geppo");
	xml_attribute(&x, "creationtoolversion", GEPPO_VERSION);
	xml_attribute(&x, "segtype", "sentence");
	xml_attribute(&x, "o-tmf", "geppo");
	xml_attribute(&x, "adminlang", "ja-JP");
	xml_attribute(&x, "srclang", "zh-CN");
	xml_attribute(&x, "datatype", "plaintext");
	xml_attribute(&x, "creationdate", tmx_date(p->work->job.made_at, p->parts.memory));
	xml_end(&x);
	xml_start(&x, "body");
	for (size_t i = 0; content == TMX_MEMORY && i < p->work->n_memory; i++)
		memory_write(&x, p, &p->work->memory[i]);
	for (size_t i = 0; content != TMX_MEMORY && i < p->work->n; i++)
		segment_write(&x, p, i, content);
	xml_finish(&x, &p->parts, path);
}

void
terms_write(struct package *p)
{
	struct buf b;
	buf_init(&b, 8 << 20);
	buf_adds(&b, "zh\tja\tclass\n");
	for (size_t i = 0; i < p->n_here; i++)
		buf_addf(&b, "%s\t%s\t%s\n", p->terms[i].zh, p->terms[i].ja, p->terms[i].class);
	part_add(&p->parts, "glossary/terms.tsv", b.text, b.len);
	size_t head = strcspn(b.text, "\n") + 1;
	part_add(&p->parts, "omegat/glossary/geppo.utf8", b.text + head, b.len - head);
	buf_release(&b);
}

static void
language_write(struct xml *x, const char *language, const char *term)
{
	xml_start(x, "langSet");
	xml_attribute(x, "xml:lang", language);
	xml_start(x, "tig");
	xml_element(x, "term", NULL, term);
	xml_end(x);
	xml_end(x);
}

static void
tbx_head(struct xml *x)
{
	xml_start(x, "martifHeader");
	xml_start(x, "fileDesc");
	xml_start(x, "titleStmt");
	xml_element(x, "title", NULL, "geppo zh-ja");
	xml_end(x);
	xml_start(x, "sourceDesc");
	xml_element(x, "p", NULL, "geppo");
	xml_end(x);
	xml_end(x);
	xml_start(x, "encodingDesc");
	xml_start(x, "p");
	xml_attribute(x, "type", "XCSURI");
	xml_text(x, "TBXBasicXCSV02.xcs");
	xml_end(x);
	xml_end(x);
	xml_end(x);
}

void
tbx_write(struct package *p, const char *path)
{
	struct xml x;
	xml_begin(&x, "martif", "TBXcoreStructV02.dtd", true);
	xml_start(&x, "martif");
	xml_attribute(&x, "type", "TBX-Basic");
	xml_attribute(&x, "xml:lang", "zh-CN");
	tbx_head(&x);
	xml_start(&x, "text");
	xml_start(&x, "body");
	for (size_t i = 0; i < p->n_terms; i++) {
		xml_start(&x, "termEntry");
		xml_attribute(&x, "id", arena_printf(p->parts.memory, "g%05zu", i + 1));
		xml_start(&x, "descrip");
		xml_attribute(&x, "type", "subjectField");
		xml_text(&x, p->terms[i].class);
		xml_end(&x);
		language_write(&x, "zh-CN", p->terms[i].zh);
		language_write(&x, "ja-JP", p->terms[i].ja);
		xml_end(&x);
	}
	xml_finish(&x, &p->parts, path);
}

static void
rule_write(struct xml *x, const char *breaks, const char *before, const char *after)
{
	xml_start(x, "rule");
	xml_attribute(x, "break", breaks);
	xml_element(x, "beforebreak", NULL, before);
	xml_element(x, "afterbreak", NULL, after);
	xml_end(x);
}

static void
srx_rules(struct xml *x)
{
	rule_write(x, "no", "[。！？；][”’」』》〉）】]+", "[的等、，；：）]");
	rule_write(x, "no", "[。！？；]", "[”’」』》〉）】。！？]");
	rule_write(x, "yes", "[。！？][”’」』》〉）】]*", "");
	rule_write(x, "yes", "^([（(]?[0-9一二三四五六七八九十]+[）)、.．])[^。；]*；", "");
	/* A pattern cannot count both sides together: what is long on one side is long. */
	rule_write(x, "yes", "[^。！？]{60,}；", "");
	rule_write(x, "yes", "；", "[^。！？]{60,}");
	rule_write(x, "yes", "\\n", "");
}

void
srx_write(struct package *p, const char *path)
{
	struct xml x;
	xml_begin(&x, NULL, NULL, true);
	xml_start(&x, "srx");
	xml_attribute(&x, "xmlns", "http://www.lisa.org/srx20");
	xml_attribute(&x, "version", "2.0");
	xml_start(&x, "header");
	xml_attribute(&x, "segmentsubflows", "yes");
	xml_attribute(&x, "cascade", "no");
	xml_end(&x);
	xml_start(&x, "body");
	xml_start(&x, "languagerules");
	xml_start(&x, "languagerule");
	xml_attribute(&x, "languagerulename", "geppo-zh");
	srx_rules(&x);
	xml_end(&x);
	xml_end(&x);
	xml_start(&x, "maprules");
	xml_start(&x, "languagemap");
	xml_attribute(&x, "languagepattern", "[Zz][Hh].*");
	xml_attribute(&x, "languagerulename", "geppo-zh");
	xml_finish(&x, &p->parts, path);
}

void
omegat_write(struct package *p)
{
	static const char *const settings[][2] = {{"source_dir", "__DEFAULT__"},
	    {"target_dir", "__DEFAULT__"}, {"tm_dir", "__DEFAULT__"},
	    {"glossary_dir", "__DEFAULT__"}, {"glossary_file", "__DEFAULT__"},
	    {"dictionary_dir", "__DEFAULT__"}, {"source_lang", "ZH-CN"}, {"target_lang", "JA-JP"},
	    {"source_tok", "org.omegat.tokenizer.LuceneCJKTokenizer"},
	    {"target_tok", "org.omegat.tokenizer.LuceneJapaneseTokenizer"},
	    {"sentence_seg", "false"}, {"support_default_translations", "true"},
	    {"remove_tags", "false"}};
	static const char *const folders[] = {
	    "omegat/target/", "omegat/dictionary/", "omegat/omegat/"};
	struct xml x;
	xml_begin(&x, NULL, NULL, true);
	xml_start(&x, "omegat");
	xml_start(&x, "project");
	xml_attribute(&x, "version", "1.0");
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		xml_element(&x, settings[i][0], NULL, settings[i][1]);
	xml_finish(&x, &p->parts, "omegat/omegat.project");
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		part_add(&p->parts, folders[i], "", 0);
	xliff12_write(
	    p, XLIFF_OMEGAT, arena_printf(p->parts.memory, "omegat/source/%s.xlf", p->name));
	tmx_write(p, TMX_MATCHES, "omegat/tm/geppo.tmx");
	tmx_write(p, TMX_WORK, "omegat/tm/auto/work.tmx");
	tmx_write(p, TMX_DRAFT, "omegat/tm/penalty-20/draft.tmx");
}
