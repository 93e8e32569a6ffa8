-- Running the place: who is suspended, extra time that reaches running attempts, groups, invitations.

-- A suspended account lets nobody in; suspension says why, in words that its owner reads.
ALTER TABLE candidate ADD COLUMN suspended_at BIGINT;
ALTER TABLE candidate ADD COLUMN suspension TEXT NOT NULL DEFAULT '';
-- Outlives the sessions.
ALTER TABLE candidate ADD COLUMN last_seen_at BIGINT NOT NULL DEFAULT 0;
UPDATE candidate SET last_seen_at =
    COALESCE((SELECT MAX(s.last_seen_at) FROM session s WHERE s.candidate_id = candidate.id), created_at);
CREATE INDEX candidate_by_seen ON candidate (last_seen_at, id);

-- The time limit of an attempt before any extra time, so that its deadline can be moved when the factor changes; NULL where
-- the clock is off.
ALTER TABLE attempt ADD COLUMN limit_ms BIGINT;
UPDATE attempt SET limit_ms =
    CAST((deadline - started_at) / (SELECT c.extra_time FROM candidate c WHERE c.id = attempt.candidate_id) AS BIGINT)
WHERE deadline IS NOT NULL;

-- People who are looked after together: a class, a team.
CREATE TABLE people_group (
    id         UUID PRIMARY KEY,
    name       TEXT NOT NULL,
    -- The name as it is compared: trimmed and lower-case.
    name_key   TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE membership (
    candidate_id UUID NOT NULL REFERENCES candidate (id) ON DELETE CASCADE,
    group_id     UUID NOT NULL REFERENCES people_group (id) ON DELETE CASCADE,
    joined_at    BIGINT NOT NULL,
    PRIMARY KEY (candidate_id, group_id)
);
CREATE INDEX membership_of_group ON membership (group_id, candidate_id);

-- Links that make an account, or raise the role of one. Used ones stay, to tell who came by which.
CREATE TABLE invitation (
    id           UUID PRIMARY KEY,
    -- SHA-256 of the link's token: the table alone invites nobody.
    token_hash   BYTEA NOT NULL UNIQUE,
    role         TEXT NOT NULL CHECK (role IN ('candidate', 'author', 'admin')),
    group_id     UUID REFERENCES people_group (id) ON DELETE SET NULL,
    note         TEXT NOT NULL DEFAULT '',
    made_by      UUID REFERENCES candidate (id) ON DELETE SET NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    used_by      UUID REFERENCES candidate (id) ON DELETE SET NULL,
    used_at      BIGINT,
    withdrawn_at BIGINT
);
CREATE INDEX invitation_of_group ON invitation (group_id);
CREATE INDEX invitation_made_by ON invitation (made_by);
CREATE INDEX invitation_used_by ON invitation (used_by);

-- Rows that a transaction takes for itself before it looks at several others: what would take away an admin waits for its
-- turn, so that two of them cannot each count on the other.
CREATE TABLE turn (
    name  TEXT PRIMARY KEY,
    taken BIGINT NOT NULL
);
INSERT INTO turn (name, taken) VALUES ('admins', 0);

CREATE INDEX audit_of_act ON audit (act, id);
