/* takereport.c - what a translator and a program are told about a file given back. */
#include <string.h>

#include "translate/take.h"

static json_t *
findings_json(const struct taking *t)
{
	json_t *list = json_array();
	for (size_t i = 0; i < t->findings.n; i++) {
		const struct finding *x = &t->findings.list[i];
		json_array_append_new(list,
		    json_pack("{s:s, s:s, s:s, s:s, s:s?}", "id", x->id, "check", x->check, "level",
		        check_level_name(x->level), "text", x->text, "waived", x->waived));
	}
	return list;
}

json_t *
taking_json(const struct taking *t, struct arena *a)
{
	json_t *lost = json_array();
	(void)a;
	for (size_t i = 0; i < t->n_lost; i++)
		json_array_append_new(lost, json_string(t->lost[i]));
	json_t *o = json_pack(
	    "{s:i, s:s, s:s, s:s, s:s?, s:i, s:b, s:s?, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o}",
	    "v", 1, "file", t->name, "sha256", t->digest, "format", t->given.format, "job",
	    t->known ? t->work.job.id : NULL, "edition", t->known ? t->work.job.edition : 0, "ok",
	    t->refused == NULL && t->errors == 0, "refused", t->refused, "segments",
	    (json_int_t)(t->known ? t->work.job.segments : 0), "found", (json_int_t)t->n_targets,
	    "errors", (json_int_t)t->errors, "warnings", (json_int_t)t->warnings, "notices",
	    (json_int_t)t->notices, "waived", (json_int_t)t->waived, "not_found", lost, "findings",
	    findings_json(t));
	if (o && t->questions)
		json_object_set_new(o, "questions", json_integer((json_int_t)t->n_questions));
	if (o == NULL)
		json_decref(lost);
	return o;
}

static const struct check_unit *
unit_of(const struct taking *t, int n)
{
	for (size_t i = 0; t->units && i < t->work.n; i++)
		if (t->units[i].n == n)
			return &t->units[i];
	return NULL;
}

static void
report_findings(const struct taking *t, enum check_level level, struct buf *b)
{
	for (size_t i = 0; i < t->findings.n; i++) {
		const struct finding *x = &t->findings.list[i];
		const struct check_unit *u = unit_of(t, x->n);
		if (x->level != level)
			continue;
		buf_addf(b, "[%s] %s  %s\n", check_level_name_ja(level), x->id, x->text);
		if (u && u->source)
			buf_addf(b, "    原文: %s\n    訳文: %s\n", u->source, u->target);
		if (x->waived)
			buf_addf(b, "    → 理由あり: %s\n", x->waived);
	}
}

static void
report_end(const struct taking *t, bool delivered, struct buf *b)
{
	if (t->errors > 0)
		buf_adds(b, "\n誤りを直して納品してください。誤検出なら、query.tsv "
		            "に「番号・誤検出・理由」の\n"
		            "1行を書いて先に渡すか、--waive 番号:理由 "
		            "を付けます。理由は校閲者に届きます。\n"
		            "訳していない文が残る途中の納品は --partial です。\n");
	else if (!delivered)
		buf_adds(b, "\n誤りはありません。このまま納品できます。\n");
	else if (t->done.again)
		buf_adds(b, "\nこのファイルはすでに受け取っています(変更なし)。\n");
	else
		buf_addf(b, "\n受け取りました%s。新しい訳 %zu、前と同じ %zu%s。状態: %s\n",
		    t->done.late ? "(納期・期限のあとですが、問題ありません)" : "", t->done.taken,
		    t->done.same, t->done.kept ? "、ほかの人の訳なので変えなかったもの あり" : "",
		    t->done.state);
}

static void
report_questions(const struct taking *t, bool delivered, struct buf *b)
{
	buf_addf(b, "質問・提案 %zu件", t->n_questions);
	if (delivered)
		buf_addf(b, "(うち新しいもの %lld件)。編集部に届きました。1営業日以内に答えます",
		    (long long)t->new_questions);
	buf_adds(b, "。\n");
	if (*t->given.credit)
		buf_addf(b, "訳者名の表示 %s\n", t->given.credit);
	for (size_t i = 0; i < t->n_questions; i++) {
		const struct question *q = &t->questions[i];
		buf_addf(
		    b, "[%s] %s%s%s  %s\n", q->kind, q->zh, *q->ja ? " → " : "", q->ja, q->text);
	}
}

void
taking_report(const struct taking *t, bool delivered, struct buf *b, struct arena *a)
{
	(void)a;
	buf_addf(b, "検査の結果  %s\nファイル  %s\n照合  sha256 %s\n",
	    t->known ? t->work.job.id : "案件不明", t->name, t->digest);
	if (t->refused) {
		buf_addf(b, "\n受け取れません: %s\nファイルは%s。\n", t->refused,
		    delivered ? "そのまま保管しました" : "変えていません");
		return;
	}
	if (t->questions) {
		report_questions(t, delivered, b);
		return;
	}
	buf_addf(b,
	    "文 %lld のうち訳文のあるもの %zu  誤り %zu  注意 %zu  参考 %zu  理由つき %zu\n\n",
	    (long long)t->work.job.segments, t->n_targets, t->errors, t->warnings, t->notices,
	    t->waived);
	report_findings(t, CHECK_ERROR, b);
	report_findings(t, CHECK_WARNING, b);
	report_findings(t, CHECK_NOTICE, b);
	for (size_t i = 0; i < t->n_lost; i++)
		buf_addf(b, "[照合] %s\n", t->lost[i]);
	report_end(t, delivered, b);
}
