/* command.c - see command.h. Options may stand before, between or after the operands; "--" ends
 * them. */
#include "base/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/log.h"

static const struct option_spec common[] = {
    {"dir", OPTION_TEXT, NULL, "DIR", "the data directory (default: $GEPPO_DIR, else .)", 0, 0},
    {"verbose", OPTION_FLAG, NULL, NULL, "log more (-v)", 0, 0},
    {"help", OPTION_FLAG, NULL, NULL, "this text", 0, 0}, {0}};

static void
print_options(const struct option_spec *o)
{
	for (; o && o->name; o++) {
		char left[64];
		snprintf(left, sizeof left, "--%s%s%s", o->name, o->arg ? " " : "",
		    o->arg ? o->arg : "");
		printf("  %-24s %s\n", left, o->help);
	}
}

static int
print_command_help(const char *prefix, const struct command *c)
{
	printf("usage: %s%s%s%s%s [options]\n\n%s\n\noptions:\n", prefix, *c->name ? " " : "",
	    c->name, c->words ? " " : "", c->words ? c->words : "", c->summary);
	print_options(c->options);
	print_options(common);
	return command_finish_output(EXIT_DONE);
}

static int
print_commands_help(const char *prefix, const struct command *commands)
{
	printf("usage: %s COMMAND ...\n\n", prefix);
	for (const struct command *c = commands; c->name; c++) {
		char left[64];
		snprintf(left, sizeof left, "%s %s", c->name, c->words ? c->words : "");
		printf("  %-28s %s\n", left, c->summary);
	}
	printf("\n%s COMMAND --help tells more.\n", prefix);
	return command_finish_output(EXIT_DONE);
}

static int
usage(const char *prefix, const char *name, const char *what, const char *which)
{
	fprintf(stderr, "%s%s%s: %s%s%s (see %s%s%s --help)\n", prefix, *name ? " " : "", name,
	    what, which ? " " : "", which ? which : "", prefix, *name ? " " : "", name);
	return EXIT_USAGE;
}

static const struct option_spec *
find_option(const struct option_spec *o, const char *name, size_t n)
{
	for (; o && o->name; o++)
		if (strlen(o->name) == n && strncmp(o->name, name, n) == 0)
			return o;
	return NULL;
}

static bool
set_number(const struct option_spec *o, const char *value)
{
	char *end;
	errno = 0;
	long n = strtol(value, &end, 10);
	if (errno || end == value || *end || n < o->min || n > o->max)
		return false;
	*(long *)o->to = n;
	return true;
}

/* One "--name[=value]" at argv[*i]; moves *i over a separate value. NULL, or what is wrong. */
static const char *
take_option(
    const struct command *c, struct invocation *in, bool *help, int argc, char **argv, int *i)
{
	const char *name = argv[*i] + 2, *equals = strchr(name, '=');
	size_t n = equals ? (size_t)(equals - name) : strlen(name);
	const struct option_spec *o = find_option(c->options, name, n);
	const struct option_spec *shared = o ? NULL : find_option(common, name, n);
	const struct option_spec *spec = o ? o : shared;
	if (spec == NULL)
		return "unknown option";
	if (spec->kind == OPTION_FLAG) {
		if (equals)
			return "no value is taken by";
		if (shared)
			*(shared == &common[1] ? &in->debug : help) = true;
		else
			*(bool *)o->to = true;
		return NULL;
	}
	if (!equals && *i + 1 >= argc)
		return "a value is missing after";
	const char *value = equals ? equals + 1 : argv[++*i];
	if (shared)
		in->dir = value;
	else if (o->kind == OPTION_TEXT)
		*(const char **)o->to = value;
	else if (!set_number(o, value))
		return "not an allowed number:";
	return NULL;
}

int
command_run_one(const char *prefix, const struct command *c, int argc, char **argv)
{
	const char *dir = getenv("GEPPO_DIR");
	struct invocation in = {.dir = dir && *dir ? dir : "."};
	char **words = calloc((size_t)argc + 1, sizeof *words);
	if (words == NULL)
		fatal("out of memory");
	bool help = false, open = true;
	const char *wrong = NULL, *which = NULL;
	for (int i = 1; i < argc && !wrong; i++) {
		which = argv[i];
		if (open && strcmp(argv[i], "--") == 0)
			open = false;
		else if (open && strcmp(argv[i], "-v") == 0)
			in.debug = true;
		else if (open && strncmp(argv[i], "--", 2) == 0)
			wrong = take_option(c, &in, &help, argc, argv, &i);
		else if (open && argv[i][0] == '-' && argv[i][1] != '\0')
			wrong = "unknown option";
		else
			words[in.argc++] = argv[i];
	}
	in.argv = words;
	int code;
	if (wrong)
		code = usage(prefix, c->name, wrong, which);
	else if (help)
		code = print_command_help(prefix, c);
	else if (in.argc < c->min_words)
		code = usage(prefix, c->name, "missing:", c->words);
	else if (c->max_words >= 0 && in.argc > c->max_words)
		code = usage(prefix, c->name, "too many words:", words[c->max_words]);
	else {
		static char name[64]; /* the log keeps it */
		snprintf(name, sizeof name, "%s%s%s", prefix, *c->name ? " " : "", c->name);
		log_init(name, in.debug);
		code = command_finish_output(c->run(&in));
	}
	free(words);
	return code;
}

int
command_run(const char *prefix, const struct command *commands, int argc, char **argv)
{
	if (argc < 2)
		return usage(prefix, "", "a command is missing", NULL);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
		return print_commands_help(prefix, commands);
	for (const struct command *c = commands; c->name; c++)
		if (strcmp(c->name, argv[1]) == 0)
			return command_run_one(prefix, c, argc - 1, argv + 1);
	return usage(prefix, "", "no such command:", argv[1]);
}

int
command_finish_output(int code)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	log_warn("standard output: %s", strerror(errno));
	return code == EXIT_DONE || code == EXIT_HELD ? EXIT_IO : code;
}
