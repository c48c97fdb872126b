/* schema.c - the schema as its steps, and how a database gets to the last of them. */
#include "store/db.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "store/attached.h"
#include "store/facet.h"

/* The text of a step, compiled in from its file. */
#define SCHEMA_STEP(n)                                                                             \
	extern const char schema_##n[];                                                            \
	__asm__(".pushsection .rodata\n"                                                           \
	        ".global schema_" #n "\n"                                                          \
	        "schema_" #n ":\n"                                                                 \
	        ".incbin \"store/schema-" #n ".sql\"\n"                                            \
	        ".byte 0\n"                                                                        \
	        ".popsection\n")

SCHEMA_STEP(1);
SCHEMA_STEP(2);
SCHEMA_STEP(3);
SCHEMA_STEP(4);
SCHEMA_STEP(5);
SCHEMA_STEP(6);

const char *const schema_steps[] = {schema_1, schema_2, schema_3, schema_4, schema_5, schema_6};
const int schema_version = sizeof schema_steps / sizeof *schema_steps;

static const char GET_VERSION[] = "PRAGMA user_version";
static const char GET_APPLICATION[] = "PRAGMA application_id";
static const char COUNT_TABLES[] = "SELECT count(*) FROM sqlite_schema";
static const char BACKUP[] = "VACUUM INTO ?";

static int
number(struct store *s, const char *sql, int64_t *n, struct fail *f)
{
	struct query q = query(s, sql);
	return query_number(&q, n, f);
}

/* A whole copy beside the store, under its name only when complete. An older backup of the same
 * version is kept: it was made before a first try at this migration. */
static int
back_up(struct store *s, int64_t version, struct fail *f)
{
	char path[4096], part[4096 + 8];
	snprintf(path, sizeof path, "%s.v%d.backup", s->path, (int)version);
	snprintf(part, sizeof part, "%s.part", path);
	if (access(path, F_OK) == 0)
		return 0;
	unlink(part); /* of a killed try; usually absent */
	struct query q = query(s, BACKUP);
	query_text(&q, part);
	if (query_run(&q, f) < 0)
		return -1;
	errno = 0;
	if (rename(part, path) < 0)
		return fail_io(f, path, "the backup before the migration was not made");
	log_info("%s: schema %d; a copy is kept in %s", s->path, (int)version, path);
	return 0;
}

static int
apply_steps(struct store *s, int64_t version, struct fail *f)
{
	char tail[128];
	for (int64_t step = version; step < schema_version; step++)
		if (db_script(s, schema_steps[step], f) < 0)
			return -1;
	snprintf(tail, sizeof tail, "PRAGMA user_version=%d; PRAGMA application_id=%d",
	    schema_version, APPLICATION_ID);
	return db_script(s, tail, f);
}

/* The first versions whose attachments have keys, and whose labels are in blocks. */
enum { KEYED = 4, FACETED = 6 };

/* Two programs may find the same old store: the second waits, then sees that it is done. */
static int
migrate(struct store *s, struct fail *f)
{
	int64_t version = 0;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = number(s, GET_VERSION, &version, f) < 0 ? -1 : apply_steps(s, version, f);
	if (rc == 0 && version > 0 && version < KEYED)
		rc = attachments_key(s, f);
	if (rc == 0 && version > 0 && version < FACETED)
		rc = facets_write_all(s, f);
	return db_end(s, rc, f) < 0 ? -1 : 0;
}

static int
check_owner(struct store *s, int64_t version, struct fail *f)
{
	int64_t application = 0, tables = 0;
	if (number(s, GET_APPLICATION, &application, f) < 0 ||
	    number(s, COUNT_TABLES, &tables, f) < 0)
		return -1;
	bool fresh = application == 0 && version == 0 && tables == 0;
	if (application != APPLICATION_ID && !fresh)
		return fail_config(f, s->path, "not a geppo store");
	if (version > schema_version)
		return fail_config(f, s->path,
		    "made by a newer geppo (schema %d; this one knows up to %d); nothing was "
		    "changed",
		    (int)version, schema_version);
	return 0;
}

int
schema_open(struct store *s, struct fail *f)
{
	int64_t version = 0;
	if (number(s, GET_VERSION, &version, f) < 0 || check_owner(s, version, f) < 0)
		return -1;
	if (version == schema_version)
		return 0;
	if (s->mode == STORE_READ)
		return fail_config(f, s->path,
		    "made by an older geppo (schema %d, now %d); geppo store brings it up to date",
		    (int)version, schema_version);
	if (version > 0 && back_up(s, version, f) < 0)
		return -1;
	return migrate(s, f);
}
