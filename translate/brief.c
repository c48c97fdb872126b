/* brief.c - what the translator reads first: one page of instructions in Japanese, the source as a
 * page, the form for questions, the manifest. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/digest.h"
#include "translate/package.h"

static const char STYLE_RULES[] =
    "3 文体\n"
    "  ・である体。公文書の表記。一文を勝手に分けず、段落と条の番号を保つ。\n"
    "  ・年は西暦のみ(元号は不可)。数字と英字は半角、カナは全角。\n"
    "  ・句読点は「、」「。」。書名号《》は「」、中の“”は『』。\n"
    "  ・数量は値を変えない。万・亿は万・億、微克/立方米は μg/m³、吨はトン。\n"
    "  ・「应当」しなければならない／「不得」してはならない／「可以」\n"
    "  　することができる／「鼓励」奨励する／「力争」目指す。\n"
    "  ・補足は［訳注：　］に入れ、本文に混ぜない。\n";
static const char KEEP_RULES[] =
    "5 訳さないもの\n"
    "  文書番号(国发〔2026〕22号 の形のまま)、基準番号、URL、化学式、\n"
    "  数字だけの表の欄。人名・地名は日本の漢字にする。\n";

static void
counts_write(struct buf *b, const struct queue_job *j)
{
	buf_addf(b,
	    "  文字数　　%lld字(当方の概算)。訳す分＝新規%lld＋類似%lld＋一致%lld＋反復%lld\n"
	    "  　　　　　中国語原文の字数。数字列と英単語は1字。図中の文字は含めない。\n"
	    "  　　　　　類似は75%%以上: 100×(1−編集距離÷長い方の字数)、切り捨て。\n"
	    "  報酬　　　原文字数による。類似と反復の率は発注書のとおり。\n"
	    "  分納　　　可(章の切れ目)。取り消しも可、作業分は残ります。\n",
	    (long long)j->characters, (long long)j->fresh, (long long)j->fuzzy, (long long)j->exact,
	    (long long)j->repeated);
}

/* Worth naming on one page: what the trade calls by a name of its own. */
static bool
is_telling(const struct package *p, size_t i)
{
	static const char *const classes[] = {"measure", "pollutant", "law", "industry", "unit"};
	const struct term *t = &p->terms[i];
	bool of_trade = false;
	for (size_t k = 0; k < sizeof classes / sizeof *classes; k++)
		of_trade |= strcmp(t->class, classes[k]) == 0;
	for (size_t k = 0; k < p->n_here; k++)
		if (k != i && (strstr(p->terms[k].zh, t->zh) ||
		                  (k < i && strcmp(p->terms[k].ja, t->ja) == 0)))
			return false;
	return of_trade && strlen(t->zh) > 6;
}

static void
terms_line(struct buf *b, const struct package *p)
{
	size_t shown = 0;
	buf_adds(b, "4 用語\n  glossary/ の「この文書の語」を優先");
	for (size_t i = 0; i < p->n_here && shown < 5; i++)
		if (is_telling(p, i))
			buf_addf(b, "%s%s", shown++ == 0 ? "(例：" : "、", p->terms[i].ja);
	buf_adds(b, shown ? ")。\n" : "。\n");
	buf_adds(b, "  合わない語は変えてよいが、query.tsv に理由を1行。\n"
	            "  初出の制度名は原語を(　)で添える。\n");
}

static void
ways_back(struct buf *b, const struct package *p)
{
	buf_addf(b,
	    "6 道具と戻し方(どれか一つ)\n"
	    "  a) bilingual.docx の訳文の列に入れて戻す\n"
	    "  b) xliff/%s.xlf を Trados・memoQ などで訳し、名前を変えずに戻す\n"
	    "  c) omegat/ を OmegaT で開き、target/%s.xlf を戻す\n"
	    "  事前の検査　geppo translate check ファイル名。geppo が無い場合は\n"
	    "  共有の check フォルダーに置くか編集部へ送れば、結果の一覧を返します。\n"
	    "  誤検出は理由を1行書けば納品できます(query.tsv の種類「誤検出」)。\n",
	    p->name, p->name);
}

/* What of the attachments is to be translated, and what nobody could read. */
static void
attachments_line(struct buf *b, const struct work *w)
{
	size_t read = 0;
	for (size_t i = 0; i < w->n_attachments; i++)
		read += strcmp(w->attachments[i].state, "read") == 0;
	if (w->n_attachments > 0)
		buf_addf(b,
		    "添付　　　　%zu件(本文を訳すもの%zu、読めないもの%zu)。一覧 "
		    "source/attachments.txt\n",
		    w->n_attachments, read, w->n_attachments - read);
}

