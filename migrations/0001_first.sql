-- The whole of a candidate's exam: people, the revisions they were served, their attempts and what they answered.
-- One dialect subset that SQLite and PostgreSQL both run: times are BIGINT milliseconds UTC, JSONB columns hold
-- objects or arrays, keys lead with the candidate or the attempt.

CREATE TABLE candidate (
    id            UUID PRIMARY KEY,
    -- What an account signs in with and is called; NULL for a guest, who has only the session cookie.
    name          TEXT,
    -- The name as it is compared: trimmed and lower-case.
    name_key      TEXT UNIQUE,
    password_hash TEXT,
    role          TEXT NOT NULL DEFAULT 'candidate' CHECK (role IN ('candidate', 'author', 'admin')),
    language      TEXT NOT NULL,
    theme         TEXT NOT NULL DEFAULT 'system',
    -- An IANA name; empty until one is chosen, and then the browser's is used.
    time_zone     TEXT NOT NULL DEFAULT '',
    -- Multiplies the minutes of an exam, for those who are granted more time.
    extra_time    DOUBLE PRECISION NOT NULL DEFAULT 1.0 CHECK (extra_time >= 1.0 AND extra_time <= 10.0),
    created_at    BIGINT NOT NULL,
    CHECK ((name_key IS NULL) = (password_hash IS NULL))
);

CREATE TABLE session (
    candidate_id UUID NOT NULL REFERENCES candidate (id) ON DELETE CASCADE,
    id           UUID NOT NULL,
    -- SHA-256 of the cookie's token: the table alone lets nobody in.
    token_hash   BYTEA NOT NULL UNIQUE,
    user_agent   TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    PRIMARY KEY (candidate_id, id)
);

-- One-time links to become the first admin.
CREATE TABLE setup_link (
    token_hash BYTEA PRIMARY KEY,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE revision (
    id         UUID PRIMARY KEY,
    exam       TEXT NOT NULL,
    question   TEXT NOT NULL,
    number     BIGINT NOT NULL,
    objective  TEXT NOT NULL,
    -- SHA-256 of body.
    hash       BYTEA NOT NULL,
    -- The question file in its canonical form, both languages.
    body       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (exam, question, number)
);

-- The questions of an exam and which revision is drawn now; a retired one keeps its revisions and its attempts.
CREATE TABLE question (
    exam        TEXT NOT NULL,
    name        TEXT NOT NULL,
    revision_id UUID NOT NULL REFERENCES revision (id),
    live        BOOLEAN NOT NULL,
    PRIMARY KEY (exam, name)
);

CREATE TABLE attempt (
    id               UUID PRIMARY KEY,
    candidate_id     UUID NOT NULL REFERENCES candidate (id) ON DELETE CASCADE,
    exam             TEXT NOT NULL,
    mode             TEXT NOT NULL CHECK (mode IN ('exam', 'practice')),
    -- What a practice was asked to be: an object.
    settings         JSONB NOT NULL,
    -- Rebuilds the form from the same bank and history.
    seed             BIGINT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'expired')),
    content_language TEXT NOT NULL,
    started_at       BIGINT NOT NULL,
    -- NULL where the clock is off.
    deadline         BIGINT,
    -- When the candidate last did something here, for the time spent on each item.
    last_event_at    BIGINT NOT NULL,
    current_position BIGINT NOT NULL DEFAULT 1,
    closed_at        BIGINT,
    questions        BIGINT NOT NULL,
    raw_score        BIGINT,
    scaled_score     BIGINT,
    passed           BOOLEAN,
    CHECK ((state = 'open') = (closed_at IS NULL)),
    CHECK ((state = 'open') = (raw_score IS NULL))
);
CREATE INDEX attempt_of_candidate ON attempt (candidate_id, exam, started_at);
-- Starting twice at once gives the same attempt.
CREATE UNIQUE INDEX attempt_open_exam ON attempt (candidate_id, exam) WHERE state = 'open' AND mode = 'exam';
CREATE INDEX attempt_due ON attempt (deadline) WHERE state = 'open';

CREATE TABLE item (
    attempt_id   UUID NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    position     BIGINT NOT NULL,
    revision_id  UUID NOT NULL REFERENCES revision (id),
    question     TEXT NOT NULL,
    objective    TEXT NOT NULL,
    -- The options as shown, each by its place in the file: an array.
    option_order JSONB NOT NULL,
    -- What was answered: {"choice": [places in the file]} or {"text": "…"}.
    response     JSONB NOT NULL,
    -- Options struck out, by their place in the file: an array.
    struck       JSONB NOT NULL,
    note         TEXT NOT NULL DEFAULT '',
    flagged      BOOLEAN NOT NULL DEFAULT FALSE,
    -- Counts the changes; a save made on an older one is refused.
    revision     BIGINT NOT NULL DEFAULT 0,
    seen_at      BIGINT,
    answered_at  BIGINT,
    spent_ms     BIGINT NOT NULL DEFAULT 0,
    -- Practice with feedback at once: when this item was checked.
    closed_at    BIGINT,
    -- NULL until the item is closed.
    verdict      TEXT CHECK (verdict IN ('right', 'near', 'wrong', 'unanswered')),
    PRIMARY KEY (attempt_id, position)
);
CREATE INDEX item_of_revision ON item (revision_id);

CREATE TABLE report (
    attempt_id   UUID NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    position     BIGINT NOT NULL,
    id           UUID NOT NULL,
    revision_id  UUID NOT NULL REFERENCES revision (id),
    -- The response at the time of the report.
    response     JSONB NOT NULL,
    message      TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (attempt_id, position, id)
);
