-- Schema, step 1. A released step is never edited: later steps change what it made.
-- Integer keys are private to store/; what crosses store.h are the text ids.
-- Instants are UTC text, dates are text with their precision, as base/date.h has them.

-- ---- what is watched

CREATE TABLE source (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	region TEXT,
	level TEXT,
	state TEXT NOT NULL              -- active, trial, retired
) STRICT, WITHOUT ROWID;

-- One look at a source's listing.
CREATE TABLE visit (
	id INTEGER PRIMARY KEY,
	source TEXT NOT NULL,
	at TEXT NOT NULL,
	outcome TEXT NOT NULL CHECK (outcome IN
		('ok','unchanged','empty','moved','refused','challenged','broken')),
	rows INTEGER NOT NULL,
	fresh INTEGER NOT NULL,
	dropped INTEGER NOT NULL,
	newest TEXT,
	oldest TEXT,
	capture TEXT,
	why TEXT
) STRICT;
CREATE INDEX visit_of_source ON visit (source, at);
CREATE INDEX visit_at ON visit (at);

-- Addresses to fetch. due NULL: never again by itself.
CREATE TABLE frontier (
	id INTEGER PRIMARY KEY,
	key TEXT NOT NULL UNIQUE,        -- url_key(): http and https are one address
	url TEXT NOT NULL,
	host TEXT NOT NULL,
	source TEXT,
	role TEXT NOT NULL CHECK (role IN ('listing','article','attachment')),
	title TEXT,
	date TEXT,
	etag TEXT,
	last_modified TEXT,
	baseline INTEGER NOT NULL DEFAULT 0,
	due TEXT,
	failures INTEGER NOT NULL DEFAULT 0,  -- in a row
	why TEXT,
	token TEXT,
	lease_until INTEGER,             -- seconds since 1970 by the database's clock
	lease_owner TEXT
) STRICT;
CREATE INDEX frontier_due ON frontier (due) WHERE due IS NOT NULL;
CREATE INDEX frontier_leased ON frontier (id) WHERE token IS NOT NULL;
CREATE INDEX frontier_of_source ON frontier (source, role);

-- ---- what was taken

-- One archived HTTP response; the bytes are in the WARC. State is the parser's.
CREATE TABLE capture (
	id INTEGER PRIMARY KEY,
	record TEXT NOT NULL UNIQUE,     -- WARC-Record-ID
	url TEXT NOT NULL,
	at TEXT NOT NULL,
	warc TEXT NOT NULL,
	offset INTEGER NOT NULL,
	length INTEGER NOT NULL,
	type TEXT NOT NULL,
	status INTEGER NOT NULL,
	content_type TEXT,
	digest TEXT,
	source TEXT,
	role TEXT,
	baseline INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('waiting','parsed','held','dropped')),
	outcome TEXT,                    -- what it became: document, listing, attachment, revisit, ...
	why TEXT,
	attempts INTEGER NOT NULL DEFAULT 0,
	next_try INTEGER NOT NULL DEFAULT 0,
	token TEXT,
	lease_until INTEGER,
	lease_owner TEXT
) STRICT;
CREATE INDEX capture_state ON capture (state, id);
CREATE INDEX capture_leased ON capture (id) WHERE token IS NOT NULL;
CREATE INDEX capture_place ON capture (warc, offset);

-- What one page or loaded record says. State is the grouping pass's.
CREATE TABLE document (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,       -- the loaded id, or "d" and a hash of the canonical URL
	loaded INTEGER NOT NULL,
	url TEXT,
	source TEXT,
	first_seen TEXT NOT NULL,
	baseline INTEGER NOT NULL,
	version INTEGER NOT NULL DEFAULT 0,  -- the current one
	state TEXT NOT NULL CHECK (state IN ('waiting','stored','held')),
	why TEXT,
	attempts INTEGER NOT NULL DEFAULT 0,
	next_try INTEGER NOT NULL DEFAULT 0,
	token TEXT,
	lease_until INTEGER,
	lease_owner TEXT
) STRICT;
CREATE INDEX document_state ON document (state, id);
CREATE INDEX document_leased ON document (id) WHERE token IS NOT NULL;

