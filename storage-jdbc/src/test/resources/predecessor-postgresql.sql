-- The tables of the system that the library succeeds, as that system would have made and filled them by 2026-03-02:
-- keys are UUIDs, owners live in tables of their own, lists and flags are JSONB, and most columns may be NULL.

CREATE TABLE organizations (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), name VARCHAR(100));
CREATE TABLE users (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id UUID REFERENCES organizations (id),
    email VARCHAR(100)
);

CREATE TABLE phone_numbers (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    phone_number VARCHAR(20) UNIQUE NOT NULL,
    provider VARCHAR(50) DEFAULT 'telnyx',
    country_code VARCHAR(5),
    capabilities JSONB DEFAULT '{"voice": true, "sms": false}',
    status VARCHAR(20) DEFAULT 'active',
    assigned_to UUID REFERENCES users (id) ON DELETE SET NULL,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE agent_phone_numbers (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    agent_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    phone_number_id UUID NOT NULL REFERENCES phone_numbers (id) ON DELETE CASCADE,
    organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    daily_limit INTEGER DEFAULT 100,
    allowed_countries JSONB DEFAULT '["US"]',
    calls_made_today INTEGER DEFAULT 0,
    last_reset_date DATE NOT NULL DEFAULT CURRENT_DATE,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (agent_id, phone_number_id)
);

CREATE INDEX idx_agent_phone_numbers_agent ON agent_phone_numbers (agent_id);

CREATE FUNCTION reset_daily_call_counts() RETURNS void AS $$
BEGIN
    UPDATE agent_phone_numbers SET calls_made_today = 0, last_reset_date = CURRENT_DATE
    WHERE last_reset_date < CURRENT_DATE;
END;
$$ LANGUAGE plpgsql;

INSERT INTO organizations VALUES ('0a000000-0000-4000-8000-000000000001', 'Acme');
INSERT INTO users VALUES
    ('0b000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000001', 'ann@example.org'),
    ('0b000000-0000-4000-8000-000000000002', '0a000000-0000-4000-8000-000000000001', 'bob@example.org'),
    ('0b000000-0000-4000-8000-000000000003', '0a000000-0000-4000-8000-000000000001', 'cid@example.org');

INSERT INTO phone_numbers (id, organization_id, phone_number, country_code, status, assigned_to, capabilities, created_at) VALUES
    ('0c000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000001', '+12025550101', 'US', 'active',
     '0b000000-0000-4000-8000-000000000001', '{"sms": true, "voice": true}', '2026-01-05 09:30:00'),
    ('0c000000-0000-4000-8000-000000000002', '0a000000-0000-4000-8000-000000000001', '+12025550102', 'US', 'active',
     '0b000000-0000-4000-8000-000000000002', '{"voice": true}', '2026-01-05 09:30:01'),
    ('0c000000-0000-4000-8000-000000000003', '0a000000-0000-4000-8000-000000000001', '+12025550103', 'US', 'active',
     '0b000000-0000-4000-8000-000000000003', '{"voice": true}', '2026-01-05 09:30:02'),
    ('0c000000-0000-4000-8000-000000000004', '0a000000-0000-4000-8000-000000000001', '+12025550104', 'US', 'active',
     '0b000000-0000-4000-8000-000000000003', NULL, NULL),
    ('0c000000-0000-4000-8000-000000000005', '0a000000-0000-4000-8000-000000000001', '+12025550105', NULL, 'active',
     NULL, '{"voice": true}', '2026-01-05 09:30:04'),
    ('0c000000-0000-4000-8000-000000000006', '0a000000-0000-4000-8000-000000000001', '2025550106', 'US', 'active',
     '0b000000-0000-4000-8000-000000000001', '{"voice": true}', '2026-01-05 09:30:05'),
    ('0c000000-0000-4000-8000-000000000007', '0a000000-0000-4000-8000-000000000001', '+12025550107', 'US', 'inactive',
     '0b000000-0000-4000-8000-000000000001', '{"voice": true}', '2026-01-05 09:30:06');

INSERT INTO agent_phone_numbers
    (id, agent_id, phone_number_id, organization_id, daily_limit, allowed_countries, calls_made_today, last_reset_date) VALUES
    ('0d000000-0000-4000-8000-000000000001', '0b000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000001',
     '0a000000-0000-4000-8000-000000000001', 100, '["US", "CA"]', 98, '2026-03-02'),
    ('0d000000-0000-4000-8000-000000000002', '0b000000-0000-4000-8000-000000000002', '0c000000-0000-4000-8000-000000000002',
     '0a000000-0000-4000-8000-000000000001', 50, '["US"]', 50, '2026-03-01'),
    ('0d000000-0000-4000-8000-000000000003', '0b000000-0000-4000-8000-000000000003', '0c000000-0000-4000-8000-000000000003',
     '0a000000-0000-4000-8000-000000000001', 50, '[]', 0, '2026-03-02'),
    ('0d000000-0000-4000-8000-000000000004', '0b000000-0000-4000-8000-000000000003', '0c000000-0000-4000-8000-000000000004',
     '0a000000-0000-4000-8000-000000000001', 50, NULL, 0, '2026-03-02'),
    ('0d000000-0000-4000-8000-000000000006', '0b000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000006',
     '0a000000-0000-4000-8000-000000000001', 50, '["US"]', 0, '2026-03-02'),
    ('0d000000-0000-4000-8000-000000000007', '0b000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000007',
     '0a000000-0000-4000-8000-000000000001', 50, '["US"]', 0, '2026-03-02');
