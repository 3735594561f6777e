-- The inventory of numbers, and which agent may call from which. Times are UTC.
-- Each statement may be run again, and leaves alone what is there already.

-- Fails, before anything is changed, if there is a table of one of these names that is not the library's: if it lacks one
-- of these columns, or has it with another type. The names of types and columns are between commas.
SET @callgate_guard = (
    SELECT SIGNAL('45000', 'CallGate changed nothing: these tables have its names, but are not its own: '
        || LISTAGG(DISTINCT own.name, ', ') WITHIN GROUP (ORDER BY own.name))
    FROM (VALUES
        ('phone_numbers', ',UUID,', ',id,'),
        ('phone_numbers', ',CHARACTER VARYING,CHARACTER,',
            ',organization_id,phone_number,provider,country_code,capabilities,status,assigned_to,'),
        ('phone_numbers', ',TIMESTAMP,', ',created_at,updated_at,'),
        ('agent_phone_numbers', ',UUID,', ',id,phone_number_id,'),
        ('agent_phone_numbers', ',CHARACTER VARYING,CHARACTER,', ',agent_id,organization_id,allowed_countries,'),
        ('agent_phone_numbers', ',INTEGER,BIGINT,', ',daily_limit,calls_made_today,'),
        ('agent_phone_numbers', ',DATE,', ',last_reset_date,'),
        ('agent_phone_numbers', ',TIMESTAMP,', ',created_at,updated_at,'),
        ('call_counts', ',CHARACTER VARYING,CHARACTER,', ',organization_id,scope,counted_id,'),
        ('call_counts', ',INTEGER,BIGINT,', ',calls_made,'),
        ('call_counts', ',DATE,', ',counted_on,'),
        ('call_attempts', ',CHARACTER VARYING,CHARACTER,', ',organization_id,callee,attempts,'),
        ('call_attempts', ',TIMESTAMP,', ',last_attempt_at,'),
        ('call_journal', ',CHARACTER VARYING,CHARACTER,',
            ',organization_id,call_id,agent_id,scopes,country_code,callee,fingerprint,result,answered_by,'),
        ('call_journal', ',UUID,', ',assignment_id,'),
        ('call_journal', ',INTEGER,BIGINT,', ',calls_made,'),
        ('call_journal', ',DATE,', ',counted_on,'),
        ('call_journal', ',BOOLEAN,', ',is_attempt,'),
        ('call_journal', ',TIMESTAMP,', ',allowed_at,released_at,completed_at,'),
        ('call_journal', ',BIGINT,', ',talk_millis,'),
        ('call_journal', ',SMALLINT,INTEGER,BIGINT,', ',sip_status,q850_cause,'),
        ('daily_usage', ',CHARACTER VARYING,CHARACTER,', ',organization_id,agent_id,country_code,'),
        ('daily_usage', ',DATE,', ',counted_on,'),
        ('daily_usage', ',UUID,', ',phone_number_id,'),
        ('daily_usage', ',INTEGER,BIGINT,',
            ',calls,released,answered,busy,no_answer,failed,rejected,answered_by_machine,short_calls,'),
        ('daily_usage', ',BIGINT,', ',talk_millis,squared_talk_deciseconds,'),
        ('daily_refusals', ',CHARACTER VARYING,CHARACTER,', ',organization_id,agent_id,reason,'),
        ('daily_refusals', ',DATE,', ',counted_on,'),
        ('daily_refusals', ',INTEGER,BIGINT,', ',refusals,'),
        ('phone_number_audit', ',CHARACTER VARYING,CHARACTER,',
            ',organization_id,agent_id,actor_id,action,old_values,new_values,'),
        ('phone_number_audit', ',UUID,', ',id,phone_number_id,'),
        ('phone_number_audit', ',TIMESTAMP,', ',created_at,'),
        ('callgate_schema_history', ',INTEGER,BIGINT,', ',version,'),
        ('callgate_schema_history', ',CHARACTER VARYING,CHARACTER,', ',file,'),
        ('callgate_schema_history', ',TIMESTAMP,', ',applied_at,')
    ) AS own (name, types, columns)
    JOIN INFORMATION_SCHEMA.SETTINGS AS s ON s.SETTING_NAME = 'DATABASE_TO_UPPER'
    JOIN INFORMATION_SCHEMA.TABLES AS t ON t.TABLE_SCHEMA = SCHEMA()
        AND t.TABLE_NAME = CASE LOWER(s.SETTING_VALUE) WHEN 'true' THEN UPPER(own.name) ELSE own.name END
    WHERE t.TABLE_TYPE <> 'BASE TABLE' OR LENGTH(own.columns) - LENGTH(REPLACE(own.columns, ',')) - 1 > (
        SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS AS c
        WHERE c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
            AND POSITION(',' || UPPER(c.DATA_TYPE) || ',', own.types) > 0
            AND POSITION(',' || c.COLUMN_NAME || ',',
                CASE LOWER(s.SETTING_VALUE) WHEN 'true' THEN UPPER(own.columns) ELSE own.columns END) > 0)
    HAVING COUNT(*) > 0);

