-- The filters of lists that users saved, each as the query of a URL.
CREATE TABLE console_saved_filters (
    id VARCHAR(36) PRIMARY KEY,
    user_id VARCHAR(36) NOT NULL,
    list_name VARCHAR(16) NOT NULL,
    name VARCHAR(100) NOT NULL,
    query VARCHAR(1000) NOT NULL,
    UNIQUE (user_id, list_name, name),
    FOREIGN KEY (user_id) REFERENCES console_users (id) ON DELETE CASCADE
);
