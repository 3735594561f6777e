-- Calls of an agent that is not active are refused, and its account cannot log in.
ALTER TABLE console_agents ADD COLUMN active BOOLEAN DEFAULT TRUE NOT NULL;
