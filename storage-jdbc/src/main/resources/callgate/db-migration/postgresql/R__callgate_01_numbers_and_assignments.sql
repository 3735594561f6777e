-- The inventory of numbers, and which agent may call from which. Times are UTC.
-- Each statement may be run again, and leaves alone what is there already. Text sorts by its bytes, which is quick, and the
-- order that Java has.
-- Keys begin with the organization, so that tables can be partitioned or distributed by it.

-- Fails, before anything is changed, if there is a table of one of these names that is not the library's: if it lacks one
-- of these columns, or has it with another type. The tables of the later files are looked at here too, since nothing at all may
-- be changed then. The names of types and columns are between commas.
DO $$
DECLARE
    others text;
BEGIN
    SELECT string_agg(DISTINCT own.name, ', ') INTO others
    FROM (VALUES
        ('phone_numbers', ',uuid,', ',id,'),
        ('phone_numbers', ',character varying,text,character,uuid,', ',organization_id,assigned_to,'),
        ('phone_numbers', ',character varying,text,character,', ',phone_number,provider,country_code,status,'),
        ('phone_numbers', ',jsonb,json,', ',capabilities,'),
        ('phone_numbers', ',timestamp without time zone,', ',created_at,updated_at,'),
        ('agent_phone_numbers', ',uuid,', ',id,phone_number_id,'),
        ('agent_phone_numbers', ',character varying,text,character,uuid,', ',agent_id,organization_id,'),
        ('agent_phone_numbers', ',integer,bigint,', ',daily_limit,calls_made_today,'),
        ('agent_phone_numbers', ',jsonb,json,', ',allowed_countries,'),
        ('agent_phone_numbers', ',date,', ',last_reset_date,'),
        ('agent_phone_numbers', ',timestamp without time zone,', ',created_at,updated_at,'),
        ('call_counters', ',character varying,text,character,', ',organization_id,scope,counted_id,kind,'),
        ('call_counters', ',bigint,', ',amount,most,'),
        ('call_counters', ',timestamp without time zone,', ',period_start,'),
        ('call_holds', ',character varying,text,character,', ',organization_id,scope,counted_id,kind,hold_id,'),
        ('call_holds', ',timestamp without time zone,', ',ends_at,'),
        ('call_holds', ',bigint,', ',amount,'),
        ('daily_attribute_usage', ',character varying,text,character,', ',organization_id,attribute_name,attribute_value,'),
        ('daily_attribute_usage', ',date,', ',counted_on,'),
        ('daily_attribute_usage', ',integer,bigint,', ',calls,released,answered,busy,no_answer,failed,rejected,answered_by_machine,abandoned,short_calls,'),
        ('daily_attribute_usage', ',bigint,', ',talk_millis,squared_talk_deciseconds,'),
        ('call_journal', ',character varying,text,character,',
            ',organization_id,call_id,agent_id,counts,attributes,reported_by,country_code,callee,fingerprint,result,answered_by,'),
        ('call_journal', ',uuid,', ',assignment_id,'),
        ('call_journal', ',integer,bigint,', ',calls_made,'),
        ('call_journal', ',date,', ',counted_on,'),
        ('call_journal', ',timestamp without time zone,', ',allowed_at,released_at,completed_at,'),
        ('call_journal', ',bigint,', ',talk_millis,'),
        ('call_journal', ',smallint,integer,bigint,', ',sip_status,q850_cause,'),
        ('daily_usage', ',character varying,text,character,', ',organization_id,agent_id,country_code,'),
        ('daily_usage', ',date,', ',counted_on,'),
        ('daily_usage', ',uuid,', ',phone_number_id,'),
        ('daily_usage', ',integer,bigint,',
            ',calls,released,answered,busy,no_answer,failed,rejected,answered_by_machine,abandoned,short_calls,'),
        ('daily_usage', ',bigint,', ',talk_millis,squared_talk_deciseconds,'),
        ('daily_refusals', ',character varying,text,character,', ',organization_id,agent_id,reason,'),
        ('daily_refusals', ',date,', ',counted_on,'),
        ('daily_refusals', ',integer,bigint,', ',refusals,'),
        ('phone_number_audit', ',character varying,text,character,', ',organization_id,agent_id,actor_id,action,'),
        ('phone_number_audit', ',uuid,', ',id,phone_number_id,'),
        ('phone_number_audit', ',json,jsonb,', ',old_values,new_values,'),
        ('phone_number_audit', ',timestamp without time zone,', ',created_at,'),
        ('callgate_schema_history', ',integer,bigint,', ',version,compatible_from,'),
        ('callgate_schema_history', ',character varying,text,character,', ',file,'),
        ('callgate_schema_history', ',timestamp without time zone,', ',applied_at,')
    ) AS own (name, types, columns)
    JOIN pg_class AS t ON t.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
        AND t.relname = own.name
    WHERE t.relkind NOT IN ('r', 'p') OR length(own.columns) - length(replace(own.columns, ',', '')) - 1 > (
        SELECT count(*) FROM pg_attribute AS c
        WHERE c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
            AND strpos(own.types, ',' || format_type(c.atttypid, NULL) || ',') > 0
            AND strpos(own.columns, ',' || c.attname || ',') > 0);
    IF others IS NOT NULL THEN
        RAISE EXCEPTION 'CallGate changed nothing: these tables have its names, but are not its own: %', others;
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS phone_numbers (
    id UUID NOT NULL,
    organization_id VARCHAR(64) COLLATE "C" NOT NULL,
    phone_number VARCHAR(16) COLLATE "C" NOT NULL,
    provider VARCHAR(64) COLLATE "C",
    country_code VARCHAR(3) COLLATE "C" NOT NULL,
    capabilities JSONB NOT NULL,
    status VARCHAR(16) DEFAULT 'active' NOT NULL,
    assigned_to VARCHAR(64) COLLATE "C",
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

-- What numbers are filtered by, in one column: A for active or I for inactive, + for assigned or - for available, the
-- country, a space and the provider. NULL once the number is deleted. An organization has few of these texts, and behind
-- each the index below has its numbers in order: so a page is found at once, whatever it is filtered by.
ALTER TABLE phone_numbers ADD COLUMN IF NOT EXISTS listing VARCHAR(128) COLLATE "C" GENERATED ALWAYS AS (
    CASE WHEN deleted_at IS NULL
         THEN CASE WHEN status = 'active' THEN 'A' ELSE 'I' END
           || CASE WHEN assigned_to IS NULL THEN '-' ELSE '+' END
           || COALESCE(country_code, '') || ' ' || COALESCE(provider, '') END) STORED;

CREATE UNIQUE INDEX IF NOT EXISTS phone_numbers_organization_number
    ON phone_numbers (organization_id, phone_number);

CREATE INDEX IF NOT EXISTS phone_numbers_listing
    ON phone_numbers (organization_id, listing, phone_number);

-- For search by last digits: few different ones, and no more than that, so that the index is small.
CREATE INDEX IF NOT EXISTS phone_numbers_last_digits
    ON phone_numbers (organization_id, RIGHT(phone_number, 4));

CREATE INDEX IF NOT EXISTS phone_numbers_assignee
    ON phone_numbers (organization_id, assigned_to, phone_number) WHERE assigned_to IS NOT NULL;

-- Calls are counted in place: no counter is indexed, and pages keep room, so that updates stay on their page.
-- A pair's row stays when the number is taken back: whose it is now, phone_numbers.assigned_to says.
CREATE TABLE IF NOT EXISTS agent_phone_numbers (
    id UUID NOT NULL,
    agent_id VARCHAR(64) COLLATE "C" NOT NULL,
    phone_number_id UUID NOT NULL,
    organization_id VARCHAR(64) COLLATE "C" NOT NULL,
    daily_limit INTEGER DEFAULT 100 NOT NULL,
    allowed_countries JSONB NOT NULL,
    calls_made_today INTEGER DEFAULT 0 NOT NULL,
    last_reset_date DATE,
    created_at TIMESTAMP(6) NOT NULL,
    updated_at TIMESTAMP(6) NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, phone_number_id) REFERENCES phone_numbers (organization_id, id)
) WITH (fillfactor = 80);

