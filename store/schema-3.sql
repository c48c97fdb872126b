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
