/* main.c - geppo-parse: the commands that turn what was collected into labelled documents. */
#include "parse/parse.h"

#include "base/command.h"

static const struct option_spec classify_options[] = {
    {"explain", OPTION_FLAG, &classify_explain, NULL,
        "a reading for a person, with the words that earned each label", 0, 0},
    {"review", OPTION_TEXT, &classify_review, "YYYY-MM",
        "print a sample of the month's items, their labels and evidence, for a person to mark", 0,
        0},
    {"take", OPTION_TEXT, &classify_take, "FILE", "take a marked sheet back as corrections", 0, 0},
    {"by", OPTION_TEXT, &classify_by, "NAME", "who marked it (default: $USER)", 0, 0}, {0}};

static const struct option_spec parse_options[] = {
    {"relabel", OPTION_FLAG, &parse_relabel, NULL,
        "no captures: label the documents of the store anew and print what changed", 0, 0},
    {"again", OPTION_FLAG, &parse_again, NULL,
        "read the pages of all documents anew from the archive and print what changed", 0, 0},
    {0}};

static const struct command commands[] = {{.name = "parse",
                                              .summary = "Captures to documents with labels.",
                                              .options = parse_options,
                                              .run = command_parse},
    {.name = "load",
        .words = "FILE.jsonl...",
        .summary = "Take in documents extracted elsewhere.",
        .min_words = 1,
        .max_words = -1,
        .run = command_load},
    {.name = "classify",
        .summary =
            "JSON lines on standard input to labels; --review and --take: items of the store.",
        .options = classify_options,
        .run = command_classify},
    {0}};

int
main(int argc, char **argv)
{
	return command_run("geppo", commands, argc, argv);
}
