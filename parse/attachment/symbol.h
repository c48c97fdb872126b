/* symbol.h - signs that documents take from fonts of symbols. */
#ifndef GEPPO_PARSE_ATTACHMENT_SYMBOL_H
#define GEPPO_PARSE_ATTACHMENT_SYMBOL_H

/* What a sign of a font looks like in Unicode (its code with or without U+F000), or "" when it only
 * adorns. UTF-8, static. */
const char *symbol_text(const char *font, unsigned code);

#endif
