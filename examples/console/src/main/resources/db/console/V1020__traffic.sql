-- How many decisions of each minute had which result, for the page of what happens now: "allowed", or the cause of refusals. Minutes are
-- counted from 1970, UTC. Each console adds what it decided about once a second. Rows are deleted after two days.

CREATE TABLE console_traffic (
    organization_id VARCHAR(64) NOT NULL,
    decided_minute INTEGER NOT NULL,
    result VARCHAR(64) NOT NULL,
    decisions INTEGER NOT NULL,
    PRIMARY KEY (organization_id, decided_minute, result)
);

CREATE INDEX console_traffic_minute ON console_traffic (decided_minute);
