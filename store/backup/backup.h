/* backup.h - what a backup is made of: a tar file, gzip-compressed, that begins with MANIFEST.
 * Private to geppo-backup.
 *
 * MANIFEST is text: "geppo backup 1", then a line a file: what, SHA-256, bytes and path with a TAB
 * between them. "file": it is in the backup; "segment": a web archive that is only named, the
 * digest being that of its bytes up to the last record the store knows. */
#ifndef GEPPO_STORE_BACKUP_BACKUP_H
#define GEPPO_STORE_BACKUP_BACKUP_H

#include <archive.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/command.h"
#include "store/db.h"

#define BACKUP_HEAD "geppo backup 1\n"

extern const struct command backup_command, restore_command;

/* SHA-256 of the first n bytes of a file (n < 0: all), and how many they are. A file that is
 * shorter than n is an input fault. */
int file_digest(const char *path, int64_t n, char hex[65], int64_t *size, struct fail *f)
    __attribute__((warn_unused_result));

/* A path that may be written below a data directory: "geppo.db", or below config/ or archive/,
 * without "..", "." or empty parts. */
bool backup_path_allowed(const char *path);

/* Always -1: libarchive's failure as ours. */
int archive_fail(struct archive *a, const char *path, struct fail *f);

#endif
