/* label.h - a class given to a document, with the words that earned it.
 *
 * Kinds and values:
 *   air        yes | borderline | no                     score = strength
 *   level      central | region | province | city | county | none
 *   region     GB/T 2260 code or key-region tag, several, lowest level only
 *   doc_type   one id of doctypes.yaml
 *   measure    ids of measures.yaml, several, most important first (rank 0)
 *   translate  high | medium | low | none */
#ifndef GEPPO_CONFIG_LABEL_H
#define GEPPO_CONFIG_LABEL_H

#include <stddef.h>

struct label {
	const char *kind;
	const char *value;
	int rank; /* order among labels of one kind */
	double score;
	const char
	    *term; /* the words that earned it, as they stand in the text; may be NULL (default) */
	const char
	    *field; /* "title", "issuer", "doc_number", "body", "url", "source"; NULL with term */
	size_t offset;    /* bytes into that field */
	const char *rule; /* the vocabulary entry or rule that fired, for --explain */
};

#endif
