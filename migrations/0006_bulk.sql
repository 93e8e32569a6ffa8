-- Changes to many questions at once: shown before they are done, done once, and undone.

CREATE TABLE bulk_change (
    id         UUID PRIMARY KEY,
    exam       TEXT NOT NULL,
    author_id  UUID REFERENCES candidate (id) ON DELETE SET NULL,
    -- What is changed and to what, as one word: 'state:live', 'area:1.1.a', 'level:apply'.
    change     TEXT NOT NULL,
    -- The query of the list that it was made from, to go back there.
    list       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- NULL while it is only shown.
    done_at    BIGINT,
    undone_at  BIGINT,
    CHECK (undone_at IS NULL OR done_at IS NOT NULL)
);
CREATE INDEX bulk_change_of_exam ON bulk_change (exam, done_at);
CREATE INDEX bulk_change_of_author ON bulk_change (author_id);

CREATE TABLE bulk_question (
    change_id   UUID NOT NULL REFERENCES bulk_change (id) ON DELETE CASCADE,
    question    TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    -- What was before: the newest text, its state, what was drawn.
    revision_id UUID NOT NULL REFERENCES revision (id),
    state       TEXT NOT NULL,
    live_id     UUID REFERENCES revision (id),
    -- What it was changed to; NULL for what was not changed.
    after_id    UUID REFERENCES revision (id),
    after_state TEXT,
    undone      BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (change_id, question)
);