-- A version is never changed: a page that says something else is a new one.
CREATE TABLE version (
	id INTEGER PRIMARY KEY,
	document INTEGER NOT NULL REFERENCES document (id),
	number INTEGER NOT NULL,
	capture TEXT,
	at TEXT NOT NULL,
	digest TEXT NOT NULL,            -- of everything below
	title TEXT NOT NULL,
	issuer TEXT,
	issuers TEXT,
	published TEXT,
	written TEXT,
	in_force TEXT,
	deadline TEXT,
	doc_number TEXT,
	content_source TEXT,
	index_number TEXT,
	subject TEXT,
	validity TEXT,
	site_code TEXT,
	attachments TEXT NOT NULL,       -- JSON, as extracted
	facts TEXT NOT NULL,             -- JSON
	body TEXT NOT NULL,
	UNIQUE (document, number)
) STRICT;

CREATE TABLE attachment (
	version INTEGER NOT NULL REFERENCES version (id),
	n INTEGER NOT NULL,
	href TEXT NOT NULL,
	text TEXT,
	type TEXT,
	PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_href ON attachment (href);

CREATE TABLE label (
	document INTEGER NOT NULL REFERENCES document (id),
	kind TEXT NOT NULL,
	rank INTEGER NOT NULL,
	value TEXT NOT NULL,
	score REAL NOT NULL,
	term TEXT,
	field TEXT,
	offset INTEGER NOT NULL,
	rule TEXT,
	PRIMARY KEY (document, kind, rank)
) STRICT, WITHOUT ROWID;

-- ---- what readers see

CREATE TABLE item (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,       -- "A0427K": minted once, kept for ever
	representative INTEGER REFERENCES document (id),  -- NULL: empty, see redirect
	date TEXT,
	date_is_capture INTEGER NOT NULL DEFAULT 0,
	first_seen TEXT,
	baseline INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX item_date ON item (date, name);
CREATE INDEX item_first_seen ON item (first_seen);

CREATE TABLE item_document (
	document INTEGER PRIMARY KEY REFERENCES document (id),
	item INTEGER NOT NULL REFERENCES item (id),
	reason TEXT NOT NULL,            -- "first", or why it was put to another
	beside INTEGER REFERENCES document (id),  -- the document it was put beside
	at TEXT NOT NULL
) STRICT;
CREATE INDEX item_document_item ON item_document (item);

-- An id that was merged away answers with the item that took it in.
CREATE TABLE redirect (
	item INTEGER PRIMARY KEY REFERENCES item (id),
	target INTEGER NOT NULL REFERENCES item (id),
	reason TEXT NOT NULL,
	at TEXT NOT NULL
) STRICT;

-- Between documents, so that regrouping does not touch them; items have those of their documents.
-- target NULL: only its number or title is known yet.
CREATE TABLE relation (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN
		('draft_of','interprets','implements','forwards','amends','repeals','cites')),
	document INTEGER NOT NULL REFERENCES document (id),
	target INTEGER REFERENCES document (id),
	named TEXT NOT NULL,             -- the number or title it was found by
	evidence TEXT NOT NULL,
	UNIQUE (document, kind, named)
) STRICT;
CREATE INDEX relation_target ON relation (target);

-- ---- what people settled

CREATE TABLE decision (
	id INTEGER PRIMARY KEY,
	subject TEXT NOT NULL,
	field TEXT NOT NULL,
	value TEXT,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	why TEXT
) STRICT;
CREATE INDEX decision_subject ON decision (subject, field, id);
CREATE TRIGGER decision_is_kept BEFORE UPDATE ON decision
	BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision
	BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;

-- ---- what goes out

CREATE TABLE issue (
	month TEXT PRIMARY KEY,
	state TEXT NOT NULL CHECK (state IN ('draft','approved','sent')),
	xml TEXT NOT NULL,
	digest TEXT NOT NULL,
	made_at TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
	month TEXT NOT NULL REFERENCES issue (month),
	n INTEGER NOT NULL,
	item INTEGER NOT NULL REFERENCES item (id),
	section TEXT NOT NULL,
	PRIMARY KEY (month, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_item ON entry (item);

CREATE TABLE recipient (
	id INTEGER PRIMARY KEY,
	address TEXT NOT NULL UNIQUE,
	partner TEXT,
	state TEXT NOT NULL CHECK (state IN ('active','stopped'))
) STRICT;

-- The issue as one recipient gets it, frozen: a second try sends the same bytes.
CREATE TABLE edition (
	id INTEGER PRIMARY KEY,
	month TEXT NOT NULL REFERENCES issue (month),
	partner TEXT NOT NULL,
	message BLOB NOT NULL,
	digest TEXT NOT NULL,
	UNIQUE (month, partner)
) STRICT;

-- dot: the end of the message was handed over and no answer is known.
CREATE TABLE outbox (
	edition INTEGER NOT NULL REFERENCES edition (id),
	recipient INTEGER NOT NULL REFERENCES recipient (id),
	message_id TEXT NOT NULL UNIQUE,
	state TEXT NOT NULL CHECK (state IN ('pending','sending','dot','sent','unknown','failed')),
	attempts INTEGER NOT NULL DEFAULT 0,
	at TEXT NOT NULL,
	answer TEXT,
	PRIMARY KEY (edition, recipient)
) STRICT, WITHOUT ROWID;

-- ---- translation

-- Machine drafts of one field of an item.
CREATE TABLE draft (
	item INTEGER NOT NULL REFERENCES item (id),
	field TEXT NOT NULL,
	source TEXT NOT NULL,            -- the Chinese it was made from: a changed title needs a new one
	text TEXT NOT NULL,
	flags TEXT NOT NULL,
	coverage REAL NOT NULL,
	PRIMARY KEY (item, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
	id INTEGER PRIMARY KEY,          -- shown as geppo-000123
	item INTEGER NOT NULL REFERENCES item (id),
	state TEXT NOT NULL,
	rule TEXT NOT NULL,
	priority TEXT NOT NULL CHECK (priority IN ('high','medium','low')),
	characters INTEGER NOT NULL,
	made_at TEXT NOT NULL
) STRICT;
CREATE INDEX job_item ON job (item);
CREATE INDEX job_state ON job (state, id);

CREATE TABLE job_event (
	id INTEGER PRIMARY KEY,
	job INTEGER NOT NULL REFERENCES job (id),
	at TEXT NOT NULL,
	who TEXT NOT NULL,
	state TEXT NOT NULL,
	note TEXT
) STRICT;
CREATE INDEX job_event_job ON job_event (job, id);

CREATE TABLE segment (
	job INTEGER NOT NULL REFERENCES job (id),
	n INTEGER NOT NULL,
	source TEXT NOT NULL,
	target TEXT,
	state TEXT NOT NULL,
	PRIMARY KEY (job, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE memory (
	id INTEGER PRIMARY KEY,
	source TEXT NOT NULL,
	target TEXT NOT NULL,
	job INTEGER REFERENCES job (id),
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	UNIQUE (source, target)
) STRICT;

-- ---- search

-- One row a version (rowid = version.id), folded and cut into overlapping pairs before it comes
-- here (fold.h). Versions never change, so nothing is ever deleted from it.
CREATE VIRTUAL TABLE search USING fts5 (title, body, content='', tokenize='ascii');
-- Japanese titles change: rowid = item.id.
CREATE VIRTUAL TABLE search_ja USING fts5 (title, tokenize='ascii');
