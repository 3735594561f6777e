-- The inventory of numbers, and which agent may call from which. Times are UTC, as ISO 8601 text.
-- Each statement may be run again, and leaves alone what is there already.
-- Keys begin with the organization, so that tables can be partitioned or distributed by it.

-- Fails, before anything is changed, if there is a table of one of these names that is not the library's: if it lacks one
-- of these columns, or has it with another type. The tables of the later files are looked at here too, since nothing at all may
-- be changed then. The names of types and columns are between commas.
-- A path that is none, since RAISE is for triggers.
WITH own (name, types, columns) AS (VALUES
    ('phone_numbers', ',TEXT,VARCHAR,CHAR,',
        ',id,organization_id,phone_number,provider,country_code,capabilities,status,quarantined_until,in_service_since,assigned_to,created_at,updated_at,deleted_at,'),
    ('agent_phone_numbers', ',TEXT,VARCHAR,CHAR,',
        ',id,agent_id,phone_number_id,organization_id,allowed_countries,allowed_classes,last_reset_date,created_at,updated_at,'),
    ('agent_phone_numbers', ',INTEGER,INT,BIGINT,', ',daily_limit,calls_made_today,'),
    ('call_counters', ',TEXT,VARCHAR,CHAR,', ',organization_id,scope,counted_id,kind,period_start,'),
    ('call_counters', ',INTEGER,INT,BIGINT,', ',amount,most,'),
    ('call_holds', ',TEXT,VARCHAR,CHAR,', ',organization_id,scope,counted_id,kind,hold_id,ends_at,'),
    ('call_holds', ',INTEGER,INT,BIGINT,', ',amount,'),
    ('daily_attribute_usage', ',TEXT,VARCHAR,CHAR,', ',organization_id,counted_on,attribute_name,attribute_value,'),
    ('daily_attribute_usage', ',INTEGER,INT,BIGINT,', ',calls,released,answered,busy,no_answer,failed,rejected,answered_by_machine,abandoned,short_calls,talk_millis,squared_talk_deciseconds,'),
    ('call_journal', ',TEXT,VARCHAR,CHAR,',
        ',organization_id,call_id,assignment_id,agent_id,counted_on,counts,attributes,reported_by,country_code,callee,fingerprint,allowed_at,released_at,completed_at,result,answered_by,'),
    ('call_journal', ',INTEGER,INT,BIGINT,', ',calls_made,talk_millis,sip_status,q850_cause,'),
    ('daily_usage', ',TEXT,VARCHAR,CHAR,', ',organization_id,counted_on,agent_id,phone_number_id,country_code,'),
    ('daily_usage', ',INTEGER,INT,BIGINT,',
        ',calls,released,answered,busy,no_answer,failed,rejected,answered_by_machine,abandoned,short_calls,talk_millis,squared_talk_deciseconds,'),
    ('daily_refusals', ',TEXT,VARCHAR,CHAR,', ',organization_id,counted_on,agent_id,reason,'),
    ('daily_refusals', ',INTEGER,INT,BIGINT,', ',refusals,'),
    ('phone_number_audit', ',TEXT,VARCHAR,CHAR,',
        ',organization_id,id,phone_number_id,agent_id,actor_id,action,old_values,new_values,created_at,'),
    ('callgate_schema_history', ',INTEGER,INT,BIGINT,', ',version,compatible_from,'),
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
    id TEXT NOT NULL,
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
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, phone_number)
);

CREATE INDEX IF NOT EXISTS phone_numbers_assignee
    ON phone_numbers (organization_id, assigned_to, phone_number);

-- A pair's row stays when the number is taken back: whose it is now, phone_numbers.assigned_to says.
CREATE TABLE IF NOT EXISTS agent_phone_numbers (
    id TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    phone_number_id TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    daily_limit INTEGER DEFAULT 100 NOT NULL,
    allowed_countries TEXT NOT NULL,
    -- Classes of numbers that are refused otherwise, such as premium_rate. NULL allows none.
    allowed_classes TEXT,
    calls_made_today INTEGER DEFAULT 0 NOT NULL,
    last_reset_date TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, agent_id, phone_number_id),
    FOREIGN KEY (organization_id, phone_number_id) REFERENCES phone_numbers (organization_id, id)
);

CREATE INDEX IF NOT EXISTS agent_phone_numbers_number
    ON agent_phone_numbers (organization_id, phone_number_id);

-- Last, so that what broke off is run again: which file was applied, whatever applied it, and the lowest version of these files that
-- a node may know to work on the tables after it.
CREATE TABLE IF NOT EXISTS callgate_schema_history (
    version INTEGER PRIMARY KEY,
    file VARCHAR(128) NOT NULL,
    applied_at TIMESTAMP NOT NULL,
    compatible_from INTEGER NOT NULL
);

INSERT INTO callgate_schema_history (version, file, applied_at, compatible_from)
    SELECT 1, 'R__callgate_01_numbers_and_assignments.sql', CURRENT_TIMESTAMP, 1
    WHERE NOT EXISTS (SELECT * FROM callgate_schema_history WHERE version = 1);
