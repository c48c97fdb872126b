/* pairs.h - the tables of the charsets with two bytes a character, and the decoders over them. */
#ifndef GEPPO_PARSE_EXTRACT_PAIRS_H
#define GEPPO_PARSE_EXTRACT_PAIRS_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse/extract/label.h"

enum { LEAD_FIRST = 0x80, LEADS = 128, BMP_QUADS = 39420 };

struct pairs {
	uint32_t cp[LEADS][256]; /* [lead - LEAD_FIRST][trail]; 0: no such character */
};

struct gb18030 {
	struct pairs pairs;
	uint16_t quads[BMP_QUADS]; /* four-byte sequences of the BMP, in order */
};

/* Where decoded text goes. `out` has room for 3 bytes a source byte and 1 more; NULL: only count.
 */
struct sink {
	char *out;
	size_t len;
	size_t replaced;   /* U+FFFD for bad bytes */
	size_t characters; /* beyond ASCII */
	size_t common;     /* of those, in the half of the table that ordinary text uses */
};

void sink_put(struct sink *s, uint32_t cp);
void sink_replace(struct sink *s);

/* iconv's reader of a charset, to UCS-4LE. */
iconv_t reader_open(const char *iconv_name);

/* Fill a table by a reader; trail bytes 0x31 and up. */
void pairs_fill(struct pairs *p, iconv_t reader);
/* JIS X 0208 with the additions of Windows, in EUC-JP's order, out of Shift_JIS's. */
void euc_jp_fill(struct pairs *p, const struct pairs *shift_jis);
void gb18030_fill(struct gb18030 *g, iconv_t reader);
/* JIS X 0212, as EUC-JP's three-byte sequences hold it, by a reader of EUC-JP-MS. */
void jis0212_fill(struct pairs *p, iconv_t reader);

/* The decoders of the Encoding Standard, chapters 10 to 14. */
void gb18030_decode(const struct gb18030 *g, const unsigned char *s, size_t n, struct sink *to);
void big5_decode(const struct pairs *p, const unsigned char *s, size_t n, struct sink *to);
void euc_kr_decode(const struct pairs *p, const unsigned char *s, size_t n, struct sink *to);
void shift_jis_decode(const struct pairs *p, const unsigned char *s, size_t n, struct sink *to);
/* jis0212: the table of the three-byte sequences, 0x8F removed. */
void euc_jp_decode(const struct pairs *p, const struct pairs *jis0212, const unsigned char *s,
    size_t n, struct sink *to);
void iso_2022_jp_decode(
    const struct pairs *euc_jp, const unsigned char *s, size_t n, struct sink *to);

#endif
