/* cells.h - numbers of a workbook as a person sees them: days, times, percentages, decimal places
 * by their format. */
#ifndef GEPPO_PARSE_ATTACHMENT_CELLS_H
#define GEPPO_PARSE_ATTACHMENT_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Flags, and in the lowest four bits decimal places and one; 0: as many as the number has. */
typedef uint16_t cell_format;
enum { CELL_PLACES = 15, CELL_DAY = 16, CELL_MONTH = 32, CELL_TIME = 64, CELL_PERCENT = 128 };

/* Of a number format's code ("yyyy/m/d", "0.00%"), and of those that every file knows by id. */
cell_format cell_format_of(const char *code);
cell_format cell_format_known(long id);

/* 2026-05-08, 2026-05, 16:30, 12.5%, 0.29. Days count from the end of 1899, or of 1903 when
 * from_1904. */
void cell_number(struct buf *b, double d, cell_format format, bool from_1904);

#endif
