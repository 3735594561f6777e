-- The inventory of numbers, and which agent may call from which. Times are UTC, as ISO 8601 text.
-- Each statement may be run again, and leaves alone what is there already.

-- Fails, before anything is changed, if there is a table of one of these names that is not the library's: if it lacks one
-- of these columns, or has it with another type. The names of types and columns are between commas.
-- A path that is none, since RAISE is for triggers.
WITH own (name, types, columns) AS (VALUES
    ('phone_numbers', ',TEXT,VARCHAR,CHAR,',
        ',id,organization_id,phone_number,provider,country_code,capabilities,status,quarantined_until,in_service_since,assigned_to,created_at,updated_at,deleted_at,'),
    ('agent_phone_numbers', ',TEXT,VARCHAR,CHAR,',
        ',id,agent_id,phone_number_id,organization_id,allowed_countries,allowed_classes,last_reset_date,created_at,updated_at,'),
    ('agent_phone_numbers', ',INTEGER,INT,BIGINT,', ',daily_limit,calls_made_today,'),
    ('call_counts', ',TEXT,VARCHAR,CHAR,', ',organization_id,scope,counted_id,counted_on,'),
    ('call_counts', ',INTEGER,INT,BIGINT,', ',calls_made,'),
    ('call_attempts', ',TEXT,VARCHAR,CHAR,', ',organization_id,callee,attempts,last_attempt_at,'),
    ('call_journal', ',TEXT,VARCHAR,CHAR,',
        ',organization_id,call_id,assignment_id,agent_id,counted_on,scopes,country_code,callee,fingerprint,allowed_at,released_at,completed_at,result,answered_by,'),
    ('call_journal', ',INTEGER,INT,BIGINT,', ',calls_made,is_attempt,talk_millis,sip_status,q850_cause,'),
    ('daily_usage', ',TEXT,VARCHAR,CHAR,', ',organization_id,counted_on,agent_id,phone_number_id,country_code,'),
    ('daily_usage', ',INTEGER,INT,BIGINT,',
        ',calls,released,answered,busy,no_answer,failed,rejected,answered_by_machine,short_calls,talk_millis,squared_talk_deciseconds,'),
    ('daily_refusals', ',TEXT,VARCHAR,CHAR,', ',organization_id,counted_on,agent_id,reason,'),
    ('daily_refusals', ',INTEGER,INT,BIGINT,', ',refusals,'),
    ('phone_number_audit', ',TEXT,VARCHAR,CHAR,',
        ',organization_id,id,phone_number_id,agent_id,actor_id,action,old_values,new_values,created_at,'),
    ('callgate_schema_history', ',INTEGER,INT,BIGINT,', ',version,'),
    ('callgate_schema_history', ',TEXT,VARCHAR,CHAR,', ',file,'),
    ('callgate_schema_history', ',TIMESTAMP,', ',applied_at,')
)
SELECT json_extract('{}', 'CallGate changed nothing: these tables have its names, but are not its own: ' || others)
FROM (
    SELECT group_concat(DISTINCT own.name) AS others
    FROM own JOIN main.sqlite_master AS t ON lower(t.name) = own.name
    WHERE t.type <> 'table' OR length(own.columns) - length(replace(own.columns, ',', '')) - 1 > (
        SELECT count(*) FROM pragma_table_info(t.name) AS c
        WHERE instr(own.types, ',' || upper(substr(c.type, 1, instr(c.type || '(', '(') - 1)) || ',') > 0
            AND instr(own.columns, ',' || lower(c.name) || ',') > 0))
WHERE others IS NOT NULL;

CREATE TABLE IF NOT EXISTS phone_numbers (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    phone_number TEXT NOT NULL,
    provider TEXT,
    country_code TEXT NOT NULL,
    capabilities TEXT NOT NULL,
    status TEXT DEFAULT 'active' NOT NULL,
    -- The first day, in the organization's zone, on which calls may be placed from the number again.
    quarantined_until TEXT,
    -- The first day of the number's service, in the organization's zone; NULL where it is as new as its addition.
    in_service_since TEXT,
    assigned_to TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    -- A deleted number keeps its row, and what was counted on it.
    deleted_at TEXT,
    UNIQUE (organization_id, phone_number)
);

CREATE INDEX IF NOT EXISTS phone_numbers_assignee
    ON phone_numbers (organization_id, assigned_to, phone_number);

