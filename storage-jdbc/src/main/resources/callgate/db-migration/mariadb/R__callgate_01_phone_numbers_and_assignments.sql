-- The inventory of numbers, and which agent may call from which. Times are UTC.
-- Each statement may be run again, and leaves alone what is there already.
-- Text is compared exactly, case included: the usual collations would take two organizations for one.

-- Fails, before anything is changed, if there is a table of one of these names that is not the library's: if it lacks one
-- of these columns, or has it with another type. The names of types and columns are between commas.
-- PREPARE, since IF is for stored programs.
SET @callgate_guard = (
    SELECT IF(COUNT(*) = 0, 'DO 0', CONCAT('SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''', LEFT(CONCAT(
        'CallGate changed nothing: these tables have its names, but are not its own: ',
        GROUP_CONCAT(DISTINCT others.name ORDER BY others.name SEPARATOR ', ')), 128), ''''))
    FROM (SELECT own.name FROM (
        SELECT 'phone_numbers' AS name, ',char,varchar,uuid,' AS types, ',id,' AS columns
        UNION ALL SELECT 'phone_numbers', ',varchar,char,text,',
            ',organization_id,phone_number,provider,country_code,status,assigned_to,'
        UNION ALL SELECT 'phone_numbers', ',longtext,json,mediumtext,text,', ',capabilities,'
        UNION ALL SELECT 'phone_numbers', ',date,', ',quarantined_until,in_service_since,'
        UNION ALL SELECT 'phone_numbers', ',datetime,', ',created_at,updated_at,deleted_at,'
        UNION ALL SELECT 'agent_phone_numbers', ',char,varchar,uuid,', ',id,phone_number_id,'
        UNION ALL SELECT 'agent_phone_numbers', ',varchar,char,text,', ',agent_id,organization_id,'
        UNION ALL SELECT 'agent_phone_numbers', ',int,bigint,', ',daily_limit,calls_made_today,'
        UNION ALL SELECT 'agent_phone_numbers', ',longtext,json,mediumtext,text,', ',allowed_countries,allowed_classes,'
        UNION ALL SELECT 'agent_phone_numbers', ',date,', ',last_reset_date,'
        UNION ALL SELECT 'agent_phone_numbers', ',datetime,', ',created_at,updated_at,'
        UNION ALL SELECT 'call_counts', ',varchar,char,text,', ',organization_id,scope,counted_id,'
        UNION ALL SELECT 'call_counts', ',int,bigint,', ',calls_made,'
        UNION ALL SELECT 'call_counts', ',date,', ',counted_on,'
        UNION ALL SELECT 'call_attempts', ',varchar,char,text,', ',organization_id,callee,attempts,'
        UNION ALL SELECT 'call_attempts', ',datetime,', ',last_attempt_at,'
        UNION ALL SELECT 'call_journal', ',varchar,char,text,',
            ',organization_id,call_id,agent_id,scopes,country_code,callee,fingerprint,result,answered_by,'
        UNION ALL SELECT 'call_journal', ',char,varchar,uuid,', ',assignment_id,'
        UNION ALL SELECT 'call_journal', ',int,bigint,', ',calls_made,'
        UNION ALL SELECT 'call_journal', ',date,', ',counted_on,'
        UNION ALL SELECT 'call_journal', ',tinyint,', ',is_attempt,'
        UNION ALL SELECT 'call_journal', ',datetime,', ',allowed_at,released_at,completed_at,'
        UNION ALL SELECT 'call_journal', ',bigint,', ',talk_millis,'
        UNION ALL SELECT 'call_journal', ',smallint,int,bigint,', ',sip_status,q850_cause,'
        UNION ALL SELECT 'daily_usage', ',varchar,char,text,', ',organization_id,agent_id,country_code,'
        UNION ALL SELECT 'daily_usage', ',date,', ',counted_on,'
        UNION ALL SELECT 'daily_usage', ',char,varchar,uuid,', ',phone_number_id,'
        UNION ALL SELECT 'daily_usage', ',int,bigint,',
            ',calls,released,answered,busy,no_answer,failed,rejected,answered_by_machine,short_calls,'
        UNION ALL SELECT 'daily_usage', ',bigint,', ',talk_millis,squared_talk_deciseconds,'
        UNION ALL SELECT 'daily_refusals', ',varchar,char,text,', ',organization_id,agent_id,reason,'
        UNION ALL SELECT 'daily_refusals', ',date,', ',counted_on,'
        UNION ALL SELECT 'daily_refusals', ',int,bigint,', ',refusals,'
        UNION ALL SELECT 'phone_number_audit', ',varchar,char,text,', ',organization_id,agent_id,actor_id,action,'
        UNION ALL SELECT 'phone_number_audit', ',char,varchar,uuid,', ',id,phone_number_id,'
        UNION ALL SELECT 'phone_number_audit', ',longtext,json,mediumtext,text,', ',old_values,new_values,'
        UNION ALL SELECT 'phone_number_audit', ',datetime,', ',created_at,'
        UNION ALL SELECT 'callgate_schema_history', ',int,bigint,', ',version,'
        UNION ALL SELECT 'callgate_schema_history', ',varchar,char,text,', ',file,'
        UNION ALL SELECT 'callgate_schema_history', ',timestamp,', ',applied_at,'
    ) AS own
    JOIN information_schema.TABLES AS t ON t.TABLE_SCHEMA = DATABASE() AND BINARY t.TABLE_NAME = own.name
    LEFT JOIN information_schema.COLUMNS AS c ON c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = t.TABLE_NAME
        AND LOCATE(CONCAT(',', c.DATA_TYPE, ','), own.types) > 0
        AND LOCATE(CONCAT(',', c.COLUMN_NAME, ','), own.columns) > 0
    GROUP BY own.name, own.columns, t.TABLE_TYPE
    HAVING t.TABLE_TYPE NOT IN ('BASE TABLE', 'SYSTEM VERSIONED')
        OR COUNT(c.COLUMN_NAME) < LENGTH(own.columns) - LENGTH(REPLACE(own.columns, ',', '')) - 1) AS others);
PREPARE callgate_guard FROM @callgate_guard;
EXECUTE callgate_guard;
DEALLOCATE PREPARE callgate_guard;

CREATE TABLE IF NOT EXISTS phone_numbers (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    organization_id VARCHAR(64) NOT NULL,
    phone_number VARCHAR(16) NOT NULL,
    provider VARCHAR(64),
    country_code VARCHAR(3) NOT NULL,
    capabilities JSON NOT NULL,
    status VARCHAR(16) DEFAULT 'active' NOT NULL,
    -- The first day, in the organization's zone, on which calls may be placed from the number again.
    quarantined_until DATE,
    -- The first day of the number's service, in the organization's zone; NULL where it is as new as its addition.
    in_service_since DATE,
    assigned_to VARCHAR(64),
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    -- A deleted number keeps its row, and what was counted on it.
    deleted_at DATETIME(6),
    UNIQUE KEY phone_numbers_organization_number (organization_id, phone_number),
    KEY phone_numbers_assignee (organization_id, assigned_to, phone_number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A pair's row stays when the number is taken back: whose it is now, phone_numbers.assigned_to says.
CREATE TABLE IF NOT EXISTS agent_phone_numbers (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    agent_id VARCHAR(64) NOT NULL,
    phone_number_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    organization_id VARCHAR(64) NOT NULL,
    daily_limit INTEGER DEFAULT 100 NOT NULL,
    allowed_countries JSON NOT NULL,
    -- Classes of numbers that are refused otherwise, such as premium_rate. NULL allows none.
    allowed_classes JSON,
    calls_made_today INTEGER DEFAULT 0 NOT NULL,
    last_reset_date DATE,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    UNIQUE KEY agent_phone_numbers_pair (organization_id, agent_id, phone_number_id),
    KEY agent_phone_numbers_number (phone_number_id),
    CONSTRAINT agent_phone_numbers_number FOREIGN KEY (phone_number_id) REFERENCES phone_numbers (id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Calls of a day, of all that is capped besides assignments: a number, an agent, or the organization (scope). The row
-- stays, with the day that its count belongs to.
CREATE TABLE IF NOT EXISTS call_counts (
    organization_id VARCHAR(64) NOT NULL,
    scope VARCHAR(16) NOT NULL,
    counted_id VARCHAR(64) NOT NULL,
    calls_made INTEGER NOT NULL,
    counted_on DATE,
    PRIMARY KEY (organization_id, scope, counted_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- When a number was called last: as many attempts as the limits need to know, in microseconds since 1970.
CREATE TABLE IF NOT EXISTS call_attempts (
    organization_id VARCHAR(64) NOT NULL,
    callee VARCHAR(64) NOT NULL,
    attempts VARCHAR(1024) NOT NULL,
    last_attempt_at DATETIME(6) NOT NULL,
    PRIMARY KEY (organization_id, callee)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Calls that were granted under an id: a decision asked again is not counted again, a call that was never placed can be given
-- back, and it is known later how it went. Of what it was counted on besides its assignment, the scopes; of the callee, what
-- its organization keeps; the answer to its end in milliseconds. The fingerprint is a short salted check value of the request
-- that the id stands for; NULL once the call has ended or its callee was erased.
CREATE TABLE IF NOT EXISTS call_journal (
    organization_id VARCHAR(64) NOT NULL,
    call_id VARCHAR(128) NOT NULL,
    assignment_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    agent_id VARCHAR(64) NOT NULL,
    calls_made INTEGER NOT NULL,
    counted_on DATE NOT NULL,
    scopes VARCHAR(64) NOT NULL,
    country_code VARCHAR(3) NOT NULL,
    callee VARCHAR(64),
    is_attempt BOOLEAN NOT NULL,
    fingerprint VARCHAR(16),
    allowed_at DATETIME(6) NOT NULL,
    released_at DATETIME(6),
    completed_at DATETIME(6),
    result VARCHAR(16),
    talk_millis BIGINT,
    answered_by VARCHAR(16),
    sip_status SMALLINT,
    q850_cause SMALLINT,
    PRIMARY KEY (organization_id, call_id),
    KEY call_journal_day (organization_id, counted_on, agent_id, allowed_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The calls of the journal added up by day, agent, number and country, in the transaction that counts each: reports need not
-- read the calls themselves, which may be deleted. Released are those that were given back on their own day.
CREATE TABLE IF NOT EXISTS daily_usage (
    organization_id VARCHAR(64) NOT NULL,
    counted_on DATE NOT NULL,
    agent_id VARCHAR(64) NOT NULL,
    phone_number_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
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
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How often calls were refused, by the first thing that stood against them.
-- An empty agent_id stands for all agents that had no number.
CREATE TABLE IF NOT EXISTS daily_refusals (
    organization_id VARCHAR(64) NOT NULL,
    counted_on DATE NOT NULL,
    agent_id VARCHAR(64) NOT NULL,
    reason VARCHAR(64) NOT NULL,
    refusals INTEGER NOT NULL,
    PRIMARY KEY (organization_id, counted_on, agent_id, reason)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who changed what: one row for each change of a number or an assignment, and one for each reset of counts, which is of no
-- number; in the order of time by their id.
CREATE TABLE IF NOT EXISTS phone_number_audit (
    organization_id VARCHAR(64) NOT NULL,
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    phone_number_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
    agent_id VARCHAR(64),
    actor_id VARCHAR(64) NOT NULL,
    action VARCHAR(32) NOT NULL,
    old_values JSON NOT NULL,
    new_values JSON NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (organization_id, id),
    KEY phone_number_audit_number (organization_id, phone_number_id, id),
    KEY phone_number_audit_actor (organization_id, actor_id, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Last, so that what broke off is run again: which file was applied, whatever applied it.
CREATE TABLE IF NOT EXISTS callgate_schema_history (
    version INTEGER PRIMARY KEY,
    file VARCHAR(128) NOT NULL,
    applied_at TIMESTAMP NOT NULL
);

INSERT INTO callgate_schema_history (version, file, applied_at)
    SELECT 1, 'R__callgate_01_phone_numbers_and_assignments.sql', UTC_TIMESTAMP() FROM DUAL
    WHERE NOT EXISTS (SELECT * FROM callgate_schema_history WHERE version = 1);
