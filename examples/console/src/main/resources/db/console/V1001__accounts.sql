-- What the console keeps besides the library's tables: whose numbers they are, who may log in, and agents' names.
-- Plain enough for every database that the console runs on. Times are UTC.

CREATE TABLE console_organizations (
    id VARCHAR(64) PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    short_name VARCHAR(64) NOT NULL UNIQUE,
    zone VARCHAR(64) NOT NULL,
    region VARCHAR(2) NOT NULL,
    created_at TIMESTAMP(6) NOT NULL
);

CREATE TABLE console_agents (
    organization_id VARCHAR(64) NOT NULL,
    id VARCHAR(64) NOT NULL,
    name VARCHAR(100) NOT NULL,
    created_at TIMESTAMP(6) NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id) REFERENCES console_organizations (id)
);

CREATE INDEX console_agents_name ON console_agents (organization_id, name, id);

-- User names are unique within an organization. The account of an agent names the agent. The version grows with each change, so
-- that sessions from before it end.
CREATE TABLE console_users (
    id VARCHAR(36) PRIMARY KEY,
    organization_id VARCHAR(64) NOT NULL,
    username VARCHAR(100) NOT NULL,
    password VARCHAR(200) NOT NULL,
    password_change_due BOOLEAN DEFAULT FALSE NOT NULL,
    role VARCHAR(16) NOT NULL,
    agent_id VARCHAR(64),
    version INTEGER DEFAULT 0 NOT NULL,
    created_at TIMESTAMP(6) NOT NULL,
    UNIQUE (organization_id, username),
    FOREIGN KEY (organization_id) REFERENCES console_organizations (id),
    FOREIGN KEY (organization_id, agent_id) REFERENCES console_agents (organization_id, id)
);

-- Of a dialer's token, only the SHA-256 is kept: it cannot be used by who reads the table. Without an end, it is valid until it is
-- revoked.
CREATE TABLE console_tokens (
    id VARCHAR(36) PRIMARY KEY,
    sha256 VARCHAR(64) NOT NULL UNIQUE,
    organization_id VARCHAR(64) NOT NULL,
    name VARCHAR(100) NOT NULL,
    created_by VARCHAR(100) NOT NULL,
    created_at TIMESTAMP(6) NOT NULL,
    expires_at TIMESTAMP(6),
    last_used_on DATE,
    UNIQUE (organization_id, name),
    FOREIGN KEY (organization_id) REFERENCES console_organizations (id)
);