-- A pair's row stays when the number is taken back: whose it is now, phone_numbers.assigned_to says.
CREATE TABLE IF NOT EXISTS agent_phone_numbers (
    id TEXT NOT NULL PRIMARY KEY,
    agent_id TEXT NOT NULL,
    phone_number_id TEXT NOT NULL REFERENCES phone_numbers (id),
    organization_id TEXT NOT NULL,
    daily_limit INTEGER DEFAULT 100 NOT NULL,
    allowed_countries TEXT NOT NULL,
    -- Classes of numbers that are refused otherwise, such as premium_rate. NULL allows none.
    allowed_classes TEXT,
    calls_made_today INTEGER DEFAULT 0 NOT NULL,
    last_reset_date TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (organization_id, agent_id, phone_number_id)
);

CREATE INDEX IF NOT EXISTS agent_phone_numbers_number
    ON agent_phone_numbers (phone_number_id);

-- Calls of a day, of all that is capped besides assignments: a number, an agent, or the organization (scope). The row
-- stays, with the day that its count belongs to.
CREATE TABLE IF NOT EXISTS call_counts (
    organization_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    counted_id TEXT NOT NULL,
    calls_made INTEGER NOT NULL,
    counted_on TEXT,
    PRIMARY KEY (organization_id, scope, counted_id)
);

-- When a number was called last: as many attempts as the limits need to know, in microseconds since 1970.
CREATE TABLE IF NOT EXISTS call_attempts (
    organization_id TEXT NOT NULL,
    callee TEXT NOT NULL,
    attempts TEXT NOT NULL,
    last_attempt_at TEXT NOT NULL,
    PRIMARY KEY (organization_id, callee)
);

-- Calls that were granted under an id: a decision asked again is not counted again, a call that was never placed can be given
-- back, and it is known later how it went. Of what it was counted on besides its assignment, the scopes; of the callee, what
-- its organization keeps; the answer to its end in milliseconds. The fingerprint is a short salted check value of the request
-- that the id stands for; NULL once the call has ended or its callee was erased.
CREATE TABLE IF NOT EXISTS call_journal (
    organization_id TEXT NOT NULL,
    call_id TEXT NOT NULL,
    assignment_id TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    calls_made INTEGER NOT NULL,
    counted_on TEXT NOT NULL,
    scopes TEXT NOT NULL,
    country_code TEXT NOT NULL,
    callee TEXT,
    is_attempt INTEGER NOT NULL,
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
    ON call_journal (organization_id, counted_on, agent_id, allowed_at);

-- The calls of the journal added up by day, agent, number and country, in the transaction that counts each: reports need not
-- read the calls themselves, which may be deleted. Released are those that were given back on their own day.
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
    short_calls INTEGER NOT NULL,
    talk_millis INTEGER NOT NULL,
    squared_talk_deciseconds INTEGER NOT NULL,
    PRIMARY KEY (organization_id, counted_on, agent_id, phone_number_id, country_code)
);

-- How often calls were refused, by the first thing that stood against them.
-- An empty agent_id stands for all agents that had no number.
CREATE TABLE IF NOT EXISTS daily_refusals (
    organization_id TEXT NOT NULL,
    counted_on TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    refusals INTEGER NOT NULL,
    PRIMARY KEY (organization_id, counted_on, agent_id, reason)
);

-- Who changed what: one row for each change of a number or an assignment, and one for each reset of counts, which is of no
-- number; in the order of time by their id.
CREATE TABLE IF NOT EXISTS phone_number_audit (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    phone_number_id TEXT,
    agent_id TEXT,
    actor_id TEXT NOT NULL,
    action TEXT NOT NULL,
    old_values TEXT NOT NULL,
    new_values TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (organization_id, id)
);

CREATE INDEX IF NOT EXISTS phone_number_audit_number
    ON phone_number_audit (organization_id, phone_number_id, id);
CREATE INDEX IF NOT EXISTS phone_number_audit_actor
    ON phone_number_audit (organization_id, actor_id, id);

-- Last, so that what broke off is run again: which file was applied, whatever applied it.
CREATE TABLE IF NOT EXISTS callgate_schema_history (
    version INTEGER PRIMARY KEY,
    file VARCHAR(128) NOT NULL,
    applied_at TIMESTAMP NOT NULL
);

INSERT INTO callgate_schema_history (version, file, applied_at)
    SELECT 1, 'R__callgate_01_phone_numbers_and_assignments.sql', CURRENT_TIMESTAMP
    WHERE NOT EXISTS (SELECT * FROM callgate_schema_history WHERE version = 1);