-- Classes of numbers that are refused otherwise, such as premium_rate. NULL allows none.
ALTER TABLE agent_phone_numbers ADD COLUMN IF NOT EXISTS allowed_classes JSONB;

CREATE UNIQUE INDEX IF NOT EXISTS agent_phone_numbers_pair
    ON agent_phone_numbers (organization_id, agent_id, phone_number_id);

CREATE INDEX IF NOT EXISTS agent_phone_numbers_number
    ON agent_phone_numbers (organization_id, phone_number_id);

-- Tables that were there before may have been stricter: a pair that never called has no day.
ALTER TABLE agent_phone_numbers ALTER COLUMN last_reset_date DROP NOT NULL;

-- Rolls stored counts over, for those who read them by SQL of their own; the library needs no such thing. Without a
-- zone it touches only days that are over everywhere on Earth, at UTC-12 too; with an organization's zone, its days
-- before today. Counts of today are left alone, so nobody gets a second allowance.
-- An older version is replaced, also the predecessor's. A function of another purpose is left alone: CREATE FUNCTION fails.
DO $$
DECLARE
    older regprocedure;
BEGIN
    FOR older IN
        SELECT p.oid FROM pg_proc AS p
        WHERE p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
            AND p.proname = 'reset_daily_call_counts' AND oidvectortypes(p.proargtypes) IN ('', 'text, text')
            AND p.prosrc LIKE '%agent_phone_numbers%'
    LOOP
        EXECUTE 'DROP FUNCTION ' || older;
    END LOOP;
END
$$;

CREATE FUNCTION reset_daily_call_counts() RETURNS integer LANGUAGE sql AS $$
    WITH rolled AS (
        UPDATE agent_phone_numbers
        SET calls_made_today = 0, last_reset_date = CAST(now() AT TIME ZONE 'Etc/GMT+12' AS date)
        WHERE last_reset_date < CAST(now() AT TIME ZONE 'Etc/GMT+12' AS date)
        RETURNING 1)
    SELECT CAST(count(*) AS integer) FROM rolled
$$;

CREATE FUNCTION reset_daily_call_counts(organization text, zone text) RETURNS integer LANGUAGE sql AS $$
    WITH rolled AS (
        UPDATE agent_phone_numbers
        SET calls_made_today = 0, last_reset_date = CAST(now() AT TIME ZONE zone AS date)
        WHERE CAST(organization_id AS text) = organization
          AND last_reset_date < CAST(now() AT TIME ZONE zone AS date)
        RETURNING 1)
    SELECT CAST(count(*) AS integer) FROM rolled
$$;

-- Last, so that what broke off is run again: which file was applied, whatever applied it, and the lowest version of these files that
-- a node may know to work on the tables after it.
CREATE TABLE IF NOT EXISTS callgate_schema_history (
    version INTEGER PRIMARY KEY,
    file VARCHAR(128) NOT NULL,
    applied_at TIMESTAMP NOT NULL,
    compatible_from INTEGER NOT NULL
);

INSERT INTO callgate_schema_history (version, file, applied_at, compatible_from)
    SELECT 1, 'R__callgate_01_numbers_and_assignments.sql', clock_timestamp() AT TIME ZONE 'UTC', 1
    WHERE NOT EXISTS (SELECT * FROM callgate_schema_history WHERE version = 1);
