/* kindtexts.c - see kind.h: texts with a grammar of their own. */
#include <iconv.h>
#include <string.h>

#include "base/caps.h"
#include "base/url.h"
#include "config/config.h"
#include "config/kind.h"

bool
kind_url(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	struct url u;
	if (!kind_is_line(value) || strlen(value->text) > CAP_URL ||
	    !url_parse(value->text, strlen(value->text), NULL, k->a, &u))
		return kind_wrong(k, f, value, "an absolute http or https address");
	if (*u.user || *u.password || *u.fragment)
		return kind_wrong(k, f, value, "an address without user, password and #fragment");
	kind_put(f, to, value->text);
	return true;
}

/* A service that is sent a key: https, or plain http to this machine only. */
bool
kind_service(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	struct url u;
	if (!kind_url(k, f, value, to))
		return false;
	(void)url_parse(value->text, strlen(value->text), NULL, k->a, &u);
	bool here = strcmp(u.host, "127.0.0.1") == 0 || strcmp(u.host, "localhost") == 0 ||
	            strcmp(u.host, "[::1]") == 0;
	if (strcmp(u.scheme, "https") != 0 && !here)
		return kind_wrong(k, f, value, "an https address: a key is sent there");
	return true;
}

/* A link whose placeholders are known, one of them a number. */
static bool
is_page_link(const char *text)
{
	static const char *const names[] = {"{n}", "{from}", "{to}", "{pageid}", "{col}", "{name}"};
	bool numbered = false;
	for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
		size_t i = 0;
		while (i < sizeof names / sizeof *names &&
		       strncmp(at, names[i], strlen(names[i])) != 0)
			i++;
		if (i == sizeof names / sizeof *names)
			return false;
		numbered |= i < 3;
	}
	return numbered;
}

bool
kind_pages(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	bool none = value->kind == YAML_SCALAR && strcmp(value->text, "none") == 0;
	bool itself = value->kind == YAML_SCALAR && strcmp(value->text, "auto") == 0;
	if (!none && !itself && (!kind_is_line(value) || !is_page_link(value->text)))
		return kind_wrong(k, f, value,
		    "a link with {n}, such as index_{n}.html (also {from}, {to}, {pageid}, {col}, "
		    "{name}), auto or none");
	kind_put(f, to, itself ? NULL : value->text);
	return true;
}

bool
kind_charset(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	iconv_t converter = (iconv_t)-1;
	if (kind_is_line(value) && !strchr(value->text, '/'))
		converter = iconv_open("UTF-8", value->text);
	if (converter == (iconv_t)-1)
		return kind_wrong(
		    k, f, value, "an encoding that iconv knows, such as utf-8 or gb18030");
	iconv_close(converter);
	kind_put(f, to, value->text);
	return true;
}

static bool
is_printable_ascii(char c)
{
	return c >= ' ' && c <= '~';
}

bool
kind_is_mail(const struct yaml_node *value)
{
	const char *at = kind_is_line(value) ? strchr(value->text, '@') : NULL;
	if (at == NULL || at == value->text || !at[1] || strchr(at + 1, '@') ||
	    strlen(value->text) > 254 || at - value->text > 64)
		return false;
	for (const char *s = value->text; *s; s++)
		if (!is_printable_ascii(*s) || strchr(" ()<>,;:[]\\\"", *s))
			return false;
	return true;
}

bool
kind_mail(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	if (!kind_is_mail(value))
		return kind_wrong(k, f, value, "one mail address, such as geppo@example.jp");
	kind_put(f, to, value->text);
	return true;
}

bool
kind_host(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:";
	if (value->kind != YAML_SCALAR || !*value->text || *value->text == '-' ||
	    strlen(value->text) > 253 || value->text[strspn(value->text, letters)])
		return kind_wrong(k, f, value, "the name or address of a machine");
	kind_put(f, to, value->text);
	return true;
}

bool
kind_contact(struct check *k, const struct field *f, const struct yaml_node *value, void *to)
{
	bool ok = kind_is_mail(value);
	if (!ok && kind_is_line(value) && !strpbrk(value->text, " ()<>;"))
		ok = url_host(value->text, k->a) != NULL;
	if (!ok)
		return kind_wrong(k, f, value, "one mail address, or one http or https address");
	kind_put(f, to, value->text);
	return true;
}
