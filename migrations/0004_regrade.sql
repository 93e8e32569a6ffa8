-- Questions that turned out wrong after they were served: what was decided about them, what became of the scores, and whether
-- those concerned know of it.

-- A row for each exam that something was decided about. A transaction that decides takes it for itself first, so that of two
-- at once each finds what the other has left; the count gives decisions their order.
CREATE TABLE grading (
    exam    TEXT PRIMARY KEY,
    decided BIGINT NOT NULL
);

-- What was decided. Of two decisions about one revision the one with the higher number holds.
CREATE TABLE regrade (
    id             UUID PRIMARY KEY,
    exam           TEXT NOT NULL,
    question       TEXT NOT NULL,
    number         BIGINT NOT NULL,
    decision       TEXT NOT NULL CHECK (decision IN ('key', 'credit', 'exclude')),
    -- The revision whose key applies.
    key_id         UUID REFERENCES revision (id),
    -- The revisions it was decided about, by their numbers; which of them it holds for is in regrade_revision.
    from_number    BIGINT NOT NULL,
    through_number BIGINT NOT NULL,
    -- In the author's words, for candidates.
    reason         TEXT NOT NULL,
    decided_by     UUID REFERENCES candidate (id) ON DELETE SET NULL,
    decided_at     BIGINT NOT NULL,
    -- Closed attempts that had the question then, and how many of their scores changed.
    concerned      BIGINT NOT NULL DEFAULT 0,
    changed        BIGINT NOT NULL DEFAULT 0,
    UNIQUE (exam, number),
    CHECK ((decision = 'key') = (key_id IS NOT NULL))
);
CREATE INDEX regrade_of_question ON regrade (exam, question, number);
CREATE INDEX regrade_decided_by ON regrade (decided_by);

-- The revisions that a decision holds for, also in attempts that are closed later.
CREATE TABLE regrade_revision (
    revision_id UUID NOT NULL REFERENCES revision (id),
    regrade_id  UUID NOT NULL REFERENCES regrade (id),
    PRIMARY KEY (revision_id, regrade_id)
);
CREATE INDEX regrade_revision_of ON regrade_revision (regrade_id);

-- What a decision made of an attempt that was closed already: the old score and the new one.
CREATE TABLE regraded (
    attempt_id    UUID NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    regrade_id    UUID NOT NULL REFERENCES regrade (id),
    position      BIGINT NOT NULL,
    old_verdict   TEXT NOT NULL,
    new_verdict   TEXT NOT NULL,
    old_right     BIGINT NOT NULL,
    new_right     BIGINT NOT NULL,
    old_questions BIGINT NOT NULL,
    new_questions BIGINT NOT NULL,
    old_scaled    BIGINT NOT NULL,
    new_scaled    BIGINT NOT NULL,
    old_passed    BOOLEAN NOT NULL,
    new_passed    BOOLEAN NOT NULL,
    -- NULL until the candidate has seen the new score; set from the beginning where it is the old one.
    seen_at       BIGINT,
    PRIMARY KEY (attempt_id, regrade_id)
);
CREATE INDEX regraded_by ON regraded (regrade_id, attempt_id);
CREATE INDEX regraded_unseen ON regraded (attempt_id) WHERE seen_at IS NULL;

-- The decision that a closed item was judged by; NULL where the key that was served still holds. An excluded item keeps the
-- verdict of that key, and counts for nothing.
ALTER TABLE item ADD COLUMN regrade_id UUID REFERENCES regrade (id);
ALTER TABLE item ADD COLUMN decision TEXT CHECK (decision IN ('key', 'credit', 'exclude'));

-- How many of the questions count for nothing.
ALTER TABLE attempt ADD COLUMN excluded BIGINT NOT NULL DEFAULT 0;

-- When the candidate saw what was answered; NULL again after another answer.
ALTER TABLE report ADD COLUMN seen_at BIGINT;
