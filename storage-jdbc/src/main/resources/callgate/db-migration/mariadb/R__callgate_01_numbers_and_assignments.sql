-- The inventory of numbers, and which agent may call from which. Times are UTC.
-- Each statement may be run again, and leaves alone what is there already.
-- Text is compared exactly, case included: the usual collations would take two organizations for one.
-- Keys begin with the organization, so that tables can be partitioned or distributed by it.

-- Fails, before anything is changed, if there is a table of one of these names that is not the library's: if it lacks one
-- of these columns, or has it with another type. The tables of the later files are looked at here too, since nothing at all may
-- be changed then. The names of types and columns are between commas.
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
        UNION ALL SELECT 'call_counters', ',varchar,char,text,', ',organization_id,scope,counted_id,kind,'
        UNION ALL SELECT 'call_counters', ',bigint,', ',amount,most,'
        UNION ALL SELECT 'call_counters', ',datetime,', ',period_start,'
        UNION ALL SELECT 'call_holds', ',varchar,char,text,', ',organization_id,scope,counted_id,kind,hold_id,'
        UNION ALL SELECT 'call_holds', ',datetime,', ',ends_at,'
        UNION ALL SELECT 'call_holds', ',bigint,', ',amount,'
        UNION ALL SELECT 'daily_attribute_usage', ',varchar,char,text,', ',organization_id,attribute_name,attribute_value,'
        UNION ALL SELECT 'daily_attribute_usage', ',date,', ',counted_on,'
        UNION ALL SELECT 'daily_attribute_usage', ',int,bigint,', ',calls,released,answered,busy,no_answer,failed,rejected,answered_by_machine,abandoned,short_calls,'
        UNION ALL SELECT 'daily_attribute_usage', ',bigint,', ',talk_millis,squared_talk_deciseconds,'
        UNION ALL SELECT 'call_journal', ',varchar,char,text,',
            ',organization_id,call_id,agent_id,counts,attributes,reported_by,country_code,callee,fingerprint,result,answered_by,'
        UNION ALL SELECT 'call_journal', ',char,varchar,uuid,', ',assignment_id,'
        UNION ALL SELECT 'call_journal', ',int,bigint,', ',calls_made,'
        UNION ALL SELECT 'call_journal', ',date,', ',counted_on,'
        UNION ALL SELECT 'call_journal', ',datetime,', ',allowed_at,released_at,completed_at,'
        UNION ALL SELECT 'call_journal', ',bigint,', ',talk_millis,'
        UNION ALL SELECT 'call_journal', ',smallint,int,bigint,', ',sip_status,q850_cause,'
        UNION ALL SELECT 'daily_usage', ',varchar,char,text,', ',organization_id,agent_id,country_code,'
        UNION ALL SELECT 'daily_usage', ',date,', ',counted_on,'
        UNION ALL SELECT 'daily_usage', ',char,varchar,uuid,', ',phone_number_id,'
        UNION ALL SELECT 'daily_usage', ',int,bigint,',
            ',calls,released,answered,busy,no_answer,failed,rejected,answered_by_machine,abandoned,short_calls,'
        UNION ALL SELECT 'daily_usage', ',bigint,', ',talk_millis,squared_talk_deciseconds,'
        UNION ALL SELECT 'daily_refusals', ',varchar,char,text,', ',organization_id,agent_id,reason,'
        UNION ALL SELECT 'daily_refusals', ',date,', ',counted_on,'
        UNION ALL SELECT 'daily_refusals', ',int,bigint,', ',refusals,'
        UNION ALL SELECT 'phone_number_audit', ',varchar,char,text,', ',organization_id,agent_id,actor_id,action,'
        UNION ALL SELECT 'phone_number_audit', ',char,varchar,uuid,', ',id,phone_number_id,'
        UNION ALL SELECT 'phone_number_audit', ',longtext,json,mediumtext,text,', ',old_values,new_values,'
        UNION ALL SELECT 'phone_number_audit', ',datetime,', ',created_at,'
        UNION ALL SELECT 'callgate_schema_history', ',int,bigint,', ',version,compatible_from,'
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
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
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
    PRIMARY KEY (organization_id, id),
    UNIQUE KEY phone_numbers_organization_number (organization_id, phone_number),
    KEY phone_numbers_assignee (organization_id, assigned_to, phone_number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A pair's row stays when the number is taken back: whose it is now, phone_numbers.assigned_to says.
CREATE TABLE IF NOT EXISTS agent_phone_numbers (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
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
    PRIMARY KEY (organization_id, id),
    UNIQUE KEY agent_phone_numbers_pair (organization_id, agent_id, phone_number_id),
    KEY agent_phone_numbers_number (organization_id, phone_number_id),
    CONSTRAINT agent_phone_numbers_number
        FOREIGN KEY (organization_id, phone_number_id) REFERENCES phone_numbers (organization_id, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Last, so that what broke off is run again: which file was applied, whatever applied it, and the lowest version of these files that
-- a node may know to work on the tables after it.
CREATE TABLE IF NOT EXISTS callgate_schema_history (
    version INTEGER PRIMARY KEY,
    file VARCHAR(128) NOT NULL,
    applied_at TIMESTAMP NOT NULL,
    compatible_from INTEGER NOT NULL
);

INSERT INTO callgate_schema_history (version, file, applied_at, compatible_from)
    SELECT 1, 'R__callgate_01_numbers_and_assignments.sql', UTC_TIMESTAMP(), 1 FROM DUAL
    WHERE NOT EXISTS (SELECT * FROM callgate_schema_history WHERE version = 1);
