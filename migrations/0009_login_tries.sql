-- How often passwords were tried lately: counted here, so that several servers of one database count together.

CREATE TABLE login_try (
    -- A hash of the account or the address: nobody reads here who tried what.
    subject BYTEA PRIMARY KEY,
    -- When all tries so far would be used up at the pace that goes on for ever; of no use any more after that.
    used_up BIGINT NOT NULL
);
CREATE INDEX login_try_by_time ON login_try (used_up);
