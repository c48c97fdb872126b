/* commands.h - private to translate/: the commands of the queue, for main.c's table. */
#ifndef GEPPO_TRANSLATE_COMMANDS_H
#define GEPPO_TRANSLATE_COMMANDS_H

#include <jansson.h>

#include "base/command.h"
#include "translate/work.h"

extern const struct option_spec list_options[], show_options[], due_options[], stats_options[],
    publish_options[];
int run_list(const struct invocation *in);
int run_show(const struct invocation *in);
int run_due(const struct invocation *in);
int run_stats(const struct invocation *in);

extern const struct option_spec offer_options[], claim_options[], step_options[], accept_options[];
int run_offer(const struct invocation *in);
int run_claim(const struct invocation *in);
int run_renew(const struct invocation *in);
int run_release(const struct invocation *in);
int run_undo(const struct invocation *in);
int run_withdraw(const struct invocation *in);
int run_review(const struct invocation *in);
int run_accept(const struct invocation *in);
int run_return(const struct invocation *in);
int run_publish(const struct invocation *in);

extern const struct option_spec package_options[];
int run_package(const struct invocation *in);

extern const struct option_spec answer_options[], terms_options[];
int run_answer(const struct invocation *in);
int run_terms(const struct invocation *in);

extern const struct option_spec request_options[];
int run_request(const struct invocation *in);

extern const struct option_spec machine_options[];
int run_machine(const struct invocation *in);

extern const struct option_spec validate_options[];
int run_validate(const struct invocation *in);

extern const struct option_spec check_options[], deliver_options[], inbox_options[];
int run_check(const struct invocation *in);
int run_deliver(const struct invocation *in);
int run_inbox(const struct invocation *in);

/* What main.c and the commands share: the log line and exit code of a failure; who types (--by,
 * else $USER), or NULL after saying that nobody is named. */
int step_failed(const struct fail *f);
const char *command_person(const char *by);

/* A command of the queue: the store opened, the work done on it, failures said. The exit code. */
typedef int queue_work(struct store *s, struct arena *a, struct fail *f);
int queue_command(const struct invocation *in, enum store_mode mode, queue_work *work);
/* The present, for one command. */
const char *command_now(struct arena *a);
void json_print(json_t *take);
json_t *work_json(const struct queue_job *j, const struct item *item);
/* One job in some lines, for people. */
void print_job(const struct queue_job *j, const struct item *item, struct arena *a);
/* A line from the web for a terminal, control characters masked; nothing when it is empty. */
void print_line(const char *label, const char *text);

#endif
