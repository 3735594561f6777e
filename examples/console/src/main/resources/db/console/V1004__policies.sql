-- The policy of each organization, in versions that are never changed. Zone and region of the organization are those of the current
-- version. MariaDB's TEXT holds 65,535 bytes, which is more than a document may have.

ALTER TABLE console_organizations ADD COLUMN policy_version INTEGER DEFAULT 1 NOT NULL;

-- The last day on which a console began to delete what the policy does not keep any longer.
ALTER TABLE console_organizations ADD COLUMN retention_day DATE;

CREATE TABLE console_policies (
    organization_id VARCHAR(64) NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    made_at TIMESTAMP(6) NOT NULL,
    made_by VARCHAR(100) NOT NULL,
    note VARCHAR(200),
    -- the keys of the document whose values are others than in the version before, separated by commas
    changed VARCHAR(400) NOT NULL,
    PRIMARY KEY (organization_id, version),
    FOREIGN KEY (organization_id) REFERENCES console_organizations (id)
);

INSERT INTO console_policies (organization_id, version, document, made_at, made_by, changed)
SELECT id, 1, CONCAT('{"zone":"', zone, '","region":"', region, '","journalEveryCall":true}'), created_at, 'system', ''
FROM console_organizations;

-- Do-not-call lists. An upload writes a new generation of numbers, which becomes the list's in one step. A list of generation 0 has
-- never been loaded.

CREATE TABLE console_do_not_call_lists (
    organization_id VARCHAR(64) NOT NULL,
    name VARCHAR(64) NOT NULL,
    generation BIGINT NOT NULL,
    newest_generation BIGINT NOT NULL,
    list_date DATE NOT NULL,
    numbers BIGINT NOT NULL,
    loaded_at TIMESTAMP(6) NOT NULL,
    loaded_by VARCHAR(100) NOT NULL,
    PRIMARY KEY (organization_id, name),
    FOREIGN KEY (organization_id) REFERENCES console_organizations (id)
);

CREATE TABLE console_do_not_call_numbers (
    organization_id VARCHAR(64) NOT NULL,
    list_name VARCHAR(64) NOT NULL,
    generation BIGINT NOT NULL,
    e164 BIGINT NOT NULL,
    PRIMARY KEY (organization_id, list_name, generation, e164)
);
