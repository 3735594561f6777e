-- Calls of a closed organization are refused, and its users and tokens cannot log in. Its data stays.
ALTER TABLE console_organizations ADD COLUMN closed BOOLEAN DEFAULT FALSE NOT NULL;
