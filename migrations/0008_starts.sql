-- What a start need not find out again, however many questions there are. All of it is derived: without it, files are parsed and
-- texts are read once more.

-- The files of an exam's folder as they were last read: print is SHA-256 of everything that decides whether a file is a question
-- and which (the program's rules, the exam's plan, the folder, the name, the bytes), hash that of its canonical text.
CREATE TABLE question_file (
    exam  TEXT NOT NULL,
    name  TEXT NOT NULL,
    print BYTEA NOT NULL,
    hash  BYTEA NOT NULL,
    PRIMARY KEY (exam, name)
);

-- What a start asks of every question, without the rest of its row.
CREATE INDEX question_by_start ON question (exam, name, live_id, file_hash);

-- What drawing needs to know of a live text. It holds while revision_id is the question's live_id and version the program's.
CREATE TABLE drawable (
    exam        TEXT NOT NULL,
    name        TEXT NOT NULL,
    version     BIGINT NOT NULL,
    revision_id UUID NOT NULL,
    objective   TEXT NOT NULL,
    options     BIGINT NOT NULL,
    -- A line each.
    sources     TEXT NOT NULL,
    -- The words as sorted marks of four bytes, the highest first.
    marks       BYTEA NOT NULL,
    PRIMARY KEY (exam, name),
    FOREIGN KEY (exam, name) REFERENCES question (exam, name) ON DELETE CASCADE
);
