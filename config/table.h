/* table.h - config_table() that reports into a running check (check.h). */
#ifndef GEPPO_CONFIG_TABLE_H
#define GEPPO_CONFIG_TABLE_H

#include "config/check.h"
#include "config/config.h"

/* As config_table(); the cells live in the arena of the check. */
void table_read(struct check *k, const char *path, const char *const columns[], size_t n_columns,
    config_row row, void *context);

#endif
