-- Which attempts a text was served in is asked seldom, for statistics and regrades. An index that told it at once cost a page
-- for each item of every attempt that began, in the very minute in which everybody begins. Attempts are filed later, many
-- together.

DROP INDEX item_of_revision;
ALTER TABLE attempt ADD COLUMN filed BOOLEAN NOT NULL DEFAULT FALSE;
-- As the attempt has it.
ALTER TABLE item ADD COLUMN filed BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX attempt_to_file ON attempt (started_at) WHERE NOT filed;
CREATE INDEX item_of_revision ON item (revision_id) WHERE filed;

-- Every item, to be asked for by its revision: those that are filed by the index, the others by their attempts
-- (CROSS JOIN: SQLite looks for those first).
CREATE VIEW served AS
SELECT i.attempt_id, i.position, i.revision_id, i.response, i.seen_at, i.spent_ms, i.verdict, i.decision, i.regrade_id
FROM item i WHERE i.filed
UNION ALL
SELECT i.attempt_id, i.position, i.revision_id, i.response, i.seen_at, i.spent_ms, i.verdict, i.decision, i.regrade_id
FROM attempt a CROSS JOIN item i WHERE i.attempt_id = a.id AND NOT a.filed;