CREATE TABLE IF NOT EXISTS phone_numbers (
    id UUID PRIMARY KEY,
    organization_id VARCHAR(64) NOT NULL,
    phone_number VARCHAR(16) NOT NULL,
    provider VARCHAR(64),
    country_code VARCHAR(3) NOT NULL,
    capabilities VARCHAR(255) NOT NULL,
    status VARCHAR(16) DEFAULT 'active' NOT NULL,
    assigned_to VARCHAR(64),
    created_at TIMESTAMP(6) NOT NULL,
    updated_at TIMESTAMP(6) NOT NULL
);

-- The first day, in the organization's zone, on which calls may be placed from the number again.
ALTER TABLE phone_numbers ADD COLUMN IF NOT EXISTS quarantined_until DATE;

-- The first day of the number's service, in the organization's zone; NULL where it is as new as its addition.
ALTER TABLE phone_numbers ADD COLUMN IF NOT EXISTS in_service_since DATE;

-- A deleted number keeps its row, and what was counted on it.
ALTER TABLE phone_numbers ADD COLUMN IF NOT EXISTS deleted_at TIMESTAMP(6);

CREATE UNIQUE INDEX IF NOT EXISTS phone_numbers_organization_number
    ON phone_numbers (organization_id, phone_number);

CREATE INDEX IF NOT EXISTS phone_numbers_assignee
    ON phone_numbers (organization_id, assigned_to, phone_number);

-- A pair's row stays when the number is taken back: whose it is now, phone_numbers.assigned_to says.
CREATE TABLE IF NOT EXISTS agent_phone_numbers (
    id UUID PRIMARY KEY,
    agent_id VARCHAR(64) NOT NULL,
    phone_number_id UUID NOT NULL REFERENCES phone_numbers (id),
    organization_id VARCHAR(64) NOT NULL,
    daily_limit INTEGER DEFAULT 100 NOT NULL,
    allowed_countries VARCHAR(4000) NOT NULL,
    calls_made_today INTEGER DEFAULT 0 NOT NULL,
    last_reset_date DATE,
    created_at TIMESTAMP(6) NOT NULL,
    updated_at TIMESTAMP(6) NOT NULL
);

-- Classes of numbers that are refused otherwise, such as premium_rate. NULL allows none.
ALTER TABLE agent_phone_numbers ADD COLUMN IF NOT EXISTS allowed_classes VARCHAR(255);

CREATE UNIQUE INDEX IF NOT EXISTS agent_phone_numbers_pair
    ON agent_phone_numbers (organization_id, agent_id, phone_number_id);

CREATE INDEX IF NOT EXISTS agent_phone_numbers_number
    ON agent_phone_numbers (phone_number_id);

