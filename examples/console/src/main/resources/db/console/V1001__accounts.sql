-- What the console keeps besides the library's tables: whose numbers they are, who may log in, and agents' names.
-- Plain enough for every database that the console runs on. Times are UTC.

CREATE TABLE console_organizations (
    id VARCHAR(64) PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
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

-- An agent's own account names the agent.
CREATE TABLE console_users (
    username VARCHAR(100) PRIMARY KEY,
    organization_id VARCHAR(64) NOT NULL,
    password VARCHAR(200) NOT NULL,
    role VARCHAR(16) NOT NULL,
    agent_id VARCHAR(64),
    created_at TIMESTAMP(6) NOT NULL,
    FOREIGN KEY (organization_id) REFERENCES console_organizations (id),
    FOREIGN KEY (organization_id, agent_id) REFERENCES console_agents (organization_id, id)
);

CREATE INDEX console_users_organization ON console_users (organization_id, username);

-- Of a dialer's token only the SHA-256 is kept: whoever reads the table cannot use it.
CREATE TABLE console_tokens (
    sha256 VARCHAR(64) PRIMARY KEY,
    organization_id VARCHAR(64) NOT NULL,
    name VARCHAR(100) NOT NULL,
    created_by VARCHAR(100) NOT NULL,
    created_at TIMESTAMP(6) NOT NULL,
    UNIQUE (organization_id, name),
    FOREIGN KEY (organization_id) REFERENCES console_organizations (id)
);