static void
head_write(struct buf *b, const struct package *p)
{
	const struct queue_job *j = &p->work->job;
	const struct item *item = p->work->item;
	const struct document *d = &item->documents[0];
	struct arena *a = p->parts.memory;
	buf_addf(
	    b, "翻訳の手引き(1枚)　　　　　　　　　　　　案件 %s 第%d版\n\n", j->id, j->edition);
	buf_addf(b, "件名(原題)　%s\n", d->title);
	buf_addf(b, "題名案　　　%s%s\n", item->title_ja ? item->title_ja : "なし",
	    item->title_accepted || !item->title_ja ? "" : "　※機械訳案。要確認");
	buf_addf(b, "番号　　　　%s　　発出　%s　　文書番号　%s\n", item->id,
	    item->issuer_ja ? item->issuer_ja
	    : d->issuer     ? d->issuer
	                    : "未確認",
	    d->doc_number ? d->doc_number : "未確認");
	buf_addf(b, "取得　　　　%s(控え source/page.html)\n", jst_text(d->captured_at, a));
	attachments_line(b, p->work);
	if (p->changes)
		buf_adds(b,
		    "\n★ 原文が改訂されました。この一式は変わった文だけで、旧訳を添えてあります。\n"
		    "　 変わらなかった文の訳は残っています。\n");
	buf_adds(b, "1 目的と読者\n"
	            "  日本の自治体の環境部署が、都市間協力の相談材料として読む。中国語は\n"
	            "  読めず、法令文には慣れている。月報とは別に「仮訳」として配る。\n");
	buf_adds(b, "2 納期と分量\n");
	buf_addf(b, "  納期　　　%s　遅れても必ず受け取ります。\n", jst_text(j->due, a));
	if (j->holder)
		buf_addf(
		    b, "  着手期限　%s　延長は renew 1回で即時。\n", jst_text(j->lease_until, a));
	counts_write(b, j);
}

static void
page_of_text(struct package *p, const char *path, const char *text)
{
	struct xml x;
	xml_begin(&x, "html", NULL, false);
	xml_start(&x, "html");
	xml_attribute(&x, "xmlns", "http://www.w3.org/1999/xhtml");
	xml_attribute(&x, "lang", "ja");
	xml_start(&x, "head");
	xml_start(&x, "meta");
	xml_attribute(&x, "charset", "UTF-8");
	xml_end(&x);
	xml_element(&x, "title", NULL, "翻訳の手引き");
	xml_end(&x);
	xml_start(&x, "body");
	xml_start(&x, "pre");
	xml_attribute(
	    &x, "style", "font: 13px/1.5 'MS Gothic', 'Noto Sans Mono CJK JP', monospace");
	xml_text(&x, text);
	xml_finish(&x, &p->parts, path);
}

void
brief_write(struct package *p)
{
	struct buf b;
	const struct settings *s = &p->config->settings;
	buf_init(&b, CAP_BODY);
	head_write(&b, p);
	buf_adds(&b, STYLE_RULES);
	terms_line(&b, p);
	buf_adds(&b, KEEP_RULES);
	ways_back(&b, p);
	buf_adds(&b, "7 質問と守ること\n"
	             "  原文の誤り・不明点は query.tsv かメールへ。1営業日以内に答えます。\n"
	             "  外部の機械翻訳・生成AIの使用は事前に相談。納品前の公開は不可。\n"
	             "  訳者名の表示　希望／匿名 を query.tsv の先頭行に。\n\n");
	buf_addf(&b, "連絡先　%s　%s%s%s\n", s->publisher ? s->publisher : "月報編集部",
	    s->contact_mail ? s->contact_mail : "", s->contact_phone ? "　電話 " : "",
	    s->contact_phone ? s->contact_phone : "");
	part_add(&p->parts, "brief.txt", b.text, b.len);
	page_of_text(p, "brief.html", b.text);
	buf_release(&b);
}

static void
row_of_cells(struct xml *x, const char *line)
{
	xml_start(x, "tr");
	for (size_t n; *line; line += n + (line[n] == '\t')) {
		char cell[CAP_FIELD];
		n = strcspn(line, "\t");
		size_t take = n < sizeof cell ? n : sizeof cell - 1;
		memcpy(cell, line, take);
		cell[take] = '\0';
		xml_element(x, "td", NULL, cell);
	}
	xml_end(x);
}

static void
body_write(struct xml *x, const char *body, struct arena *a)
{
	bool table = false;
	for (size_t n; *body; body += n + (body[n] == '\n')) {
		n = strcspn(body, "\n");
		const char *line = arena_strn(a, body, n);
		bool row = strchr(line, '\t') != NULL;
		if (row && !table) {
			xml_start(x, "table");
			xml_attribute(x, "border", "1");
		} else if (!row && table)
			xml_end(x);
		table = row;
		if (row)
			row_of_cells(x, line);
		else if (n > 0)
			xml_element(x, "p", NULL, line);
	}
	if (table)
		xml_end(x);
}

