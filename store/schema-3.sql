-- Schema, step 3: attachments read, versions compared, sources that fail and recover, sending,
-- packages for translators. Each room's part stands under its heading.

-- ---- listings in several pages, looks that follow a source's own rhythm

-- Of a listing: its page, what a POST request sends, the seconds between two looks and their
-- bounds. looks: good ones at an article.
ALTER TABLE frontier ADD COLUMN page INTEGER NOT NULL DEFAULT 1;
ALTER TABLE frontier ADD COLUMN body TEXT;
ALTER TABLE frontier ADD COLUMN every INTEGER;
ALTER TABLE frontier ADD COLUMN floor INTEGER;
ALTER TABLE frontier ADD COLUMN ceiling INTEGER;
ALTER TABLE frontier ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;
-- Which page of its listing a capture is; 0: unknown, as of an archive taken in.
ALTER TABLE capture ADD COLUMN page INTEGER NOT NULL DEFAULT 0;
-- How many pages a look went back, and whether it stopped at the most that is allowed.
ALTER TABLE visit ADD COLUMN pages INTEGER NOT NULL DEFAULT 1;
ALTER TABLE visit ADD COLUMN capped INTEGER NOT NULL DEFAULT 0;
-- Why it can't be watched, for a person.
ALTER TABLE source ADD COLUMN unable TEXT;

-- ---- translation jobs

-- A job's text is cut into segments when it is first looked at; a changed source is the next
-- edition. NULL counts: not cut yet.
ALTER TABLE job ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN document TEXT;            -- id of the document that was cut,
ALTER TABLE job ADD COLUMN document_version INTEGER; -- and its version
ALTER TABLE job ADD COLUMN source_digest TEXT;       -- of the edition's segments in order
ALTER TABLE job ADD COLUMN fresh INTEGER;            -- characters: new,
ALTER TABLE job ADD COLUMN fuzzy INTEGER;            -- 75 % and more in memory,
ALTER TABLE job ADD COLUMN exact INTEGER;            -- whole in memory,
ALTER TABLE job ADD COLUMN repeated INTEGER;         -- said before in the same document
ALTER TABLE job ADD COLUMN holder TEXT;
ALTER TABLE job ADD COLUMN lease_until TEXT;         -- instant
ALTER TABLE job ADD COLUMN renewals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN due TEXT;                 -- instant
ALTER TABLE job ADD COLUMN reserved TEXT;            -- for this person only
ALTER TABLE job ADD COLUMN translator TEXT;
ALTER TABLE job ADD COLUMN reviewer TEXT;
ALTER TABLE job ADD COLUMN shown_as TEXT;            -- the translator's name in print; '' = anonymous
CREATE INDEX job_holder ON job (holder) WHERE holder IS NOT NULL;

