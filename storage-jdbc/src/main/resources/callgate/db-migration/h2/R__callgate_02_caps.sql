-- What calls are counted on besides their assignments. Times are UTC.
-- Each statement may be run again, and leaves alone what is there already.

-- Calls of a day, of all that is capped besides assignments: a number, an agent, or the organization (scope). The row
-- stays, with the day that its count belongs to.
CREATE TABLE IF NOT EXISTS call_counts (
    organization_id VARCHAR(64) NOT NULL,
    scope VARCHAR(16) NOT NULL,
    counted_id VARCHAR(64) NOT NULL,
    calls_made INTEGER NOT NULL,
    counted_on DATE,
    PRIMARY KEY (organization_id, scope, counted_id)
);

-- When a number was called last: as many attempts as the limits need to know, in microseconds since 1970.
CREATE TABLE IF NOT EXISTS call_attempts (
    organization_id VARCHAR(64) NOT NULL,
    callee VARCHAR(64) NOT NULL,
    attempts VARCHAR(1024) NOT NULL,
    last_attempt_at TIMESTAMP(6) NOT NULL,
    PRIMARY KEY (organization_id, callee)
);

-- Last, so that what broke off is run again: which file was applied, whatever applied it.
CREATE TABLE IF NOT EXISTS callgate_schema_history (
    version INTEGER PRIMARY KEY,
    file VARCHAR(128) NOT NULL,
    applied_at TIMESTAMP NOT NULL
);

INSERT INTO callgate_schema_history (version, file, applied_at)
    SELECT 2, 'R__callgate_02_caps.sql', CURRENT_TIMESTAMP AT TIME ZONE 'UTC'
    WHERE NOT EXISTS (SELECT * FROM callgate_schema_history WHERE version = 2);
