-- Schema, step 5. Each room's part stands under its heading.

-- ---- search

-- What a search may be bounded by: a label of one of the kinds that filters ask for.
CREATE TABLE facet (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,              -- region, measure, doc_type, level
	value TEXT NOT NULL,
	UNIQUE (kind, value)
) STRICT;

-- Versions of items whose representative has, or once had, such a label, by blocks of 1024: they
-- only lead to what is then looked at.
CREATE TABLE search_facet (
	facet INTEGER NOT NULL,
	block INTEGER NOT NULL,          -- version.id >> 10
	versions BLOB NOT NULL,          -- fewer than 64: numbers within the block, two bytes each,
	                                 -- the high one first; else 1024 bits, the lowest of a byte first
	PRIMARY KEY (facet, block)
) STRICT, WITHOUT ROWID;

-- Which blocks of 1024 versions hold one of an item of a month, so that a span of days is a few
-- stretches of the index, however far back.
CREATE TABLE search_month (
	month TEXT NOT NULL,             -- 2026-06
	block INTEGER NOT NULL,          -- version.id >> 10
	PRIMARY KEY (month, block)
) STRICT, WITHOUT ROWID;

-- search_facet is filled by the program, which packs it.
INSERT OR IGNORE INTO search_month (month, block)
	SELECT substr(i.date, 1, 7), v.id >> 10 FROM item i
	CROSS JOIN item_document m ON m.item = i.id CROSS JOIN document d ON d.id = m.document
	CROSS JOIN version v ON v.document = d.id AND v.number = d.version WHERE length(i.date) >= 7;
DROP INDEX label_value;

-- What is added is merged in fewer, larger steps.
INSERT INTO search (search, rank) VALUES ('automerge', 32);
INSERT INTO search (search, rank) VALUES ('crisismerge', 64);
INSERT INTO search_title (search_title, rank) VALUES ('automerge', 32);
INSERT INTO search_title (search_title, rank) VALUES ('crisismerge', 64);

-- ---- fetching

-- The addresses of a host in the order they are due: whose turn it is next.
CREATE INDEX frontier_turn ON frontier (host, due, id) WHERE token IS NULL AND due IS NOT NULL;
