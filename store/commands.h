/* commands.h - what the commands of geppo-store and geppo-backup share. Private to them. */
#ifndef GEPPO_STORE_COMMANDS_H
#define GEPPO_STORE_COMMANDS_H

#include "base/command.h"
#include "store/db.h"

extern const struct command store_pass_command;  /* geppo store */
extern const struct command store_subcommands[]; /* geppo store why ... */
extern const struct command status_command;
extern const struct command search_command;
extern const struct command cascade_command;
extern const struct command export_command;
extern const struct command check_command;

/* Say a failure on the log; its exit code. */
int store_failed(const struct fail *f);

/* geppo store why (why.c), export-groups and export-relations (export.c). */
int why_run(const struct invocation *in);
int export_groups_run(const struct invocation *in);
int export_relations_run(const struct invocation *in);
/* diff, changes, since (diffpage.c). */
extern const struct option_spec diff_options[], changes_options[], since_options[];
int diff_run(const struct invocation *in);
int changes_run(const struct invocation *in);
int since_run(const struct invocation *in);

#endif
