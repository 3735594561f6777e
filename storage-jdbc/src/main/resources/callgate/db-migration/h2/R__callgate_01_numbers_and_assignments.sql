-- The inventory of numbers, and which agent may call from which. Times are UTC.
-- Each statement may be run again, and leaves alone what is there already.
-- Keys begin with the organization, so that tables can be partitioned or distributed by it.

-- Fails, before anything is changed, if there is a table of one of these names that is not the library's: if it lacks one
-- of these columns, or has it with another type. The tables of the later files are looked at here too, since nothing at all may
-- be changed then. The names of types and columns are between commas.
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
        ('call_counters', ',CHARACTER VARYING,CHARACTER,', ',organization_id,scope,counted_id,kind,'),
        ('call_counters', ',BIGINT,', ',amount,most,'),
        ('call_counters', ',TIMESTAMP,', ',period_start,'),
        ('call_holds', ',CHARACTER VARYING,CHARACTER,', ',organization_id,scope,counted_id,kind,hold_id,'),
        ('call_holds', ',TIMESTAMP,', ',ends_at,'),
        ('call_holds', ',BIGINT,', ',amount,'),
        ('daily_attribute_usage', ',CHARACTER VARYING,CHARACTER,', ',organization_id,attribute_name,attribute_value,'),
        ('daily_attribute_usage', ',DATE,', ',counted_on,'),
        ('daily_attribute_usage', ',INTEGER,BIGINT,', ',calls,released,answered,busy,no_answer,failed,rejected,answered_by_machine,abandoned,short_calls,'),
        ('daily_attribute_usage', ',BIGINT,', ',talk_millis,squared_talk_deciseconds,'),
        ('call_journal', ',CHARACTER VARYING,CHARACTER,',
            ',organization_id,call_id,agent_id,counts,attributes,reported_by,country_code,callee,fingerprint,result,answered_by,'),
        ('call_journal', ',UUID,', ',assignment_id,'),
        ('call_journal', ',INTEGER,BIGINT,', ',calls_made,'),
        ('call_journal', ',DATE,', ',counted_on,'),
        ('call_journal', ',TIMESTAMP,', ',allowed_at,released_at,completed_at,'),
        ('call_journal', ',BIGINT,', ',talk_millis,'),
        ('call_journal', ',SMALLINT,INTEGER,BIGINT,', ',sip_status,q850_cause,'),
        ('daily_usage', ',CHARACTER VARYING,CHARACTER,', ',organization_id,agent_id,country_code,'),
        ('daily_usage', ',DATE,', ',counted_on,'),
        ('daily_usage', ',UUID,', ',phone_number_id,'),
        ('daily_usage', ',INTEGER,BIGINT,',
            ',calls,released,answered,busy,no_answer,failed,rejected,answered_by_machine,abandoned,short_calls,'),
        ('daily_usage', ',BIGINT,', ',talk_millis,squared_talk_deciseconds,'),
        ('daily_refusals', ',CHARACTER VARYING,CHARACTER,', ',organization_id,agent_id,reason,'),
        ('daily_refusals', ',DATE,', ',counted_on,'),
        ('daily_refusals', ',INTEGER,BIGINT,', ',refusals,'),
        ('phone_number_audit', ',CHARACTER VARYING,CHARACTER,',
            ',organization_id,agent_id,actor_id,action,old_values,new_values,'),
        ('phone_number_audit', ',UUID,', ',id,phone_number_id,'),
        ('phone_number_audit', ',TIMESTAMP,', ',created_at,'),
        ('callgate_schema_history', ',INTEGER,BIGINT,', ',version,compatible_from,'),
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
    id UUID NOT NULL,
    organization_id VARCHAR(64) NOT NULL,
    phone_number VARCHAR(16) NOT NULL,
    provider VARCHAR(64),
    country_code VARCHAR(3) NOT NULL,
    capabilities VARCHAR(255) NOT NULL,
    status VARCHAR(16) DEFAULT 'active' NOT NULL,
    assigned_to VARCHAR(64),
    created_at TIMESTAMP(6) NOT NULL,
    updated_at TIMESTAMP(6) NOT NULL,
    PRIMARY KEY (organization_id, id)
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
    id UUID NOT NULL,
    agent_id VARCHAR(64) NOT NULL,
    phone_number_id UUID NOT NULL,
    organization_id VARCHAR(64) NOT NULL,
    daily_limit INTEGER DEFAULT 100 NOT NULL,
    allowed_countries VARCHAR(4000) NOT NULL,
    calls_made_today INTEGER DEFAULT 0 NOT NULL,
    last_reset_date DATE,
    created_at TIMESTAMP(6) NOT NULL,
    updated_at TIMESTAMP(6) NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, phone_number_id) REFERENCES phone_numbers (organization_id, id)
);

-- Classes of numbers that are refused otherwise, such as premium_rate. NULL allows none.
ALTER TABLE agent_phone_numbers ADD COLUMN IF NOT EXISTS allowed_classes VARCHAR(255);

CREATE UNIQUE INDEX IF NOT EXISTS agent_phone_numbers_pair
    ON agent_phone_numbers (organization_id, agent_id, phone_number_id);

CREATE INDEX IF NOT EXISTS agent_phone_numbers_number
    ON agent_phone_numbers (organization_id, phone_number_id);

-- Who called today, and who may not call at all: without them, H2 fetches each row by its key to see.
CREATE INDEX IF NOT EXISTS agent_phone_numbers_day
    ON agent_phone_numbers (organization_id, last_reset_date);
CREATE INDEX IF NOT EXISTS agent_phone_numbers_limit
    ON agent_phone_numbers (organization_id, daily_limit);

-- Last, so that what broke off is run again: which file was applied, whatever applied it, and the lowest version of these files that
-- a node may know to work on the tables after it.
CREATE TABLE IF NOT EXISTS callgate_schema_history (
    version INTEGER PRIMARY KEY,
    file VARCHAR(128) NOT NULL,
    applied_at TIMESTAMP NOT NULL,
    compatible_from INTEGER NOT NULL
);

INSERT INTO callgate_schema_history (version, file, applied_at, compatible_from)
    SELECT 1, 'R__callgate_01_numbers_and_assignments.sql', CURRENT_TIMESTAMP AT TIME ZONE 'UTC', 1
    WHERE NOT EXISTS (SELECT * FROM callgate_schema_history WHERE version = 1);
