/* attachment.c - a fuzz target (libFuzzer) over the readers of attachments. The first byte says how
 * the rest is given to them: as a whole file, or as members of a package that needs no unpacking,
 * cut at NULs. Checked: the answer is one line of JSON with a text or a reason. */
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/caps.h"
#include "base/utf8.h"
#include "parse/attachment/attachment.h"
#include "parse/attachment/members.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct extractor *x;
static struct arena memory;

/* Names that the parts of each kind have, in order. */
static const struct {
	const char *names[5];
	void (*read)(struct attachment_reading *r, const struct members *m);
} kinds[] = {{{"word/document.xml", "word/footnotes.xml", "docProps/core.xml"}, docx_read},
    {{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
         "xl/_rels/workbook.xml.rels"},
        xlsx_read},
    {{"Doc_0/Pages/0.xml", "Doc_0/Document.xml", "OFD.xml", "Doc_0/Tpls/T.xml", "Doc_0/A/A.xml"},
        ofd_read},
    {{"content.xml", "META-INF/manifest.xml"}, odf_read}};

/* What the fuzzer leaves out. */
static const struct {
	const char *name, *text;
} others[] = {
    {"xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='a' r:id='r1'/></sheets>"
                        "</workbook>"},
    {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/></Relationships>"},
    {"OFD.xml", "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"},
    {"Doc_0/Document.xml", "<Document><CommonData><TemplatePage ID='9' "
                           "BaseLoc='Tpls/T.xml'/></CommonData><Pages><Page "
                           "ID='1' BaseLoc='Pages/0.xml'/></Pages></Document>"}};

static void
package_try(size_t kind, const uint8_t *data, size_t n)
{
	struct member list[10];
	struct members m = {.list = list};
	struct attachment_reading r = {.extractor = x, .arena = &memory};
	for (size_t i = 0; i < 5 && kinds[kind].names[i] && n > 0; i++) {
		const uint8_t *cut = memchr(data, 0, n);
		size_t len = cut ? (size_t)(cut - data) : n, step = len + (cut != NULL);
		list[m.n++] = (struct member){.name = kinds[kind].names[i],
		    .bytes = (unsigned char *)arena_strn(&memory, (const char *)data, len),
		    .n = len};
		data += step;
		n -= step;
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (member_named(&m, others[i].name) == NULL)
			list[m.n++] = (struct member){.name = others[i].name,
			    .bytes = (unsigned char *)arena_str(&memory, others[i].text),
			    .n = strlen(others[i].text)};
	buf_init(&r.text, CAP_BODY);
	buf_init(&r.notes, CAP_FIELD);
	kinds[kind].read(&r, &m);
	buf_release(&r.text);
	buf_release(&r.notes);
}

static void
file_try(const uint8_t *data, size_t n)
{
	struct extract_input in = {.kind = "attachment", .bytes = data, .n = n};
	struct buf json;
	buf_init(&json, CAP_JSON_LINE);
	extract(x, &in, &memory, &json);
	if (!utf8_valid(json.text, json.len) || memchr(json.text, '\n', json.len))
		abort();
	json_t *answer = json_loadb(json.text, json.len, 0, NULL);
	const char *state = json_string_value(json_object_get(answer, "state"));
	const char *text = json_string_value(json_object_get(answer, "text"));
	if (state == NULL || (strcmp(state, "read") == 0) != (text && *text) ||
	    (text == NULL) == json_is_null(json_object_get(answer, "reason")))
		abort();
	json_decref(answer);
	buf_release(&json);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (x == NULL) {
		x = extractor_new();
		extractor_attach(x, attachment_answer, NULL);
	}
	if (n == 0)
		return 0;
	if (data[0] % 5 < 4)
		package_try(data[0] % 5, data + 1, n - 1);
	else
		file_try(data + 1, n - 1);
	arena_reset(&memory);
	return 0;
}
