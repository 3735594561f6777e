-- The audit trail. Times are UTC.
-- Each statement may be run again, and leaves alone what is there already.

-- Who changed what: one row for each change of a number or an assignment, and one for each reset of counts, which is of no
-- number; in the order of time by their id.
CREATE TABLE IF NOT EXISTS phone_number_audit (
    organization_id VARCHAR(64) NOT NULL,
    id UUID NOT NULL,
    phone_number_id UUID,
    agent_id VARCHAR(64),
    actor_id VARCHAR(64) NOT NULL,
    action VARCHAR(32) NOT NULL,
    old_values VARCHAR NOT NULL,
    new_values VARCHAR NOT NULL,
    created_at TIMESTAMP(6) NOT NULL,
    PRIMARY KEY (organization_id, id)
);

CREATE INDEX IF NOT EXISTS phone_number_audit_number
    ON phone_number_audit (organization_id, phone_number_id, id);
CREATE INDEX IF NOT EXISTS phone_number_audit_actor
    ON phone_number_audit (organization_id, actor_id, id);

-- Last, so that what broke off is run again: which file was applied, whatever applied it, and the lowest version of these files that
-- a node may know to work on the tables after it.
CREATE TABLE IF NOT EXISTS callgate_schema_history (
    version INTEGER PRIMARY KEY,
    file VARCHAR(128) NOT NULL,
    applied_at TIMESTAMP NOT NULL,
    compatible_from INTEGER NOT NULL
);

INSERT INTO callgate_schema_history (version, file, applied_at, compatible_from)
    SELECT 4, 'R__callgate_04_audit.sql', CURRENT_TIMESTAMP AT TIME ZONE 'UTC', 4
    WHERE NOT EXISTS (SELECT * FROM callgate_schema_history WHERE version = 4);
