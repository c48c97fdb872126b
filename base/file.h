/* file.h - whole files: read with a cap, written beside and renamed (never half-written), and where
 * the program's own data lies. */
#ifndef GEPPO_BASE_FILE_H
#define GEPPO_BASE_FILE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/fail.h"

/* Add the whole file to b; its cap bounds the size. A missing or unreadable file, or one over the
 * cap, is a failure that names the path. 0 or -1. */
int file_read(const char *path, struct buf *b, struct fail *f) __attribute__((warn_unused_result));

/* Replace `path` by n bytes: written to a temporary file in the same folder, fsynced, renamed, the
 * folder fsynced. On failure the old file is untouched and no temporary file is left. 0 or -1. */
int file_write(const char *path, const void *bytes, size_t n, struct fail *f)
    __attribute__((warn_unused_result));

/* fsync the folder of a file: a new name is only there after a crash when its folder is. 0 or -1.
 */
int file_sync_folder(const char *path, struct fail *f) __attribute__((warn_unused_result));

/* Make a folder (and those above it); existing is fine. 0 or -1. */
int file_mkdir(const char *path, struct fail *f) __attribute__((warn_unused_result));

/* The path of a program beside the running executable (".../libexec/geppo/<name>"), until the next
 * call, and the folder of the shared data ("<there>/../../share/geppo", true of the build tree and
 * of an installation). Static. */
const char *file_program(const char *name);
const char *file_share_dir(void);

#endif
