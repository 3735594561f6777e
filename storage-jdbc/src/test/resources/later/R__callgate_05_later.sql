-- What a later version of the library might add.
ALTER TABLE call_counters ADD COLUMN IF NOT EXISTS added_later INTEGER;
INSERT INTO callgate_schema_history (version, file, applied_at)
    VALUES (5, 'R__callgate_05_later.sql', CURRENT_TIMESTAMP);
