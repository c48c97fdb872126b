/* form.c - see form.h. */
#include "parse/extract/form.h"

bool
form_read(const json_t *object, struct listing_form *form)
{
	*form = (struct listing_form){.kind = json_string_value(json_object_get(object, "kind")),
	    .referer = json_string_value(json_object_get(object, "referer")),
	    .items = json_string_value(json_object_get(object, "items")),
	    .title = json_string_value(json_object_get(object, "title")),
	    .link = json_string_value(json_object_get(object, "link")),
	    .date = json_string_value(json_object_get(object, "date")),
	    .link_template = json_string_value(json_object_get(object, "link_template"))};
	return json_is_object(object);
}
