/* shell.h - pages that scripts draw. */
#ifndef GEPPO_PARSE_EXTRACT_SHELL_H
#define GEPPO_PARSE_EXTRACT_SHELL_H

#include "parse/extract/article.h"

/* The address of the service a page's scripts ask for rows, absolute where that is known; NULL when
 * none can be seen. */
const char *shell_data(const struct reading *r);

#endif
