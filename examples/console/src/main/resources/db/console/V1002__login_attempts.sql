-- Log-ins by password that are counted against guessing, shared by all consoles on this database.
-- The id is a SHA-256 of what is counted: no user name and no address is stored. Times are milliseconds since 1970, UTC, so that no
-- time zone of a database or a session changes them. Rows are deleted after forget_at.

CREATE TABLE console_login_attempts (
    id VARCHAR(64) PRIMARY KEY,
    attempts INTEGER NOT NULL,
    blocked_until BIGINT NOT NULL,
    forget_at BIGINT NOT NULL
);

CREATE INDEX console_login_attempts_forget ON console_login_attempts (forget_at);
