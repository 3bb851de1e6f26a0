-- Two people who said whose a partner is, or what a file's columns mean, overwrote each other: each of both has a version of its own now.
SET LOCAL search_path = parley, public;

ALTER TABLE partner ADD COLUMN answerer_version integer NOT NULL DEFAULT 1;
ALTER TABLE account_import ADD COLUMN version integer NOT NULL DEFAULT 1;