-- What happened to a job. `before` is the row it changed, so that the step can be undone.
ALTER TABLE job_event ADD COLUMN action TEXT;
ALTER TABLE job_event ADD COLUMN from_state TEXT;
ALTER TABLE job_event ADD COLUMN file TEXT;          -- sha256 of the file delivered or made
ALTER TABLE job_event ADD COLUMN before TEXT;        -- JSON
ALTER TABLE job_event ADD COLUMN undoes INTEGER REFERENCES job_event (id);
CREATE INDEX job_event_undoes ON job_event (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER job_event_is_kept BEFORE UPDATE ON job_event
	BEGIN SELECT RAISE(ABORT, 'what happened to a job is never changed'); END;
CREATE TRIGGER job_event_stays BEFORE DELETE ON job_event
	BEGIN SELECT RAISE(ABORT, 'what happened to a job is never deleted'); END;

-- A segment's number never means another text: what is no longer in the source has no position.
DROP TABLE segment;
CREATE TABLE segment (
	job INTEGER NOT NULL REFERENCES job (id),
	n INTEGER NOT NULL,
	position INTEGER,
	edition INTEGER NOT NULL,        -- that brought it
	paragraph INTEGER NOT NULL,
	kind TEXT NOT NULL,              -- title, heading, text, cell, name (of an attachment)
	place TEXT NOT NULL,             -- '' the page, else the attachment
	source TEXT NOT NULL,
	fixed INTEGER NOT NULL,          -- nothing to translate: a number, a code
	draft TEXT,                      -- the machine's
	former INTEGER,                  -- the segment it replaces in the edition before
	PRIMARY KEY (job, n)
) STRICT, WITHOUT ROWID;

-- Every text a person gave a segment; the newest whose step was not undone holds.
CREATE TABLE segment_text (
	id INTEGER PRIMARY KEY,
	job INTEGER NOT NULL,
	n INTEGER NOT NULL,
	event INTEGER NOT NULL REFERENCES job_event (id),
	who TEXT NOT NULL,
	role TEXT NOT NULL,              -- translator, reviewer
	target TEXT NOT NULL,
	FOREIGN KEY (job, n) REFERENCES segment (job, n)
) STRICT;
CREATE INDEX segment_text_of ON segment_text (job, n, id);
CREATE INDEX segment_text_event ON segment_text (event);

-- A file somebody gave back; its bytes lie unchanged under deliveries/.
CREATE TABLE delivery (
	id INTEGER PRIMARY KEY,
	job INTEGER REFERENCES job (id), -- NULL: not known
	event INTEGER REFERENCES job_event (id), -- NULL: refused
	edition INTEGER NOT NULL,
	at TEXT NOT NULL,
	who TEXT NOT NULL,
	name TEXT NOT NULL,              -- as it was given
	digest TEXT NOT NULL,
	size INTEGER NOT NULL,
	format TEXT NOT NULL,
	path TEXT NOT NULL,              -- below the data directory
	outcome TEXT NOT NULL CHECK (outcome IN ('taken','refused')),
	report TEXT NOT NULL             -- JSON
) STRICT;
CREATE INDEX delivery_digest ON delivery (digest, job);
CREATE INDEX delivery_job ON delivery (job, id);

-- A finding that its translator calls none.
CREATE TABLE waiver (
	job INTEGER NOT NULL REFERENCES job (id),
	n INTEGER NOT NULL,
	rule TEXT NOT NULL,              -- of the check, '' = all
	reason TEXT NOT NULL,
	who TEXT NOT NULL,
	event INTEGER NOT NULL REFERENCES job_event (id),
	PRIMARY KEY (job, n, rule)
) STRICT, WITHOUT ROWID;

-- Accepted sentences. before, after: the sources beside it, '' at an end.
DROP TABLE memory;
CREATE TABLE memory (
	id INTEGER PRIMARY KEY,
	source TEXT NOT NULL,
	target TEXT NOT NULL,
	before TEXT NOT NULL,
	after TEXT NOT NULL,
	job INTEGER NOT NULL REFERENCES job (id),
	n INTEGER NOT NULL,
	event INTEGER NOT NULL REFERENCES job_event (id),
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	UNIQUE (source, target, before, after)
) STRICT;
CREATE INDEX memory_event ON memory (event);

-- Terms that translators propose, for the editor of the glossary; and their questions.
CREATE TABLE term_proposal (
	id INTEGER PRIMARY KEY,
	zh TEXT NOT NULL,
	ja TEXT NOT NULL,
	note TEXT NOT NULL,
	job INTEGER NOT NULL REFERENCES job (id),
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	UNIQUE (zh, ja)
) STRICT;

-- A translation as it was published; files below the data directory.
CREATE TABLE publication (
	job INTEGER NOT NULL REFERENCES job (id),
	edition INTEGER NOT NULL,
	at TEXT NOT NULL,
	folder TEXT NOT NULL,
	title TEXT NOT NULL,             -- Japanese
	digest TEXT NOT NULL,            -- of the plain text
	text TEXT NOT NULL,              -- the whole, as mailed
	PRIMARY KEY (job, edition)
) STRICT, WITHOUT ROWID;
CREATE INDEX publication_at ON publication (at);

-- ---- versions

-- Documents that said something else once.
CREATE INDEX version_again ON version (document) WHERE number > 1;

-- ---- rebuilding

-- The item a document was in when a rebuild began: the items made anew take their ids from it.
-- Empty when none is under way.
CREATE TABLE item_former (
	document INTEGER PRIMARY KEY REFERENCES document (id),
	item INTEGER NOT NULL REFERENCES item (id)
) STRICT;

-- ---- archive

-- What a page was on a day.
CREATE INDEX IF NOT EXISTS capture_of_url ON capture (url, at);