-- Who called today, and who may not call at all: without them, H2 fetches each row by its key to see.
CREATE INDEX IF NOT EXISTS agent_phone_numbers_day
    ON agent_phone_numbers (organization_id, last_reset_date);
CREATE INDEX IF NOT EXISTS agent_phone_numbers_limit
    ON agent_phone_numbers (organization_id, daily_limit);

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

-- Calls that were granted under an id: a decision asked again is not counted again, a call that was never placed can be given
-- back, and it is known later how it went. Of what it was counted on besides its assignment, the scopes; of the callee, what
-- its organization keeps; the answer to its end in milliseconds. The fingerprint is a short salted check value of the request
-- that the id stands for; NULL once the call has ended or its callee was erased.
CREATE TABLE IF NOT EXISTS call_journal (
    organization_id VARCHAR(64) NOT NULL,
    call_id VARCHAR(128) NOT NULL,
    assignment_id UUID NOT NULL,
    agent_id VARCHAR(64) NOT NULL,
    calls_made INTEGER NOT NULL,
    counted_on DATE NOT NULL,
    scopes VARCHAR(64) NOT NULL,
    country_code VARCHAR(3) NOT NULL,
    callee VARCHAR(64),
    is_attempt BOOLEAN NOT NULL,
    fingerprint VARCHAR(16),
    allowed_at TIMESTAMP(6) NOT NULL,
    released_at TIMESTAMP(6),
    completed_at TIMESTAMP(6),
    result VARCHAR(16),
    talk_millis BIGINT,
    answered_by VARCHAR(16),
    sip_status SMALLINT,
    q850_cause SMALLINT,
    PRIMARY KEY (organization_id, call_id)
);

CREATE INDEX IF NOT EXISTS call_journal_day
    ON call_journal (organization_id, counted_on, agent_id, allowed_at);

-- The calls of the journal added up by day, agent, number and country, in the transaction that counts each: reports need not
-- read the calls themselves, which may be deleted. Released are those that were given back on their own day.
CREATE TABLE IF NOT EXISTS daily_usage (
    organization_id VARCHAR(64) NOT NULL,
    counted_on DATE NOT NULL,
    agent_id VARCHAR(64) NOT NULL,
    phone_number_id UUID NOT NULL,
    country_code VARCHAR(3) NOT NULL,
    calls INTEGER NOT NULL,
    released INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    busy INTEGER NOT NULL,
    no_answer INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    answered_by_machine INTEGER NOT NULL,
    short_calls INTEGER NOT NULL,
    talk_millis BIGINT NOT NULL,
    squared_talk_deciseconds BIGINT NOT NULL,
    PRIMARY KEY (organization_id, counted_on, agent_id, phone_number_id, country_code)
);

-- How often calls were refused, by the first thing that stood against them.
-- An empty agent_id stands for all agents that had no number.
CREATE TABLE IF NOT EXISTS daily_refusals (
    organization_id VARCHAR(64) NOT NULL,
    counted_on DATE NOT NULL,
    agent_id VARCHAR(64) NOT NULL,
    reason VARCHAR(64) NOT NULL,
    refusals INTEGER NOT NULL,
    PRIMARY KEY (organization_id, counted_on, agent_id, reason)
);

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

-- Last, so that what broke off is run again: which file was applied, whatever applied it.
CREATE TABLE IF NOT EXISTS callgate_schema_history (
    version INTEGER PRIMARY KEY,
    file VARCHAR(128) NOT NULL,
    applied_at TIMESTAMP NOT NULL
);

INSERT INTO callgate_schema_history (version, file, applied_at)
    SELECT 1, 'R__callgate_01_phone_numbers_and_assignments.sql', CURRENT_TIMESTAMP AT TIME ZONE 'UTC'
    WHERE NOT EXISTS (SELECT * FROM callgate_schema_history WHERE version = 1);
