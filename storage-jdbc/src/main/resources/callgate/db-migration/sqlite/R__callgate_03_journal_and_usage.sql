-- The calls that have an id, and the sums of their days. Times are UTC, as ISO 8601 text.
-- Each statement may be run again, and leaves alone what is there already.

-- Calls that were allowed under an id: a decision asked again is not counted again, a call that was never placed can be
-- released, and it is known later how it went. Counts has what it was counted on besides its assignment: a line for each
-- counter with its scope, its kind, the beginning of the period, and the amount. Attributes has a line for each, with a line break
-- before and after; reported_by has the names of those by which the day's usage is added up. Of the callee, there is what its
-- organization keeps; the answer to its end in milliseconds. The fingerprint is a short salted check value of the request
-- that the id stands for; NULL once the call has ended or its callee was erased.
CREATE TABLE IF NOT EXISTS call_journal (
    organization_id TEXT NOT NULL,
    call_id TEXT NOT NULL,
    assignment_id TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    calls_made INTEGER NOT NULL,
    counted_on TEXT NOT NULL,
    counts TEXT NOT NULL,
    attributes TEXT NOT NULL,
    reported_by TEXT NOT NULL,
    country_code TEXT NOT NULL,
    callee TEXT,
    fingerprint TEXT,
    allowed_at TEXT NOT NULL,
    released_at TEXT,
    completed_at TEXT,
    result TEXT,
    talk_millis INTEGER,
    answered_by TEXT,
    sip_status INTEGER,
    q850_cause INTEGER,
    PRIMARY KEY (organization_id, call_id)
);

CREATE INDEX IF NOT EXISTS call_journal_day
    ON call_journal (organization_id, counted_on, allowed_at, call_id, agent_id);

-- Finds the calls to a callee, after whose outcomes the callee is left in peace for some time. Ending a call does not change it.
CREATE INDEX IF NOT EXISTS call_journal_callee ON call_journal (organization_id, callee) WHERE callee IS NOT NULL;

-- The calls of the journal added up by day, agent, number and country, in the transaction that counts each: reports need not
-- read the calls themselves, which may be deleted. Released are those that were released on their own day.
CREATE TABLE IF NOT EXISTS daily_usage (
    organization_id TEXT NOT NULL,
    counted_on TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    phone_number_id TEXT NOT NULL,
    country_code TEXT NOT NULL,
    calls INTEGER NOT NULL,
    released INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    busy INTEGER NOT NULL,
    no_answer INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    answered_by_machine INTEGER NOT NULL,
    abandoned INTEGER NOT NULL,
    short_calls INTEGER NOT NULL,
    talk_millis INTEGER NOT NULL,
    squared_talk_deciseconds INTEGER NOT NULL,
    PRIMARY KEY (organization_id, counted_on, agent_id, phone_number_id, country_code)
);

-- The same sums by the values of attributes. An empty value stands for all values beyond the first thousand of a day.
CREATE TABLE IF NOT EXISTS daily_attribute_usage (
    organization_id TEXT NOT NULL,
    counted_on TEXT NOT NULL,
    attribute_name TEXT NOT NULL,
    attribute_value TEXT NOT NULL,
    calls INTEGER NOT NULL,
    released INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    busy INTEGER NOT NULL,
    no_answer INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    answered_by_machine INTEGER NOT NULL,
    abandoned INTEGER NOT NULL,
    short_calls INTEGER NOT NULL,
    talk_millis INTEGER NOT NULL,
    squared_talk_deciseconds INTEGER NOT NULL,
    PRIMARY KEY (organization_id, counted_on, attribute_name, attribute_value)
);

-- How often calls were refused, by the first reason of each.
-- An empty agent_id stands for all agents that had no number.
CREATE TABLE IF NOT EXISTS daily_refusals (
    organization_id TEXT NOT NULL,
    counted_on TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    refusals INTEGER NOT NULL,
    PRIMARY KEY (organization_id, counted_on, agent_id, reason)
);

-- Last, so that what broke off is run again: which file was applied, whatever applied it, and the lowest version of these files that
-- a node may know to work on the tables after it.
CREATE TABLE IF NOT EXISTS callgate_schema_history (
    version INTEGER PRIMARY KEY,
    file VARCHAR(128) NOT NULL,
    applied_at TIMESTAMP NOT NULL,
    compatible_from INTEGER NOT NULL
);

INSERT INTO callgate_schema_history (version, file, applied_at, compatible_from)
    SELECT 3, 'R__callgate_03_journal_and_usage.sql', CURRENT_TIMESTAMP, 3
    WHERE NOT EXISTS (SELECT * FROM callgate_schema_history WHERE version = 3);
