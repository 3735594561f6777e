-- What a later version of the library might add: nodes of the version before work on it.
ALTER TABLE agent_phone_numbers ADD COLUMN IF NOT EXISTS added_later INTEGER;
ALTER TABLE call_counters ADD COLUMN IF NOT EXISTS added_later INTEGER;
ALTER TABLE call_journal ADD COLUMN IF NOT EXISTS added_later VARCHAR(16);
CREATE INDEX IF NOT EXISTS daily_refusals_reason ON daily_refusals (organization_id, reason);
INSERT INTO callgate_schema_history (version, file, applied_at, compatible_from)
    VALUES (5, 'R__callgate_05_later.sql', CURRENT_TIMESTAMP, 4);
