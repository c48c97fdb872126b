/* init.h - private to config/: `geppo init`. */
#ifndef GEPPO_CONFIG_INIT_H
#define GEPPO_CONFIG_INIT_H

#include "base/fail.h"

/* Make a data directory with configuration to start from. Nothing is written when one of the files
 * is there already (EXIT_INPUT). 0 or -1. */
int data_dir_init(const char *dir, struct fail *f) __attribute__((warn_unused_result));

#endif
