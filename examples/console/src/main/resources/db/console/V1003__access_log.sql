-- Who logged in, and who changed what of users, passwords, tokens and agents. Rows are added in the transaction of the change.
-- Ids are UUIDs of version 7, as those of phone_number_audit: both sort by time, and together.

CREATE TABLE console_audit (
    id VARCHAR(36) PRIMARY KEY,
    -- none where a stranger names an organization that does not exist
    organization_id VARCHAR(64),
    done_at TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6) NOT NULL,
    actor VARCHAR(100) NOT NULL,
    actor_kind VARCHAR(16) NOT NULL,
    address VARCHAR(64),
    action VARCHAR(32) NOT NULL,
    subject VARCHAR(100),
    details VARCHAR(2000) NOT NULL,
    -- Failed log-ins and other events that repeat are counted in one row, by what they have in common.
    counted_in VARCHAR(64),
    counted_as VARCHAR(64),
    times INTEGER NOT NULL,
    last_at TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6) NOT NULL,
    UNIQUE (counted_in, counted_as)
);

CREATE INDEX console_audit_time ON console_audit (organization_id, id);
CREATE INDEX console_audit_actor ON console_audit (organization_id, actor, id);