static void
attachments_show(struct xml *x, const struct package *p)
{
	const struct work *w = p->work;
	for (size_t i = 0; i < w->n_attachments; i++) {
		const struct attachment *one = &w->attachments[i];
		xml_element(
		    x, "h2", NULL, arena_printf(p->parts.memory, "附件%d %s", one->n, one->name));
		if (strncmp(one->url, "http", 4) == 0) {
			xml_start(x, "p");
			xml_start(x, "a");
			xml_attribute(x, "href", one->url);
			xml_text(x, one->url);
			xml_end(x);
			xml_end(x);
		}
		body_write(x, one->text, p->parts.memory);
	}
}

void
page_write(struct package *p)
{
	const struct document *d = &p->work->item->documents[0];
	struct xml x;
	xml_begin(&x, "html", NULL, false);
	xml_start(&x, "html");
	xml_attribute(&x, "xmlns", "http://www.w3.org/1999/xhtml");
	xml_attribute(&x, "lang", "zh-CN");
	xml_start(&x, "head");
	xml_start(&x, "meta");
	xml_attribute(&x, "charset", "UTF-8");
	xml_end(&x);
	xml_element(&x, "title", NULL, d->title);
	xml_element(&x, "style", NULL,
	    "body{max-width:48em;margin:2em auto;line-height:1.8}table{border-"
	    "collapse:collapse}td{padding:.2em .6em}");
	xml_end(&x);
	xml_start(&x, "body");
	xml_element(&x, "h1", NULL, d->title);
	xml_element(&x, "p", NULL,
	    arena_printf(p->parts.memory, "%s　%s　%s　%s", d->issuer ? d->issuer : "",
	        d->doc_number ? d->doc_number : "", d->published ? d->published : "",
	        d->url ? d->url : ""));
	body_write(&x, d->body ? d->body : "", p->parts.memory);
	attachments_show(&x, p);
	xml_finish(&x, &p->parts, "source/page.html");
}

void
query_write(struct package *p)
{
	struct buf b;
	buf_init(&b, CAP_FIELD);
	buf_addf(&b,
	    "# 訳者名の表示(希望／匿名)\t\n"
	    "# %s 質問・原文の誤り・用語の提案。種類は 質問、誤り、用語、誤検出 のどれか\n"
	    "# 誤検出: 検査の誤りが誤検出のとき、番号と、内容に理由を1行\n"
	    "番号\t種類\t原語\t訳語\t内容\n",
	    p->stamp);
	part_add(&p->parts, "query.tsv", b.text, b.len);
	buf_release(&b);
}

void
manifest_write(struct package *p)
{
	const struct work *w = p->work;
	const struct document *d = &w->item->documents[0];
	json_t *files = json_array(), *ids = json_array();
	for (size_t i = 0; i < p->parts.n; i++) {
		const struct part *part = &p->parts.list[i];
		char hex[65];
		if (part->path[strlen(part->path) - 1] == '/')
			continue;
		sha256_hex(part->bytes, part->n, hex);
		json_array_append_new(files, json_pack("{s:s, s:I, s:s}", "path", part->path,
		                                 "bytes", (json_int_t)part->n, "sha256", hex));
	}
	for (size_t i = 0; i < w->n; i++) {
		char hex[65];
		if (!package_holds(p, i))
			continue;
		sha256_hex(w->segments[i].source, strlen(w->segments[i].source), hex);
		json_array_append_new(ids,
		    json_pack("{s:s, s:s}", "id", segment_id(w, w->segments[i].n, p->parts.memory),
		        "source_sha256", hex));
	}
	json_t *o = json_pack(
	    "{s:i, s:s, s:i, s:s, s:s, s:s?, s:s?, s:s?, s:s?, s:s?, s:s, s:s, s:b, s:I, s:o, s:o}",
	    "v", 1, "job", w->job.id, "edition", w->job.edition, "stamp", p->stamp, "item",
	    w->job.item, "document", w->job.document, "capture", d->capture, "captured_at",
	    d->captured_at, "url", d->url, "due", w->job.due, "source_language", "zh-CN",
	    "target_language", "ja-JP", "changes_only", p->changes, "characters",
	    (json_int_t)w->job.characters, "segments", ids, "files", files);
	char *text = o ? json_dumps(o, JSON_INDENT(1)) : NULL;
	if (text)
		part_add(&p->parts, "manifest.json", text, strlen(text));
	free(text);
	json_decref(o);
}
