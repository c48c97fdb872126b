/* edit.h - `geppo bulletin edit`: the draft given out as one text file and taken back. */
#ifndef GEPPO_BULLETIN_EDIT_EDIT_H
#define GEPPO_BULLETIN_EDIT_EDIT_H

#include "base/command.h"

int command_edit(const struct invocation *in);
extern const struct option_spec edit_options[];

#endif
