-- Other systems' files: what was uploaded and not decided yet, what authors said of it, where questions came from, pictures.

-- A file that was looked at and is imported, or not, when its author says so. The bytes go once it is done.
CREATE TABLE import (
    id         UUID PRIMARY KEY,
    author_id  UUID NOT NULL REFERENCES candidate (id) ON DELETE CASCADE,
    exam       TEXT NOT NULL,
    file_name  TEXT NOT NULL,
    bytes      BYTEA NOT NULL,
    -- What the author said of it: an object.
    choices    JSONB NOT NULL,
    created_at BIGINT NOT NULL,
    -- When it was imported; NULL until then.
    done_at    BIGINT,
    -- How many questions came in; NULL until then.
    taken      BIGINT
);
CREATE INDEX import_of_author ON import (author_id, created_at);

-- Where the questions of a category or with a tag belong, remembered from import to import.
CREATE TABLE import_rule (
    exam TEXT NOT NULL,
    -- The category's path, or the tag.
    text TEXT NOT NULL,
    -- An objective or an area.
    part TEXT NOT NULL,
    PRIMARY KEY (exam, text)
);

-- Which question an entry of a file became, so that the same file again changes nothing.
CREATE TABLE provenance (
    exam     TEXT NOT NULL,
    -- The format and the entry's own identifier, or the SHA-256 of its text.
    source   TEXT NOT NULL,
    question TEXT NOT NULL,
    -- SHA-256 of the entry as it was: the same entry again is not looked at, whatever became of the question since.
    hash     BYTEA NOT NULL,
    PRIMARY KEY (exam, source)
);

-- Pictures of questions, decoded and encoded by us. The name says what is in it, and how large it is.
CREATE TABLE picture (
    name  TEXT PRIMARY KEY,
    bytes BYTEA NOT NULL
);
