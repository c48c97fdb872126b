-- Schema, step 6. Each room's part stands under its heading.

-- ---- search

-- What a search needs of a version that it finds in an index: one short row. The current versions
-- of documents in items, as they were when their item was last put together.
CREATE TABLE search_version (
	id INTEGER PRIMARY KEY,          -- version.id
	item INTEGER NOT NULL,
	representative INTEGER NOT NULL, -- of the item: whose labels count
	date TEXT                        -- of the item
) STRICT;
DROP INDEX version_place;

-- The months of items are facets like their labels (kind `month`, 2026-06), and so is `air`.
-- Blocks are of 65536 versions (version.id >> 16); in search_facet.versions fewer than 4096 numbers
-- within the block of two bytes each, the high one first, in their order; else 65536 bits, the
-- lowest of a byte first.
DROP TABLE search_month;
DELETE FROM search_facet;

-- A search asks every piece of an index for every pair of characters: a pass ends with merging any
-- two of one level.
INSERT INTO search (search, rank) VALUES ('automerge', 8);
INSERT INTO search (search, rank) VALUES ('crisismerge', 16);
INSERT INTO search (search, rank) VALUES ('usermerge', 2);
INSERT INTO search_title (search_title, rank) VALUES ('automerge', 8);
INSERT INTO search_title (search_title, rank) VALUES ('crisismerge', 16);
INSERT INTO search_title (search_title, rank) VALUES ('usermerge', 2);
INSERT INTO search_attachment (search_attachment, rank) VALUES ('usermerge', 2);
INSERT INTO search_ja (search_ja, rank) VALUES ('usermerge', 2);

-- ---- decisions

-- Both items of a merge are asked for: the one it is about has its index, this is the other.
CREATE INDEX decision_merged ON decision (value) WHERE field = 'merge';
