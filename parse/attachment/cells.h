/* cells.h - numbers of a workbook as a person sees them: days and percentages by their format. */
#ifndef GEPPO_PARSE_ATTACHMENT_CELLS_H
#define GEPPO_PARSE_ATTACHMENT_CELLS_H

#include <stdbool.h>

#include "base/buf.h"

enum cell_format { CELL_NUMBER, CELL_DATE, CELL_PERCENT };

/* Of a number format's code ("yyyy/m/d", "0.00%"), and of those that every file knows by id. */
enum cell_format cell_format_of(const char *code);
enum cell_format cell_format_known(long id);

/* 2026-05-08, 12.5%, 0.29. Days count from the end of 1899, or of 1903 when from_1904. */
void cell_number(struct buf *b, double d, enum cell_format format, bool from_1904);

#endif
