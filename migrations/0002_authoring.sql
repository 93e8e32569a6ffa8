-- Questions that are written here, not only read from files: states, authors, what is being edited, who did what.

-- The newest text of a question is question.revision_id. live_id is what is drawn: an older one while a new text is being
-- written, none before the first went live or when the question is retired.
ALTER TABLE question ADD COLUMN state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('draft', 'in-review', 'live', 'retired'));
ALTER TABLE question ADD COLUMN live_id UUID REFERENCES revision (id);
-- SHA-256 of the file when page and file last agreed; NULL for a question that has no file.
ALTER TABLE question ADD COLUMN file_hash BYTEA;
ALTER TABLE question ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
-- What lists show and searches look through, derived from the newest text; made anew where card_version is not the program's.
ALTER TABLE question ADD COLUMN card_version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE question ADD COLUMN objective TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN area TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN level TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN checked TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN languages TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN title TEXT NOT NULL DEFAULT '';

UPDATE question SET live_id = revision_id WHERE live;
UPDATE question SET state = 'retired' WHERE NOT live;
UPDATE question SET file_hash = (SELECT r.hash FROM revision r WHERE r.id = question.revision_id) WHERE live;
UPDATE question SET objective = (SELECT r.objective FROM revision r WHERE r.id = question.revision_id),
                    updated_at = (SELECT r.created_at FROM revision r WHERE r.id = question.revision_id);
ALTER TABLE question DROP COLUMN live;

CREATE INDEX question_by_objective ON question (exam, objective, name);
CREATE INDEX question_by_update ON question (exam, updated_at, name);
CREATE INDEX question_by_check ON question (exam, checked, name);

-- The folded words of a question, apart from its card: lists are read often, words only when somebody searches.
CREATE TABLE question_words (
    exam  TEXT NOT NULL,
    name  TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (exam, name),
    FOREIGN KEY (exam, name) REFERENCES question (exam, name) ON DELETE CASCADE
);

-- Who wrote a revision (NULL: a file, or somebody who is gone), from where it came, and why.
ALTER TABLE revision ADD COLUMN author_id UUID REFERENCES candidate (id) ON DELETE SET NULL;
ALTER TABLE revision ADD COLUMN origin TEXT NOT NULL DEFAULT 'file' CHECK (origin IN ('file', 'page', 'import'));
ALTER TABLE revision ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE INDEX revision_of_author ON revision (author_id);

-- A file that changed while the question was changed here: neither wins until somebody chooses. body is NULL when the file
-- is gone.
CREATE TABLE file_conflict (
    exam      TEXT NOT NULL,
    question  TEXT NOT NULL,
    objective TEXT NOT NULL,
    hash      BYTEA,
    body      TEXT,
    found_at  BIGINT NOT NULL,
    PRIMARY KEY (exam, question),
    CHECK ((hash IS NULL) = (body IS NULL))
);

-- What somebody has typed and not saved yet, so that nothing is lost with their browser; and so that others see it.
CREATE TABLE editing (
    author_id UUID NOT NULL REFERENCES candidate (id) ON DELETE CASCADE,
    exam      TEXT NOT NULL,
    question  TEXT NOT NULL,
    -- The revision that the editing began from; NULL for a new question.
    base_id   UUID,
    objective TEXT NOT NULL,
    draft     JSONB NOT NULL,
    saved_at  BIGINT NOT NULL,
    PRIMARY KEY (author_id, exam, question)
);
CREATE INDEX editing_of_question ON editing (exam, question);

-- Counts the changes to what is drawn, so that every program that serves this database learns of them.
CREATE TABLE bank_version (
    exam    TEXT PRIMARY KEY,
    version BIGINT NOT NULL
);

-- Every administrative act. The name is kept beside the id, until its account is deleted.
CREATE TABLE audit (
    id       UUID PRIMARY KEY,
    at       BIGINT NOT NULL,
    actor_id UUID,
    actor    TEXT NOT NULL,
    act      TEXT NOT NULL,
    -- What it was done to, as a path: 'question/<exam>/<name>', 'person/<id>'.
    object   TEXT NOT NULL,
    -- What was and what is: objects, empty where there is nothing to compare.
    before   JSONB NOT NULL,
    after    JSONB NOT NULL
);
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_of_actor ON audit (actor_id, at);
CREATE INDEX audit_of_object ON audit (object, at);

-- Reports are a queue: whose turn it is, and what the candidate was told.
ALTER TABLE report ADD COLUMN exam TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN question TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'fixed', 'rejected'));
ALTER TABLE report ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN answered_by UUID REFERENCES candidate (id) ON DELETE SET NULL;
ALTER TABLE report ADD COLUMN answered_at BIGINT;
UPDATE report SET exam = (SELECT r.exam FROM revision r WHERE r.id = report.revision_id),
                  question = (SELECT r.question FROM revision r WHERE r.id = report.revision_id);
CREATE INDEX report_queue ON report (exam, state, question);
CREATE INDEX report_answered_by ON report (answered_by);
