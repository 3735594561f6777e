-- What calls are counted on besides their assignments. Times are UTC.
-- Each statement may be run again, and leaves alone what is there already. Text sorts by its bytes, which is quick, and the
-- order that Java has.

-- What limits beyond those of assignments are compared with: calls or seconds (kind) of a callee, a number, an agent, the value of
-- an attribute, or the organization (scope). The row stays, with the beginning of the period that its amount belongs to: in the
-- organization's zone for days, weeks and months, in UTC for hours. For calls at once and rolling windows, the period is the time of
-- the latest call in UTC, and the amount is the sum of the rows in call_holds. The limit is the one that was last compared.
CREATE TABLE IF NOT EXISTS call_counters (
    organization_id VARCHAR(64) COLLATE "C" NOT NULL,
    scope VARCHAR(16) COLLATE "C" NOT NULL,
    counted_id VARCHAR(128) COLLATE "C" NOT NULL,
    kind VARCHAR(64) COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    period_start TIMESTAMP(6),
    most BIGINT NOT NULL,
    PRIMARY KEY (organization_id, scope, counted_id, kind)
) WITH (fillfactor = 50);

-- The calls that count at once or in a rolling window, each until a time of its own. A call that ended may still be there: it is
-- deleted when its counter has no room.
CREATE TABLE IF NOT EXISTS call_holds (
    organization_id VARCHAR(64) COLLATE "C" NOT NULL,
    scope VARCHAR(16) COLLATE "C" NOT NULL,
    counted_id VARCHAR(128) COLLATE "C" NOT NULL,
    kind VARCHAR(64) COLLATE "C" NOT NULL,
    hold_id VARCHAR(160) COLLATE "C" NOT NULL,
    ends_at TIMESTAMP(6) NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (organization_id, scope, counted_id, kind, hold_id)
);

CREATE INDEX IF NOT EXISTS call_holds_end
    ON call_holds (organization_id, kind, scope, counted_id, ends_at);

-- Last, so that what broke off is run again: which file was applied, whatever applied it, and the lowest version of these files that
-- a node may know to work on the tables after it.
CREATE TABLE IF NOT EXISTS callgate_schema_history (
    version INTEGER PRIMARY KEY,
    file VARCHAR(128) NOT NULL,
    applied_at TIMESTAMP NOT NULL,
    compatible_from INTEGER NOT NULL
);

INSERT INTO callgate_schema_history (version, file, applied_at, compatible_from)
    SELECT 2, 'R__callgate_02_limits.sql', clock_timestamp() AT TIME ZONE 'UTC', 2
    WHERE NOT EXISTS (SELECT * FROM callgate_schema_history WHERE version = 2);
